/** What people do with a checklist, in whatever language it speaks. */
import { aPdf, aPicture, appears, choose, type PagePortal, find, findAll, until } from '@portico/testing/page';

const MIB = 1024 * 1024;

/** Opens a request. @param place how many there are before it */
export async function openRequest(canvas: Element, place = 0): Promise<void> {
  await appears(canvas, '[data-open]');
  const head = findAll(canvas, '[data-open]')[place];
  head?.click();
  await appears(canvas, '[data-panel] .inside');
}

/** Chooses files for the open request, by its picker. */
export async function chooseFiles(canvas: Element, ...files: readonly File[]): Promise<void> {
  await appears(canvas, '[data-choose]');
  const [field] = findAll<HTMLInputElement>(canvas, '[data-choose] + input[type=file]');
  if (field) choose(field, ...files);
}

/** Opens the first request and chooses a picture and a PDF. @param size of the PDF, bytes */
export async function chooseTwo(canvas: Element, size = 0): Promise<void> {
  await openRequest(canvas);
  await chooseFiles(canvas, await aPicture({ name: 'passport.jpg' }), aPdf('passport, all pages.pdf', size));
  await appears(canvas, '[data-send]');
}

/** Sends a picture and 5 MiB, of which the line lets no more than 3 through. */
export async function startUpload(canvas: Element, portal: PagePortal): Promise<void> {
  portal.network.allow(3.5 * MIB);
  await chooseTwo(canvas, 5 * MIB);
  find(canvas, '[data-send]')?.click();
  await until('a part of the file to be sent', () =>
    findAll<HTMLProgressElement>(canvas, '.sending progress').some(({ value }) => value >= 3 * MIB),
  );
}
