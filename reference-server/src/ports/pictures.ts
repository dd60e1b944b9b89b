/**
 * Makes pictures of what came in, and reads passports from them. Whoever decodes a stranger's file may be made to
 * stumble, so an adapter does it where that harms nobody: apart from the thread that serves, with an end in time.
 */
import type { FileType } from '@portico/contract';
import type { PassportReading } from '../passport/read.js';

/** A page, drawn anew: nothing of the file is in it but what it looks like. */
export interface PagePicture {
  /** From 1. */
  readonly page: number;
  /** JPEG whose longer side has at most 1600 pixels. */
  readonly large: Uint8Array;
  /** JPEG whose longer side has at most 320. */
  readonly small: Uint8Array;
}

export interface Developed {
  readonly pages: readonly PagePicture[];
  /** Of the first page that has passport lines, where they were asked for. */
  readonly passport: PassportReading | null;
}

export interface Pictures {
  /** Whether there is a way to draw such files. */
  draws(type: FileType): boolean;
  /** @throws PictureError for a file that cannot be drawn: broken, too large, or more work than it may be */
  develop(file: Uint8Array, type: FileType, wants: { readonly passport: boolean }): Promise<Developed>;
}

/** The file cannot be drawn, now or later. */
export class PictureError extends Error {
  override name = 'PictureError' as const;
}
