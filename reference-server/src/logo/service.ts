import { type Logo, logoUnusable, notFound, pdfUnavailable } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import type { Deps } from '../deps.js';
import type { WholeFile } from '../documents/download.js';
import { pixelsOf } from '../files/picture.js';
import { sniff } from '../files/sniff.js';
import { headSource } from '../files/source.js';
import { found, Refusal } from '../http/refusal.js';
import { filesOf, sheetOf } from '../papers/sheet.js';
import { PdfError, type PdfMaker } from '../ports/pdf.js';
import { deleteLogo, findLogo, type LogoFile, putLogo } from './store.js';

/** The compiler unpacks them, four bytes each. */
const MOST_PIXELS = 4_000_000;

export const createLogo = ({ work, pdf, bytes: hashes }: Pick<Deps, 'work' | 'pdf' | 'bytes'>) => ({
  async get(firmId: string): Promise<WholeFile> {
    const { type, bytes } = found(await work.read(firmId, (db) => findLogo(db, firmId)));
    return { name: type === 'image/png' ? 'logo.png' : 'logo.jpg', type, bytes: new Uint8Array(bytes) };
  },

  /** @throws Refusal `logo_unusable`; the one before stays then */
  async set(actor: Actor, bytes: Uint8Array): Promise<Logo> {
    if (!pdf) throw new Refusal(pdfUnavailable);
    const logo = await proven(pdf, bytes);
    const hasher = hashes.sha256();
    hasher.update(bytes);
    const sha256 = hasher.digest();
    return work.change(actor, async ({ tx, now, record }) => {
      await putLogo(tx, { firm_id: actor.firmId, ...logo, sha256, changed_at: now });
      record({ action: 'logo.set', object: actor.firmId, event: null, details: { sha256 } });
      return { type: logo.type, sha256, changedAt: now.toISOString() };
    });
  },

  remove: (actor: Actor): Promise<void> =>
    work.change(actor, async ({ tx, record }) => {
      if (!(await deleteLogo(tx, actor.firmId))) throw new Refusal(notFound);
      record({ action: 'logo.remove', object: actor.firmId, event: null });
    }),
});

/** That it can be printed, told by printing it: a logo that stops the compiler would stop every invoice. */
async function proven(pdf: PdfMaker, bytes: Uint8Array): Promise<LogoFile> {
  const type = sniff(bytes);
  if (type !== 'image/png' && type !== 'image/jpeg') throw new Refusal(logoUnusable);
  const pixels = await pixelsOf(type, headSource(bytes, bytes.byteLength));
  if (pixels < 1 || pixels > MOST_PIXELS) throw new Refusal(logoUnusable);
  const logo = { type, bytes };
  const head = { firmName: 'Logo', logo, settings: { support: { name: '' } } };
  const data = sheetOf({ ...head, language: 'en', title: 'Logo', footer: '' });
  try {
    await pdf.make({ template: 'logo/logo.typ', data, files: filesOf(head) });
  } catch (error) {
    if (!(error instanceof PdfError)) throw error;
    throw new Refusal(logoUnusable);
  }
  return logo;
}
