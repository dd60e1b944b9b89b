import type { JournalEntry } from './journal.js';
import type { Pace } from './pace.js';
import type { Upload, UploadFacts } from './upload.js';

/** An upload with what the machinery keeps about it and no view needs. */
export class Entry {
  readonly upload: Upload;
  readonly addedAt: number;
  /** Gives the upload back to other tabs. */
  release: () => void = () => undefined;
  /** Lower-case hex, once known. */
  sha256: string | undefined;
  /** On the server, once begun. */
  uploadId: string | undefined;
  /** How often it stumbled since it last made progress. */
  stumbles = 0;
  /** Bytes that the server is known to have. */
  confirmed = 0;
  /** True when a document may have come of it although nobody heard of that. */
  inDoubt = false;
  /** The work that is going on, to be ended by it. */
  work = new AbortController();
  /** Rings when a stumble has been waited out. */
  alarm: ReturnType<typeof setTimeout> | undefined;
  pace: Pace | undefined;
  /** When it last made progress, on the clock of `performance.now()`. */
  movedAt = 0;
  /** When its progress was last written down, on the same clock. */
  notedAt = 0;

  constructor(upload: Upload, addedAt: number) {
    this.upload = upload;
    this.addedAt = addedAt;
  }

  get facts(): UploadFacts {
    return this.upload.facts;
  }

  /** Ends what is going on and hands out a signal for what comes next. */
  begin(): AbortSignal {
    this.halt();
    this.work = new AbortController();
    return this.work.signal;
  }

  /** Ends what is going on. */
  halt(): void {
    this.work.abort();
    clearTimeout(this.alarm);
    this.alarm = undefined;
  }

  /** As it is to be written down. */
  record(contactId: string): JournalEntry {
    const { sha256 = '', uploadId, addedAt } = this;
    const { sent, state } = this.upload;
    return { ...this.facts, contactId, sha256, uploadId, sent, paused: state === 'paused', addedAt };
  }
}
