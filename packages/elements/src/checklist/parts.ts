/** A request wants documents as a whole, or some of each of its parts: what files are chosen for is one or the other. */
import type { ChecklistRequest, Document, RequestSlot } from '@portico/contract';

/** A request, or one of its parts with the documents of that part alone. */
export interface Part extends ChecklistRequest {
  /** Undefined where the request has no parts. */
  readonly slot?: RequestSlot;
  /** Documents of the request's other parts: they count, and are shown there. */
  readonly others?: readonly Document[];
}

/** The request itself where it has no parts. */
export function partsOf(request: ChecklistRequest): readonly Part[] {
  if (!request.slots.length) return [request];
  return request.slots.map((slot) => ({
    ...request,
    slot,
    documents: request.documents.filter((document) => document.slot === slot),
    others: request.documents.filter((document) => document.slot !== slot),
  }));
}

/** What files that name no part are for: the part that has nothing yet, or the last. */
export function partFor(request: ChecklistRequest, slot: string | undefined): Part {
  const parts = partsOf(request);
  const named = parts.find((part) => part.slot === slot);
  const empty = parts.find(({ documents }) => !documents.some(({ state }) => state !== 'returned'));
  return named ?? empty ?? parts.at(-1) ?? request;
}

/** Names a part among all of a checklist. */
export function keyOf({ id, slot }: Part): string {
  return slot ? `${id}/${slot}` : id;
}
