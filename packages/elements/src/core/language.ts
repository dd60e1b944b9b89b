/**
 * Language and direction come from the nearest ancestor that says so, through shadow roots, and may change
 * at any time. One MutationObserver serves every element of the page.
 */
import { isRightToLeft } from './translate.js';

export interface Reading {
  /** BCP 47 tag of the nearest ancestor with a `lang`, `en` where there is none. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
}

const callbacks = new Set<() => void>();
const watched = new WeakSet<Node>();
let observer: MutationObserver | undefined;

/** Reads what applies at an element now. The nearer of `lang` and `dir` decides the direction. */
export function readingAt(element: Element): Reading {
  const speaker = closest(element, '[lang]:not([lang=""])');
  const language = speaker?.getAttribute('lang') ?? 'en';
  const director = closest(element, '[dir=ltr i],[dir=rtl i]');
  const own = director && (!speaker || holds(speaker, director)) ? director.getAttribute('dir') : null;
  const direction = (own ?? (isRightToLeft(language) ? 'rtl' : 'ltr')).toLowerCase();
  return { language, direction: direction === 'rtl' ? 'rtl' : 'ltr' };
}

/** Calls back after any `lang` or `dir` changed on the way from an element to the document; stops with the signal. */
export function watchReading(element: Element, changed: () => void, signal: AbortSignal): void {
  observer ??= new MutationObserver(() => {
    for (const callback of [...callbacks]) callback();
  });
  for (let root: Node | undefined = element.getRootNode(); root; root = hostOf(root)?.getRootNode()) {
    if (watched.has(root)) continue;
    watched.add(root);
    observer.observe(root, { subtree: true, attributes: true, attributeFilter: ['lang', 'dir'] });
  }
  callbacks.add(changed);
  signal.addEventListener('abort', () => callbacks.delete(changed), { once: true });
}

/** The nearest ancestor (or the element itself) that matches, across shadow roots. */
export function closest(element: Element, selector: string): Element | undefined {
  const found = element.closest(selector);
  if (found) return found;
  const host = hostOf(element.getRootNode());
  return host && closest(host, selector);
}

/** True where `inner` is `outer` or stands in it, across shadow roots. */
function holds(outer: Element, inner: Element): boolean {
  for (let node: Element | undefined = inner; node; node = hostOf(node.getRootNode())) {
    if (outer.contains(node)) return true;
  }
  return false;
}

function hostOf(root: Node): Element | undefined {
  return root instanceof ShadowRoot ? root.host : undefined;
}
