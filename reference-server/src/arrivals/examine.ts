/** Looks at a document that may be opened: draws its pages and reads what can be read. Writes nothing. */
import type { Deps } from '../deps.js';
import { collect } from '../files/collect.js';
import { type PagePicture, PictureError } from '../ports/pictures.js';
import { fromPassport, fromText, type KeptReading } from './reading.js';
import type { Arrived } from './arrived.js';

/** A larger file is not taken into memory; it has no pictures. */
const MOST_BYTES = 64 * 1024 * 1024;

export interface Examined {
  readonly state: 'done' | 'failed';
  readonly pages: readonly PagePicture[];
  readonly reading: KeptReading | null;
}

const NOTHING: Examined = { state: 'done', pages: [], reading: null };

export async function examine(
  { pictures, ocr, clock, log }: Pick<Deps, 'pictures' | 'ocr' | 'clock' | 'log'>,
  document: Arrived,
): Promise<Examined> {
  if (!pictures?.draws(document.type) || document.size > MOST_BYTES) return NOTHING;
  const file = await collect(document.read(0, document.size));
  try {
    // The firm knows what stands in what it shares.
    const isRead = document.side === 'sent';
    const passport = isRead && document.kind === 'identity';
    const { pages, passport: found } = await pictures.develop(file, document.type, { passport });
    if (found) return { state: 'done', pages, reading: fromPassport(found, clock.now()) };
    const [first] = pages;
    return { state: 'done', pages, reading: first && ocr && isRead ? await textOf(first.large) : null };
  } catch (error) {
    if (!(error instanceof PictureError)) throw error;
    log.error({ document: document.id, cause: error.message }, 'document not drawn');
    return { ...NOTHING, state: 'failed' };
  }

  /** Text is the least of it: a page that cannot be read in time has its picture all the same. */
  async function textOf(picture: Uint8Array): Promise<KeptReading | null> {
    try {
      const page = await ocr?.read(picture);
      return page && page.text !== '' ? fromText(page) : null;
    } catch (error) {
      log.error({ document: document.id, cause: error instanceof Error ? error.name : 'unknown' }, 'text not read');
      return null;
    }
  }
}
