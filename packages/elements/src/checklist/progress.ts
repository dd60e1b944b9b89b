/** Where a checklist stands: what is whose turn, and which request the client should turn to next. */
import type { Checklist, ChecklistRequest, Document } from '@portico/contract';

export interface Progress {
  readonly total: number;
  /** Accepted by the firm. */
  readonly done: number;
  /** Sent and not yet looked at. */
  readonly sent: number;
  /** Required requests that wait for the client. */
  readonly yours: number;
  /** Requests that wait for the client and need not be answered. */
  readonly optional: number;
  /** What the client should do first: returned ones, then the nearest due day, then the firm's order. */
  readonly next: ChecklistRequest | undefined;
}

/** All requests of a checklist in the firm's order. */
export function requestsOf(checklist: Checklist): readonly ChecklistRequest[] {
  return checklist.groups.flatMap((group) => group.requests);
}

/** Whose turn it is, in the four words of a row. */
export function faceOf({ state }: ChecklistRequest): 'requested' | 'sent' | 'accepted' | 'returned' {
  if (state === 'draft') return 'requested';
  if (state === 'in_review' || state === 'declined') return 'sent';
  return state === 'waived' ? 'accepted' : state;
}

/** True while it is the client's turn. */
export function isYours(request: ChecklistRequest): boolean {
  return faceOf(request) === 'requested' || faceOf(request) === 'returned';
}

export function progressOf(requests: readonly ChecklistRequest[]): Progress {
  const count = (test: (request: ChecklistRequest) => boolean): number => requests.filter(test).length;
  return {
    total: requests.length,
    done: count((request) => faceOf(request) === 'accepted'),
    sent: count((request) => faceOf(request) === 'sent'),
    yours: count((request) => isYours(request) && request.required),
    optional: count((request) => isYours(request) && !request.required),
    next: requests.filter((request) => isYours(request) && request.required).sort(byUrgency)[0],
  };
}

/** The checklist as it is once a document has arrived, before the server is asked again. */
export function withDocument(checklist: Checklist, requestId: string, document: Document): Checklist {
  const received = (request: ChecklistRequest): ChecklistRequest =>
    request.id === requestId && !request.documents.some(({ id }) => id === document.id)
      ? { ...request, state: 'sent', documents: [...request.documents, document] }
      : request;
  return {
    ...checklist,
    groups: checklist.groups.map((group) => ({ ...group, requests: group.requests.map(received) })),
  };
}

function byUrgency(one: ChecklistRequest, other: ChecklistRequest): number {
  const returned = Number(other.state === 'returned') - Number(one.state === 'returned');
  return returned || (one.dueOn ?? '9').localeCompare(other.dueOn ?? '9');
}
