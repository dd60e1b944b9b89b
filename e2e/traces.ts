/** Where a page could have left something behind: whatever a script of the firm's site could read and keep. */
import type { Page } from '@playwright/test';

/** Storage, databases, cookies, addresses of the tab's history, every shadow root and every field, each as text. */
export function tracesIn(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const found = [
      JSON.stringify(Object.entries(localStorage)),
      JSON.stringify(Object.entries(sessionStorage)),
      document.cookie,
      document.title,
      document.referrer,
      location.href,
      JSON.stringify(history.state),
      JSON.stringify(navigation.entries().map(({ url }) => url)),
    ];
    const read = (root: Document | ShadowRoot): void => {
      found.push(root instanceof Document ? root.documentElement.outerHTML : root.innerHTML);
      for (const element of root.querySelectorAll('*')) {
        if (element instanceof HTMLInputElement) found.push(element.value);
        if (element.shadowRoot) read(element.shadowRoot);
      }
    };
    read(document);
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
      });
      for (const store of database.objectStoreNames) {
        const rows = await new Promise<unknown[]>((resolve) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result);
        });
        found.push(JSON.stringify(rows));
      }
      database.close();
    }
    for (const key of await caches.keys()) {
      const kept = await (await caches.open(key)).keys();
      found.push(JSON.stringify(kept.map(({ url }) => url)));
    }
    return found;
  });
}
