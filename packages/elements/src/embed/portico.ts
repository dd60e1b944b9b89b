/**
 * One script tag for a page without a build: it watches for our tags and loads a widget's chunk when its tag
 * appears. The API is where the script comes from (what precedes `/embed/` in its address), unless `data-api`
 * on the script tag says otherwise; `data-publishable-key` names the firm for every widget of the page.
 */
import type { Portal, PortalOptions } from '@portico/client';
import { takeLink } from '../core/link.js';
import { pageDefault } from '../core/page-default.js';

/** Sets the portal of the page by script, e.g. with `fetchSession`; see the elements' `init`. */
export async function init(options: PortalOptions): Promise<Portal> {
  return (await import('../core/client.js')).init(options);
}

/** Literal imports, so that the bundler splits one chunk per widget. */
const widgets: Readonly<Record<string, () => Promise<unknown>>> = {
  'portal-checklist': () => import('../define/portal-checklist.js'),
  'portal-documents': () => import('../define/portal-documents.js'),
  'portal-invoice-list': () => import('../define/portal-invoice-list.js'),
  'portal-language': () => import('../define/portal-language.js'),
  'portal-payment': () => import('../define/portal-payment.js'),
  'portal-preview': () => import('../define/portal-preview.js'),
  'portal-profile': () => import('../define/portal-profile.js'),
  'portal-provider': () => import('../define/portal-provider.js'),
  'portal-sign-in': () => import('../define/portal-sign-in.js'),
  'portal-upload': () => import('../define/portal-upload.js'),
};
const selector = Object.keys(widgets)
  .map((tag) => `${tag}:not(:defined)`)
  .join();
const asked = new Set<string>();

takeLink();
configure();
load(document);
new MutationObserver((records) => {
  for (const { addedNodes } of records) for (const node of addedNodes) if (node instanceof Element) load(node);
}).observe(document, { childList: true, subtree: true });

function load(root: Document | Element): void {
  const found = [...root.querySelectorAll(selector)];
  if (root instanceof Element && root.matches(selector)) found.push(root);
  for (const { localName } of found) {
    if (asked.has(localName)) continue;
    asked.add(localName);
    void widgets[localName]?.().catch((error: unknown) => {
      asked.delete(localName);
      console.warn(`<${localName}> did not load:`, error);
    });
  }
}

/** Says what the page's default portal is made of. */
function configure(): void {
  const script = [...document.scripts].find(({ src }) => src === import.meta.url);
  const { api = import.meta.url.replace(/(\/embed\/.*|\/[^/]*)$/, ''), publishableKey } = script?.dataset ?? {};
  pageDefault.options = { api, ...(publishableKey && { publishableKey }) };
}
