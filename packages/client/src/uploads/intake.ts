/**
 * Takes chosen files into the queue, one after the other: what can be said at once is said at once, then the bytes are hashed,
 * so that a file that the request has already, or that waits already, is not sent a second time.
 */
import { fileTypeByName, type Document } from '@portico/contract';
import { randomId } from '../random-id.js';
import { Entry } from './entry.js';
import { isOfSlot, preCheck, standing, type UploadRefusal, type UploadTarget } from './pre-check.js';
import type { Queue } from './queue.js';
import { sha256 } from './sha256.js';
import { place, Upload, type UploadItem } from './upload.js';

/** A file that was not taken, and why; with the document that it is a duplicate of, where there is one. */
export interface RefusedFile {
  readonly file: File;
  readonly code: UploadRefusal;
  readonly document?: Document;
}

/** What became of the chosen files. */
export interface Intake {
  readonly added: UploadItem[];
  readonly refused: RefusedFile[];
}

/** Called for each upload that may be sent from now on. */
export type Taken = (entry: Entry) => Promise<void>;

/** Checks the files against the request and the queue, in the order in which they were chosen. */
export async function takeIn(
  target: UploadTarget,
  files: readonly File[],
  queue: Queue,
  taken: Taken,
): Promise<Intake> {
  const intake: Intake = { added: [], refused: [] };
  const checking: Entry[] = [];
  for (const file of files) {
    const code = preCheck(file, target);
    if (code) intake.refused.push({ file, code });
    else checking.push(queue.add(entryFor(file, target)));
  }
  for (const entry of checking) {
    const { file } = entry.upload;
    if (!file || !queue.has(entry)) continue;
    const result = await judge(entry, file, target, queue);
    if (!result) continue;
    if (result !== entry) queue.remove(entry);
    if (result instanceof Entry) {
      await taken(result);
      intake.added.push(result.upload.item);
    } else {
      intake.refused.push(result);
    }
  }
  return intake;
}

/** The upload that goes on (a new one, or a lost one that was found again), the refusal, or undefined when neither. */
async function judge(
  entry: Entry,
  file: File,
  target: UploadTarget,
  queue: Queue,
): Promise<Entry | RefusedFile | undefined> {
  const others = [...queue.ofRequest(target.id)].filter(
    (other) => other !== entry && other.upload.state !== 'checking',
  );
  const mayBeFound = others.some(({ upload }) => upload.state === 'lost' && upload.facts.size === file.size);
  const taken = others.filter(({ upload }) => upload.state !== 'failed' && !isKnown(upload.item, target));
  const full = standing(target).length + taken.length >= target.maxFiles;
  if (full && !mayBeFound) return { file, code: 'too_many_files' };

  try {
    entry.sha256 = await sha256(file, entry.begin());
  } catch {
    // Cancelled meanwhile, or a folder or a file that has just been moved.
    if (queue.has(entry)) entry.upload.fail('file_unreadable');
    return undefined;
  }
  if (!queue.has(entry)) return undefined;

  const document = standing(target).find((known) => known.sha256 === entry.sha256 && isOfSlot(target, known));
  if (document) return { file, code: 'duplicate', document };
  const twin = others.find(
    (other) => other.sha256 === entry.sha256 && other.facts.size === file.size && isOfSlot(target, other.facts),
  );
  if (twin?.upload.can('find')) {
    twin.upload.find(file);
    return twin;
  }
  if (twin?.upload.state === 'failed') queue.remove(twin);
  else if (twin) return { file, code: 'duplicate', ...documentOf(twin.upload.item) };
  if (full) return { file, code: 'too_many_files' };
  entry.upload.step('pass');
  return entry;
}

function entryFor(file: File, target: UploadTarget): Entry {
  const type = fileTypeByName(file.name) ?? '';
  const { id: requestId, slot, replaces } = target;
  const facts = { id: randomId(), requestId, name: file.name, type, size: file.size, ...place({ slot, replaces }) };
  return new Entry(new Upload(facts, file, 'checking'), Date.now());
}

/** True for a finished upload that the target counts already: among its documents, or in `maxFiles` where nothing may be read. */
function isKnown({ documentId, document }: UploadItem, target: UploadTarget): boolean {
  if (documentId === undefined) return false;
  return document === undefined || target.documents.some(({ id }) => id === documentId);
}

function documentOf({ document }: UploadItem): { document?: Document } {
  return document ? { document } : {};
}
