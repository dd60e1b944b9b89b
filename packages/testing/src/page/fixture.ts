/** Puts elements on the page of a test, in a provider that hands them a portal; what stood there before goes. */
import type { PagePortal } from './page-portal.js';

/** A page with elements that talk to a portal. */
export interface Shown {
  /** The provider: its `lang` is the page's. */
  readonly place: HTMLElement;
  /** Everything that the status regions have said, in order. */
  readonly said: readonly string[];
}

/** @param markup of the elements. @param language of the page around them */
export function show(portal: PagePortal, markup: string, language = 'en'): Shown {
  const place = document.createElement('portal-provider');
  Reflect.set(place, 'client', portal.client);
  place.lang = language;
  place.innerHTML = markup;
  document.body.replaceChildren(place);
  return { place, said: listen(place) };
}

/** Writes down what status regions say, wherever they are and whenever they come. */
function listen(place: Element): readonly string[] {
  const said: string[] = [];
  const heard = new WeakSet<Node>();
  const observer = new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      const region = (target instanceof Element ? target : target.parentElement)?.closest('[role=status]');
      const text = region?.textContent.replace(/[\u2066-\u2069]/g, '').trim();
      if (text) said.push(text);
      addedNodes.forEach(watch);
    }
  });
  const watch = (node: Node) => {
    if (!(node instanceof Element) || heard.has(node)) return;
    heard.add(node);
    if (node.localName.includes('-')) {
      void customElements.whenDefined(node.localName).then(async () => {
        await Promise.resolve(Reflect.get(node, 'updateComplete'));
        if (!node.shadowRoot) return;
        observer.observe(node.shadowRoot, { subtree: true, childList: true, characterData: true });
        node.shadowRoot.querySelectorAll('*').forEach(watch);
      });
    }
    for (const child of node.children) watch(child);
  };
  observer.observe(place, { subtree: true, childList: true });
  watch(place);
  return said;
}
