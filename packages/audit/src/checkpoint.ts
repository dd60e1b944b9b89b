/** Checkpoints (c2sp.org/tlog-checkpoint): origin, size and root of a log in three lines of a signed note. */
import { toBase64 } from './base64.js';
import { type NoteKey, type NoteSigner, openNote, signNote } from './note.js';

export interface Checkpoint {
  /** Names the log; here it is also the name of the key that signs. */
  readonly origin: string;
  /** Number of entries. */
  readonly size: number;
  /** In base64. */
  readonly root: string;
}

/** The origin of a firm's log. @param host of the portal that keeps it */
export function originOf(host: string, firm: string): string {
  return `${host}/audit/${firm}`;
}

/** @param root of the tree of `size` entries */
export function signCheckpoint(signer: NoteSigner, size: number, root: Uint8Array): Promise<string> {
  return signNote(`${signer.name}\n${size}\n${toBase64(root)}\n`, signer);
}

/** What a checkpoint says; undefined where it is none, or was not signed by the key for the log of its name. */
export async function openCheckpoint(note: string, key: NoteKey): Promise<Checkpoint | undefined> {
  const text = await openNote(note, key);
  const [, origin = '', size = '', root = ''] =
    /^(.+)\n(0|[1-9]\d{0,9})\n([A-Za-z0-9+/]{43}=)\n/.exec(text ?? '') ?? [];
  return origin === key.name ? { origin, size: Number(size), root } : undefined;
}
