/** Papers about money. Each is set from what is stored at the moment that it is asked for; none is kept. */
import { conflict, pdfUnavailable, STATEMENT_ROWS, statementTooLong } from '@portico/contract';
import { getContact } from '../clients/store.js';
import type { Deps } from '../deps.js';
import type { WholeFile } from '../documents/download.js';
import { dayOf } from '../firms/today.js';
import type { Reader } from '../database/tables.js';
import type { Viewer } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { wholeInvoice } from '../invoices/service.js';
import { getInvoice } from '../invoices/store.js';
import { getPlan } from '../payment-plans/store.js';
import { planView } from '../payment-plans/view.js';
import type { PdfOrder } from '../ports/pdf.js';
import { invoicePaper } from './invoice.js';
import { paymentPaper } from './payment.js';
import { planPaper } from './plan.js';
import { filesOf, type Letterhead } from './sheet.js';
import { type Account, statementPaper } from './statement.js';
import { movesBetween, openingsOf, type StatementMove } from './statement-store.js';
import * as store from './store.js';

/** Who reads, and in which language if they have said or it is known. */
export interface PaperReader {
  readonly viewer: Viewer;
  readonly language: string | undefined;
}

export interface Days {
  readonly from: string;
  readonly to: string;
}

export const createPapers = ({ work, clock, pdf }: Pick<Deps, 'work' | 'clock' | 'pdf'>) => {
  const print = async (name: string, order: PdfOrder, head: Letterhead): Promise<WholeFile> => {
    if (!pdf) throw new Refusal(pdfUnavailable);
    return { name: `${name}.pdf`, type: 'application/pdf', bytes: await pdf.make({ ...order, files: filesOf(head) }) };
  };
  return {
    /** @throws Refusal where the viewer sees no such invoice, or it is a draft */
    async invoice({ viewer, language }: PaperReader, id: string): Promise<WholeFile> {
      const { firmId } = viewer;
      const printed = await work.read(firmId, async (db) => {
        const whole = await wholeInvoice(db, viewer, id);
        const { state, voided_at } = whole.invoice;
        if (state === 'draft') throw new Refusal(conflict, { reason: 'draft' });
        const head = await headOf(db, firmId, language, whole.invoice);
        return {
          ...whole,
          ...head,
          today: dayOf(head.settings, clock.now()),
          voidedOn: voided_at === null ? null : dayOf(head.settings, voided_at),
        };
      });
      return print(`invoice-${printed.invoice.number ?? ''}`, invoicePaper(printed), printed);
    },

    /** @throws Refusal where the viewer sees no such payment or refund */
    async payment({ viewer, language }: PaperReader, id: string): Promise<WholeFile> {
      const { firmId } = viewer;
      const printed = await work.read(firmId, async (db) => {
        const invoiceId = found(await store.invoiceOfPayment(db, viewer, id));
        const { invoice, moves } = await wholeInvoice(db, viewer, invoiceId);
        const payment = found(moves.find((move) => move.id === id));
        return { ...(await headOf(db, firmId, language, invoice)), payment, invoice, moves };
      });
      return print(`receipt-${id}`, paymentPaper(printed), printed);
    },

    /** @throws Refusal where the viewer sees no such plan, or it has no table any more */
    async plan({ viewer, language }: PaperReader, id: string): Promise<WholeFile> {
      const { firmId } = viewer;
      const printed = await work.read(firmId, async (db) => {
        const row = found(await getPlan(db, viewer, id));
        const invoice = found(await getInvoice(db, viewer, row.invoice_id));
        const head = await headOf(db, firmId, language, invoice);
        const dayAt = (at: Date) => dayOf(head.settings, at);
        const today = dayAt(clock.now());
        const plan = planView(row, invoice, { today, dayAt }, null);
        if (plan.rows.length === 0) throw new Refusal(conflict, { reason: plan.state });
        const { accepted_by, accepted_language: agreedIn } = row;
        // Other contacts of the client are not told who of them agreed.
        const isTold = viewer.contactId === null || viewer.contactId === accepted_by;
        const agreedBy = isTold && accepted_by !== null ? await getContact(db, firmId, accepted_by) : undefined;
        return { ...head, plan, invoice, today, dayAt, agreedBy: agreedBy?.name ?? null, agreedIn };
      });
      return print(`payment-plan-${printed.invoice.number ?? ''}`, planPaper(printed), printed);
    },

    /**
     * @param clientId whose statement, for the firm's side; a contact's own client otherwise
     * @throws Refusal `statement_too_long`, or where there is no such client
     */
    async statement({ viewer, language }: PaperReader, days: Days, clientId?: string): Promise<WholeFile> {
      const { firmId, contactId } = viewer;
      const printed = await work.read(firmId, async (db) => {
        const id = contactId === null ? (clientId ?? '') : await store.clientIdOf(db, firmId, contactId);
        const head = inLanguages(language, await store.headOf(db, firmId, id, null));
        const client = found(head.client ?? undefined);
        const openings = await openingsOf(db, viewer, id, days.from);
        const moves = await movesBetween(db, viewer, id, days, STATEMENT_ROWS + 1);
        if (moves.length > STATEMENT_ROWS) throw new Refusal(statementTooLong);
        return {
          ...head,
          ...days,
          client,
          today: dayOf(head.settings, clock.now()),
          accounts: accountsOf(openings, moves),
        };
      });
      return print(`statement-${days.from}-${days.to}`, statementPaper(printed), printed);
    },
  };
};

/** What stands on a paper about an invoice. */
async function headOf(
  db: Reader,
  firmId: string,
  language: string | undefined,
  { client_id, matter_id }: Readonly<Record<'client_id' | 'matter_id', string>>,
) {
  const head = await store.headOf(db, firmId, client_id, matter_id);
  return { ...inLanguages(language, head), matter: found(head.matter ?? undefined) };
}

/** With the languages of whoever reads it, the best first. */
function inLanguages<Head extends Awaited<ReturnType<typeof store.headOf>>>(language: string | undefined, head: Head) {
  const known = [language, head.language, ...head.settings.languages];
  return { ...head, languages: known.filter((tag) => typeof tag === 'string') };
}

/** One for each currency that was open or moved, in the order of their codes. */
function accountsOf(
  openings: readonly { readonly currency: string; readonly opening: number }[],
  moves: readonly StatementMove[],
): Account[] {
  const open = new Map(
    openings.filter(({ opening }) => opening !== 0).map(({ currency, opening }) => [currency, opening]),
  );
  const currencies = new Set([...open.keys(), ...moves.map(({ currency }) => currency)]);
  return [...currencies].toSorted().map((currency) => ({
    currency,
    opening: open.get(currency) ?? 0,
    moves: moves.filter((move) => move.currency === currency),
  }));
}
