/**
 * A language that the person chose from a menu. Inside a provider it is written to the provider's `lang`
 * and `dir`. Without one, it holds for the product's own elements on the page: the page around them is
 * not in that language, so its `lang` stays what it is.
 */
import { closest, type Reading } from './language.js';
import { isRightToLeft } from './translate.js';

const elements = new Set<HTMLElement>();
let chosen: string | undefined;

/** Keeps an element informed of the choice while it is on the page. */
export function enlist(element: HTMLElement, signal: AbortSignal): void {
  elements.add(element);
  signal.addEventListener('abort', () => elements.delete(element), { once: true });
}

/** Changes the language of everything below the provider around an element, or of all elements outside providers. */
export function chooseLanguage(from: Element, language: string): void {
  const provider = closest(from, 'portal-provider');
  if (provider instanceof HTMLElement) speak(provider, language);
  else {
    chosen = language;
    for (const element of elements) if (!closest(element, 'portal-provider')) speak(element, language);
  }
}

/** The choice that holds for an element which joined the page after it was made. */
export function chosenLanguage(element: Element): Reading | undefined {
  if (!chosen || closest(element, 'portal-provider')) return undefined;
  return { language: chosen, direction: isRightToLeft(chosen) ? 'rtl' : 'ltr' };
}

function speak(element: HTMLElement, language: string): void {
  element.lang = language;
  element.dir = isRightToLeft(language) ? 'rtl' : 'ltr';
}
