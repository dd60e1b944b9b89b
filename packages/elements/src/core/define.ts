import { version } from './version.js';

/**
 * Registers an element unless its tag is taken. Two copies of the package on one page are common (a plug-in
 * and a theme, two bundles): the first wins, the second warns with both versions, and nothing breaks.
 * @param tag custom element name
 * @param element class to register
 */
export function define(tag: string, element: CustomElementConstructor): void {
  if (typeof customElements === 'undefined') return;
  const present = customElements.get(tag);
  if (present === element) return;
  if (!present) {
    customElements.define(tag, element);
    return;
  }
  const other = 'version' in present ? String(present.version) : 'of unknown origin';
  console.warn(`<${tag}> is already defined (version ${other}); version ${version} of it was not registered.`);
}
