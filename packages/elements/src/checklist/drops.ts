/**
 * Files dragged onto a checklist. The request under the pointer is marked; beside every request the files are
 * kept and asked about; outside the element nothing happens, since the browser would open the file instead of
 * the page, and with the page a running upload would go.
 */

/** What to do with drags. */
export interface Drops {
  /** False while there is nothing to drop on. */
  readonly ready: () => boolean;
  /** Files are over the element: a good moment to load what they need. */
  readonly near: () => void;
  /** Files were let go on a request, or beside all of them. */
  readonly dropped: (requestId: string | undefined, files: readonly File[], slot?: string) => void;
}

/** Listens on an element's own root, for as long as that lives. */
export function takeDrops(root: Node, drops: Drops): void {
  let marked: Element | undefined;
  const mark = (row: Element | undefined): void => {
    if (row === marked) return;
    marked?.removeAttribute('data-over');
    marked = row;
    marked?.setAttribute('data-over', '');
  };
  root.addEventListener('dragover', (event) => {
    if (!hasFiles(event) || !drops.ready()) return;
    event.preventDefault();
    drops.near();
    mark(rowAt(event));
  });
  root.addEventListener('dragleave', (event) => {
    if (hasFiles(event) && !event.relatedTarget) mark(undefined);
  });
  root.addEventListener('drop', (event) => {
    mark(undefined);
    if (!hasFiles(event) || !drops.ready()) return;
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    const slot =
      event.target instanceof Element ? event.target.closest('[data-slot]')?.getAttribute('data-slot') : null;
    if (files.length) drops.dropped(rowAt(event)?.getAttribute('data-request') ?? undefined, files, slot ?? undefined);
  });
}

/** Keeps the page when a file is dropped where nobody takes it; ends with the signal. */
export function keepPage(signal: AbortSignal): void {
  const refuse = (event: DragEvent): void => {
    if (event.defaultPrevented || !hasFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
  };
  window.addEventListener('dragover', refuse, { signal });
  window.addEventListener('drop', refuse, { signal });
}

function hasFiles(event: Event): event is DragEvent {
  return event instanceof DragEvent && (event.dataTransfer?.types.includes('Files') ?? false);
}

function rowAt({ target }: Event): Element | undefined {
  return target instanceof Element ? (target.closest('[data-request]') ?? undefined) : undefined;
}
