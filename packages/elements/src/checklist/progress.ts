/** Where a checklist stands: what is whose turn, and which request the client should turn to next. */
import type { Checklist, ChecklistRequest, Document } from '@portico/contract';

export interface Progress {
  readonly total: number;
  /** Accepted by the firm, or not needed any more. */
  readonly done: number;
  /** With the firm: sent, looked at, or answered with "I don't have this". */
  readonly sent: number;
  /** Required requests that wait for the client. */
  readonly yours: number;
  /** True where all of those ask for documents. */
  readonly documentsOnly: boolean;
  /** Requests that wait for the client and need not be answered. */
  readonly optional: number;
  /** What the client should do first: returned ones, then the nearest due day, then the firm's order. */
  readonly next: ChecklistRequest | undefined;
}

/** All requests of a checklist in the firm's order. */
export function requestsOf(checklist: Checklist): readonly ChecklistRequest[] {
  return checklist.groups.flatMap((group) => group.requests);
}

/** True while it is the client's turn. */
export function isYours({ state }: Pick<ChecklistRequest, 'state'>): boolean {
  return state === 'requested' || state === 'draft' || state === 'returned';
}

/** True once nothing more is to be done about it by anybody. */
export function isOver({ state }: Pick<ChecklistRequest, 'state'>): boolean {
  return state === 'accepted' || state === 'waived';
}

export function progressOf(requests: readonly ChecklistRequest[]): Progress {
  const count = (test: (request: ChecklistRequest) => boolean): number => requests.filter(test).length;
  return {
    total: requests.length,
    done: count(isOver),
    sent: count((request) => !isYours(request) && !isOver(request)),
    yours: count((request) => isYours(request) && request.required),
    documentsOnly: requests.every((request) => request.type === 'documents' || !request.required || !isYours(request)),
    optional: count((request) => isYours(request) && !request.required),
    next: requests.filter((request) => isYours(request) && request.required).sort(byUrgency)[0],
  };
}

/** The checklist as it is once a document has arrived, before the server is asked again. */
export function withDocument(checklist: Checklist, requestId: string, document: Document): Checklist {
  const received = (request: ChecklistRequest): ChecklistRequest => {
    if (request.id !== requestId || request.documents.some(({ id }) => id === document.id)) return request;
    const documents = [...request.documents, document];
    const kept = documents.filter(({ state }) => state !== 'returned');
    const isWhole = request.slots.every((slot) => kept.some((one) => one.slot === slot));
    return { ...request, state: isWhole ? 'sent' : 'draft', documents };
  };
  return {
    ...checklist,
    groups: checklist.groups.map((group) => ({ ...group, requests: group.requests.map(received) })),
  };
}

function byUrgency(one: ChecklistRequest, other: ChecklistRequest): number {
  const returned = Number(other.state === 'returned') - Number(one.state === 'returned');
  return returned || (one.dueOn ?? '9').localeCompare(other.dueOn ?? '9');
}
