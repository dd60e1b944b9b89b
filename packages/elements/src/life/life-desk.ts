/** What a person has begun to say about requests, what of it is on its way, and what failed. */
import type { Requests } from '@portico/client';
import type { Checklist } from '@portico/contract';
import { Desk, type Trouble } from '../core/desk.js';

type Refused = 'closed' | 'gone' | 'changed' | 'tooLate' | 'incomplete';

/** Why something was not saved, as far as a person can do anything about it. */
export type LifeTrouble = Trouble | Refused;

/** One thing that a person wants done. */
export type Act = (requests: Requests) => Promise<Checklist>;

export class LifeDesk extends Desk<Requests, Checklist, Refused> {
  /** @param requests the client's; undefined while there is none */
  constructor(requests: () => Requests | undefined) {
    super(requests, {
      request_closed: 'closed',
      not_found: 'gone',
      conflict: 'changed',
      answer_invalid: 'changed',
      withdraw_closed: 'tooLate',
      checklist_incomplete: 'incomplete',
    });
  }
}
