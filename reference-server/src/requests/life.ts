/**
 * The life of a request: which act is possible in which state, and where it leads. Every change of a request's state goes
 * through here, inside a transaction that has the request's row locked. `draft` is not kept: it is seen in what there is.
 */
import type { RequestState, RequestType } from '@portico/contract';

export type KeptState = Exclude<RequestState, 'draft'>;

export type Act =
  | 'answer'
  | 'unanswer'
  | 'decline'
  | 'undecline'
  | 'documentCame'
  | 'documentAccepted'
  | 'documentReturned'
  | 'documentWithdrawn'
  | 'documentsRearranged'
  | 'takeUp'
  | 'accept'
  | 'waive'
  | 'reopen';

/** How a request stands once the act's own rows have been written. */
export interface Standing {
  readonly type: RequestType;
  readonly state: KeptState;
  /** Something was returned, or asked for again, and so far nothing has been sent in its place. */
  readonly askedAgain: boolean;
  /** Every part has a document that was neither returned, withdrawn nor rearranged. */
  readonly complete: boolean;
  /** A document waits for its review. */
  readonly inReview: boolean;
}

const YOURS: readonly KeptState[] = ['requested', 'returned'];
const OURS: readonly KeptState[] = ['sent', 'in_review'];
const OVER: readonly KeptState[] = ['accepted', 'waived'];

/** Whether a request takes nothing more from the client. */
export function isOver(state: KeptState): boolean {
  return OVER.includes(state);
}

/** Whether it is the client's turn. */
export function isYours(state: KeptState): boolean {
  return YOURS.includes(state);
}

/** The state that an act leads to, which may be the same; undefined where the act is not possible. */
export function stateAfter(act: Act, { type, state, ...rest }: Standing): KeptState | undefined {
  const { askedAgain, complete, inReview } = rest;
  const yours = askedAgain ? 'returned' : 'requested';
  const is = (...states: readonly (readonly KeptState[])[]) => states.flat().includes(state);
  switch (act) {
    case 'answer':
      return type !== 'documents' && !isOver(state) ? (state === 'in_review' ? state : 'sent') : undefined;
    case 'unanswer':
      return type !== 'documents' && is(YOURS, OURS) ? yours : undefined;
    case 'decline':
      return is(YOURS, ['declined']) ? 'declined' : undefined;
    case 'undecline':
      return is(['declined']) ? yours : undefined;
    case 'documentCame':
      if (type !== 'documents' || isOver(state)) return undefined;
      if (is(OURS)) return state;
      return complete ? 'sent' : yours;
    case 'documentReturned':
      return state === 'waived' ? state : 'returned';
    case 'documentAccepted':
      return is(OURS) && complete && !inReview ? 'accepted' : state;
    case 'documentWithdrawn':
      if (!is(OURS)) return state;
      if (!complete) return yours;
      return inReview ? state : 'accepted';
    case 'documentsRearranged':
      // What has come from another request is sent here too; what has gone to another is open here again.
      if (is(OVER)) return state;
      if (!complete) return state === 'declined' ? state : yours;
      if (is(OURS)) return inReview ? state : 'accepted';
      return 'sent';
    case 'takeUp':
      return is(OURS) ? 'in_review' : undefined;
    case 'accept':
      return type !== 'documents' && is(OURS) ? 'accepted' : undefined;
    case 'waive':
      return is(OVER) ? undefined : 'waived';
    case 'reopen':
      return is(YOURS) ? undefined : 'returned';
  }
}
