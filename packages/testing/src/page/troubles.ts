/**
 * What can go wrong on the server's side. The ports fail, not the answers: what the page then gets is what the real server
 * says in such a case.
 */
import { type BlobStore, type Deps, StorageFullError } from '@portico/reference-server';

/** `broken`: the database fails, so every call answers 500. `disk-full`: no byte of a file can be stored. */
export type Trouble = 'none' | 'broken' | 'disk-full';

/** A switch for the troubles of one server. */
export class Troubles {
  now: Trouble = 'none';

  /** The same work, that fails while the database is broken. */
  work(work: Deps['work']): Deps['work'] {
    const check = () => {
      if (this.now === 'broken') throw new Error('The database is broken');
    };
    return {
      read: async (firmId, run) => {
        check();
        return work.read(firmId, run);
      },
      change: async (actor, run) => {
        check();
        return work.change(actor, run);
      },
      upkeep: async (firmId, run) => {
        check();
        return work.upkeep(firmId, run);
      },
      touch: async (firmId, run) => {
        check();
        return work.touch(firmId, run);
      },
    };
  }

  /** The same blobs, with no room for more while the disk is full. */
  blobs(blobs: BlobStore): BlobStore {
    return {
      ...blobs,
      append: async (key, at, bytes) => {
        if (this.now === 'disk-full') throw new StorageFullError();
        return blobs.append(key, at, bytes);
      },
    };
  }
}
