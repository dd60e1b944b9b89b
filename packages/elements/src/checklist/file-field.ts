/** The native file field that stands hidden behind a button. */
import { fileTypes, type ChecklistRequest } from '@portico/contract';

/** Value of `accept`: media types, and endings for the systems that know a type by these alone. */
export function acceptOf({ accept }: Pick<ChecklistRequest, 'accept'>): string {
  const extensions = accept.flatMap((type) => fileTypes[type].map((extension) => `.${extension}`));
  return [...accept, ...extensions].join();
}

/** Opens the field right behind the button that was pressed. */
export function press({ target }: Event): void {
  const field = target instanceof Element ? target.closest('button')?.nextElementSibling : null;
  if (field instanceof HTMLInputElement) field.click();
}

/** The files of a field that has changed; it is emptied, so that the same file can be chosen again. */
export function chosenFiles({ target }: Event): readonly File[] {
  if (!(target instanceof HTMLInputElement)) return [];
  const files = [...(target.files ?? [])];
  target.value = '';
  return files;
}
