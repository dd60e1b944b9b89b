import type { Photo } from './camera-run.js';
import { pagesPdf } from './pages-pdf.js';

/** What no system takes in a file's name. */
const unfit = /[\\/:*?"<>|\p{Cc}]/gu;
const LONGEST_NAME = 80;

/** The files that kept pages become: one PDF of several where that is wanted, else a JPEG for each, named after what was asked for. */
export async function keptFiles(kept: readonly Photo[], title: string, pdf: boolean): Promise<File[]> {
  const stem = title.replace(unfit, ' ').trim().slice(0, LONGEST_NAME);
  const lastModified = Date.now();
  const made = (blob: Blob, name: string): File => new File([blob], name, { type: blob.type, lastModified });
  if (pdf && kept.length > 1) return [made(await pagesPdf(kept), `${stem}.pdf`)];
  return kept.map(({ jpeg }, index) => made(jpeg, index ? `${stem} ${index + 1}.jpg` : `${stem}.jpg`));
}
