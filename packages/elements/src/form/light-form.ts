/**
 * A form in the light DOM of an element, where password managers and one-time-code autofill find its inputs: they do not look
 * into shadow roots. Its styles go where it is, into the document or the shadow root that holds the element.
 */
import { formStyles } from './form.styles.js';

/** Makes the form; the element shows it in its slot `form`. The browser's own complaints are off, ours are kinder. */
export function lightForm(submit: (event: Event) => void): HTMLFormElement {
  const form = document.createElement('form');
  form.slot = 'form';
  form.noValidate = true;
  form.className = 'portal-form';
  form.addEventListener('submit', submit);
  return form;
}

/** Puts the form into its element, and its styles beside the element. */
export function placeForm(host: Element, form: HTMLFormElement): void {
  host.append(form);
  const root = host.getRootNode();
  const sheet = formStyles.styleSheet;
  if (!sheet || !(root instanceof Document || root instanceof ShadowRoot)) return;
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}

/** What stands in a field of the form, '' where it has no such field. */
export function valueIn(form: HTMLFormElement | undefined, name: string): string {
  const field = form?.elements.namedItem(name);
  return field instanceof HTMLInputElement ? field.value : '';
}
