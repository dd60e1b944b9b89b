/** Charges one late fee: drafts and issues its invoice, keeps what it is for, and tells those who see it, in one transaction. */
import { decide, InvoiceBody, type LateFees, type Settings } from '@portico/contract';
import * as z from 'zod/mini';
import { getPrimaryContact } from '../clients/store.js';
import { systemActor } from '../database/actor.js';
import type { Change } from '../database/work.js';
import type { Deps } from '../deps.js';
import { draftIn, issueIn } from '../firm-invoices/service.js';
import { getFirm } from '../firms/store.js';
import { dayOf, daysAfter, hourOf } from '../firms/today.js';
import { contactViewer, firmViewer } from '../http/caller.js';
import { invoiceEvent } from '../invoices/events.js';
import { getInvoice, type InvoiceRow, lockInvoiceOf } from '../invoices/store.js';
import { queueMail } from '../mail/store.js';
import { wordsIn } from '../mail/words.js';
import { findListeners } from '../notifications/store.js';
import { firstPage } from '../sign-in/links.js';
import { feeOf, periodOn } from './fee.js';
import { lateFeeMail } from './late-fee-mail.js';
import { lateFeeStrings } from './late-fee-mail.strings.js';
import { type Chargeable, findChargeable, hasFee, insertFee, type Terms } from './store.js';

export type ChargeDeps = Pick<Deps, 'work' | 'bytes' | 'config'>;

const DAY_MS = 86_400_000;
/** Who gets such a mail gets it by day, as reminders. */
const USUAL_HOURS = { from: 9, to: 18 };

/** What the firm's settings say of now; undefined where no fee is charged. */
export function termsOf(settings: Settings, now: Date): (Terms & { readonly lateFees: LateFees }) | undefined {
  const { lateFees, reminders } = settings;
  const [hour, hours] = [hourOf(settings, now), reminders?.hours ?? USUAL_HOURS];
  if (!lateFees?.on || hour < hours.from || hour >= hours.to) return undefined;
  const { from, graceDays } = lateFees;
  const endedBefore = new Date(now.getTime() - graceDays * DAY_MS);
  return { lateFees, from, graceDays, today: dayOf(settings, now), endedBefore };
}

/** @returns 1, or 0 where another server was faster or nothing is to be charged any more */
export function charge(deps: ChargeDeps, firmId: string, invoiceId: string): Promise<number> {
  return deps.work.change(systemActor(firmId), async (change) => {
    const { tx, now, nothing } = change;
    const { settings } = await getFirm(tx, firmId);
    const terms = termsOf(settings, now);
    const invoice = await lockInvoiceOf(tx, firmId, invoiceId);
    const [due] = terms ? await findChargeable(tx, firmId, terms, invoiceId) : [];
    const period = terms && due && periodOn(terms.today, due.dueOn, terms.lateFees);
    const amount = terms && due ? feeOf(due, terms.lateFees) : 0;
    if (!terms || !due || period === undefined || amount === 0) return none(nothing);
    if (await hasFee(tx, firmId, { invoiceId, dueOn: due.dueOn, period })) return none(nothing);
    await issueFee(deps, change, { invoice, due, amount, period, settings, inDays: terms.lateFees.dueInDays });
    return 1;
  });
}

function none(nothing: () => void): number {
  nothing();
  return 0;
}

interface Fee {
  readonly invoice: InvoiceRow;
  readonly due: Chargeable;
  readonly amount: number;
  readonly period: number;
  readonly settings: Settings;
  /** When it is due itself. */
  readonly inDays: number;
}

async function issueFee(deps: ChargeDeps, change: Change, fee: Fee): Promise<void> {
  const { tx, now, record } = change;
  const { invoice, due, amount, period, settings, inDays } = fee;
  const { firm_id: firmId, matter_id, client_id, currency, series_id: seriesId } = invoice;
  const primary = await getPrimaryContact(tx, firmId, client_id);
  const { words } = wordsIn(lateFeeStrings, [primary?.language, ...settings.languages]);
  const body = z.parse(InvoiceBody, {
    ...{ currency, seriesId, due: { inDays } },
    lines: [{ description: words.line(invoice.number ?? ''), unitPrice: amount }],
  });
  const viewer = firmViewer(firmId);
  const id = await draftIn(change, viewer, matter_id, body);
  const issued = await issueIn(change, deps.config, await lockInvoiceOf(tx, firmId, id));
  await insertFee(tx, {
    ...{ firm_id: firmId, invoice_id: invoice.id, due_on: due.dueOn, period, fee_invoice_id: id, amount },
    charged_at: now,
  });
  const event = invoiceEvent({ config: deps.config, settings }, 'invoice.late_fee_charged', invoice, invoice.balance);
  record({
    ...{ action: 'lateFees.charge', object: invoice.id },
    event: { ...event, data: { ...event.data, lateFeeInvoiceId: id } },
  });
  const dueOn = issued.due_on ?? daysAfter(dayOf(settings, now), inDays);
  await tell(deps, change, fee, { id, number: issued.number ?? '', dueOn });
}

/** Whoever sees the invoice hears of it; it cannot be switched off, since it costs them something. */
async function tell(
  { bytes, config }: ChargeDeps,
  { tx, now }: Change,
  { invoice, due, amount }: Fee,
  own: { readonly id: string; readonly number: string; readonly dueOn: string },
): Promise<void> {
  const { firm_id: firmId, matter_id: matterId, currency } = invoice;
  for (const contact of await findListeners(tx, { firmId, matterId, notice: null })) {
    const { id, email, name, language, firmName, settings } = contact;
    if (!decide('invoices.view', { ...contact, components: null, readOnly: false }).allowed) continue;
    if (!(await getInvoice(tx, contactViewer(firmId, id), own.id))) continue;
    const mail = lateFeeMail({
      ...{
        to: email,
        name,
        language,
        firm: { name: firmName, settings },
        link: (await firstPage(config, tx, firmId)).href,
      },
      ...{ late: { number: invoice.number ?? '', dueOn: due.dueOn }, fee: { ...own, amount, currency } },
    });
    await queueMail({ bytes, config }, tx, { firmId, now, mail });
  }
}
