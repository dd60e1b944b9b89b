/** What can be said of a file before a byte of it is sent. The server checks again and has the last word. */
import { fileTypeByName, text, type Document, type RequestSlot } from '@portico/contract';

/** Why a file was not taken into the queue. */
export type UploadRefusal =
  'file_empty' | 'file_too_large' | 'file_type_not_accepted' | 'file_name_invalid' | 'too_many_files' | 'duplicate';

/** What a request takes; a `ChecklistRequest` is one. */
export interface UploadTarget {
  readonly id: string;
  /** Media types. */
  readonly accept: readonly string[];
  /** Bytes of a single file. */
  readonly maxBytes: number;
  /** With what it has already; by a one-time link, which sees nothing of that, as many as it still takes. */
  readonly maxFiles: number;
  /** What it has already. */
  readonly documents: readonly Document[];
  /** Part of the request that the files are; needed where it has parts. */
  readonly slot?: RequestSlot | undefined;
  /** Id of a document of the request that the file takes the place of, once it has arrived. */
  readonly replaces?: string | undefined;
}

const NAME = text(255);
/** Bytes in UTF-8; what file systems take. */
const LONGEST_NAME = 255;

/** Why this file alone cannot be taken, or undefined. */
export function preCheck(file: File, target: UploadTarget): UploadRefusal | undefined {
  if (!isName(file.name.normalize('NFC'))) return 'file_name_invalid';
  const type = fileTypeByName(file.name);
  if (!type || !target.accept.includes(type)) return 'file_type_not_accepted';
  if (file.size === 0) return 'file_empty';
  return file.size > target.maxBytes ? 'file_too_large' : undefined;
}

function isName(name: string): boolean {
  const length = new TextEncoder().encode(name).byteLength;
  return NAME.safeParse(name).success && length <= LONGEST_NAME && !/[/\\\n\t]/.test(name) && !/^[\s.]*$/.test(name);
}

/** Documents that count: one that was returned asks for another in its place, and one that is replaced makes room. */
export function standing({ documents, replaces }: UploadTarget): readonly Document[] {
  return documents.filter(({ id, state }) => state !== 'returned' && id !== replaces);
}

/** Whether a document, or a file on its way, is of the part that the target's files are. */
export function isOfSlot(target: UploadTarget, { slot }: { readonly slot?: RequestSlot | null | undefined }): boolean {
  return (slot ?? undefined) === target.slot;
}
