/** Hands and eyes for tests and stories: they find what a person would find, also inside shadow roots, and wait for it. */
import type { Shown } from './fixture.js';

type Place = Element | Document | ShadowRoot | DocumentFragment;

/** Milliseconds before something that should appear counts as missing. */
const PATIENCE = 20_000;

/** Every element that matches, through open shadow roots, in the order of the tree. */
export function findAll<T extends Element = HTMLElement>(place: Place, selector: string): T[] {
  const found: T[] = [];
  const visit = (root: Place) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches(selector)) found.push(element as T);
      if (element.shadowRoot) visit(element.shadowRoot);
    }
  };
  if ('shadowRoot' in place && place.shadowRoot) visit(place.shadowRoot);
  visit(place);
  return found;
}

/** The first element that matches and can be seen, or undefined. */
export function find(place: Place, selector: string): HTMLElement | undefined {
  return findAll(place, selector).find(isSeen);
}

/** Words on screen, through shadow roots, with single spaces. */
export function words(place: Place): string {
  const parts: string[] = [];
  const visit = (node: Node) => {
    if (node instanceof Element && (!isSeen(node) || node.localName === 'style')) return;
    if (node instanceof Text) parts.push(node.data);
    if (node instanceof HTMLSlotElement && node.assignedNodes().length > 0) node.assignedNodes().forEach(visit);
    else if (node instanceof Element && node.shadowRoot) node.shadowRoot.childNodes.forEach(visit);
    else node.childNodes.forEach(visit);
  };
  visit(place);
  return parts
    .join(' ')
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Waits until the answer is neither false nor undefined, and returns it. @param what is said when it never comes */
export async function until<T>(what: string | (() => string), look: () => T | undefined | false | null): Promise<T> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const seen = look();
    if (seen !== undefined && seen !== false && seen !== null) return seen;
    if (performance.now() > end) {
      throw new Error(`Waited in vain for ${typeof what === 'string' ? what : what()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Waits for an element that can be seen. */
export function appears<T extends Element = HTMLElement>(place: Place, selector: string): Promise<T> {
  return until(selector, () => findAll<T>(place, selector).find(isSeen));
}

/** Waits for words on screen. */
export function reads(place: Place, text: string | RegExp): Promise<true> {
  const says = () => (typeof text === 'string' ? words(place).includes(text) : text.test(words(place)));
  return until(
    () => `“${String(text)}” in “${words(place)}”`,
    () => says() && (true as const),
  );
}

/** Waits for a button, link or heading by its words or its label, and presses it. */
export async function press(place: Place, text: string | RegExp): Promise<HTMLElement> {
  const fits = (element: HTMLElement) => {
    const label = element.getAttribute('aria-label') ?? words(element);
    return typeof text === 'string' ? label.startsWith(text) : text.test(label);
  };
  const button = await until(
    () => `a button “${String(text)}” in “${words(place)}”`,
    () => findAll(place, 'button, a, summary').find((element) => isSeen(element) && fits(element)),
  );
  button.focus();
  button.click();
  return button;
}

/** Types into a field as a keyboard would, all at once. */
export function type(field: HTMLInputElement, text: string): void {
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  field.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
}

/** Puts files into a file field, as the picker does. */
export function choose(field: HTMLInputElement, ...files: readonly File[]): void {
  field.files = holding(files).files;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Drags files over an element and lets them go there. */
export function drop(target: Element, ...files: readonly File[]): void {
  for (const kind of ['dragenter', 'dragover', 'drop'] as const) {
    const dataTransfer = holding(files);
    target.dispatchEvent(new DragEvent(kind, { bubbles: true, composed: true, cancelable: true, dataTransfer }));
  }
}

function holding(files: readonly File[]): DataTransfer {
  const held = new DataTransfer();
  for (const file of files) held.items.add(file);
  return held;
}

/** `display: contents` has no box of its own; what is inside it may well be seen. */
function isSeen(element: Element): boolean {
  if (getComputedStyle(element).display !== 'contents') return element.checkVisibility({ visibilityProperty: true });
  const { parentElement } = element;
  return !parentElement || isSeen(parentElement);
}

/** What has the focus, through shadow roots. */
export function focused(): HTMLElement | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement ? element : null;
}

/** Waits until something was announced. @returns the whole of it */
export function said({ said: heard }: Shown, text: string | RegExp): Promise<string> {
  return until(
    () => `“${String(text)}” among ${JSON.stringify(heard)}`,
    () => heard.find((one) => (typeof text === 'string' ? one.includes(text) : text.test(one))),
  );
}
