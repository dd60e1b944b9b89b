/** What a client has begun to ask about invoices, what of it is on its way, and what failed. */
import type { Disputes } from '@portico/client';
import type { Dispute } from '@portico/contract';
import { Desk } from '../core/desk.js';

export class DisputeDesk extends Desk<Disputes, Dispute, 'known' | 'changed' | 'gone'> {
  /** @param disputes the client's; undefined while there is none */
  constructor(disputes: () => Disputes | undefined) {
    super(disputes, { dispute_open: 'known', conflict: 'changed', not_found: 'gone' });
  }
}
