/** What other systems are told of a dispute: ids, the reason's code and an address, never what somebody wrote. */
import type { Fact } from '../database/work.js';
import type { Deps } from '../deps.js';
import type { DisputeRow } from './store.js';

type Told = Pick<DisputeRow, 'id' | 'invoice_id' | 'line_id' | 'matter_id' | 'client_id' | 'contact_id' | 'reason'>;

/** @param type `invoice.disputed` when it is opened, then `dispute.noted` and `dispute.closed` */
export function disputeEvent(
  { publicUrl }: Pick<Deps['config'], 'publicUrl'>,
  type: string,
  dispute: Told,
  more: Readonly<Record<string, string>> = {},
): NonNullable<Fact['event']> {
  const { id, invoice_id: invoiceId, line_id: lineId, matter_id: matterId, client_id: clientId, reason } = dispute;
  return {
    type,
    data: {
      ...{ disputeId: id, invoiceId, ...(lineId !== null && { lineId }), matterId, clientId },
      ...{ contactId: dispute.contact_id, reason, ...more },
      accessUrl: `${publicUrl}/v1/firm/disputes/${id}`,
    },
  };
}
