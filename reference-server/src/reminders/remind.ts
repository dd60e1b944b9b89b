/** Reminds one contact of all that it is time for, in one mail, and one text message where they want that. */
import { decide } from '@portico/contract';
import { systemActor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Change } from '../database/work.js';
import type { Deps } from '../deps.js';
import { contactViewer } from '../http/caller.js';
import { invoiceEvent } from '../invoices/events.js';
import { type InvoiceRow, lockInvoice } from '../invoices/store.js';
import { queueMail } from '../mail/store.js';
import { firstPage } from '../sign-in/links.js';
import { chargedByItself } from './by-itself.js';
import { remindingNow, spansOn, type Step, stepFor, stepsOf } from './cadence.js';
import { reminderMail } from './reminder-mail.js';
import { reminderText } from './reminder-text.js';
import {
  type Asked,
  type Channel,
  findReached,
  insertReminders,
  oweOf,
  type Reached,
  type ReminderRow,
} from './store.js';

export type Needs = Pick<Deps, 'work' | 'bytes' | 'config'>;

/** A mail with more than so many is no help; the others are told of in the next. */
const MOST = 20;

interface Turn {
  readonly invoice: InvoiceRow;
  readonly asked: Asked;
  readonly step: Step;
}

/** @returns how many messages were written: none where another server was faster, or nothing is left to tell */
export function remind(
  deps: Needs,
  { firmId, contactId }: { readonly firmId: string; readonly contactId: string },
  invoiceIds: readonly string[],
): Promise<number> {
  return deps.work.change(systemActor(firmId), async (change) => {
    const { tx, now, record, nothing } = change;
    const reached = await findReached(tx, { firmId, contactId });
    const today = reached && remindingNow(reached.settings, now);
    const spans = today ? spansOn(today.day, stepsOf(today.reminders)) : [];
    const turns: Turn[] = [];
    const viewer = contactViewer(firmId, contactId);
    // In the order in which everybody locks them.
    for (const id of invoiceIds.toSorted().slice(0, MOST)) {
      const invoice = await lockInvoice(tx, viewer, id);
      const asked = invoice && today && (await oweOf(tx, viewer, id, chargedByItself(today.day)));
      const step = asked && stepFor(spans, asked);
      if (invoice && asked && step !== undefined) turns.push({ invoice, asked, step });
    }
    const told = new Set<Turn>();
    let messages = 0;
    for (const channel of ['mail', 'sms'] as const) {
      if (!reached || !today) break;
      const fresh = await write(deps, change, { firmId, contactId, reached, day: today.day, turns, channel });
      if (fresh.length > 0) messages += 1;
      for (const turn of fresh) told.add(turn);
    }
    for (const { invoice } of told) {
      const teller = { config: deps.config, settings: reached?.settings ?? { webhookPayload: 'thin' as const } };
      const event = invoiceEvent(teller, 'invoice.reminded', invoice, invoice.balance);
      record({ action: 'reminders.send', object: invoice.id, event });
    }
    if (told.size === 0) nothing();
    return messages;
  });
}

/** Whether a message of this kind may go to them, of a day that has passed or is still to come. */
export function mayBeTold(reached: Reached, channel: Channel, isLate: boolean): boolean {
  const { plan, settings, portalAccess, sections, email, textTo, early } = reached;
  const facts = { plan, settings, portalAccess, sections, components: null, readOnly: false };
  if (!decide('invoices.view', facts).allowed) return false;
  return channel === 'mail' ? email !== null && (isLate || early) : textTo !== null && settings.reminders?.sms === true;
}

interface Message {
  readonly firmId: string;
  readonly contactId: string;
  readonly reached: Reached;
  readonly day: string;
  readonly turns: readonly Turn[];
  readonly channel: Channel;
}

/** The rows decide which of them nobody has been told of; the message is about those alone. */
async function write(
  deps: Needs,
  { tx, now }: Pick<Change, 'tx' | 'now'>,
  { firmId, contactId, reached, day, turns, channel }: Message,
): Promise<readonly Turn[]> {
  const wanted = turns.filter(({ asked }) => mayBeTold(reached, channel, asked.dueOn < day));
  if (wanted.length === 0) return [];
  const mailId = newId('eml');
  const rows = await insertReminders(
    tx,
    wanted.map(({ invoice, asked, step }): ReminderRow => ({
      ...{ firm_id: firmId, invoice_id: invoice.id, due_on: asked.dueOn, step, contact_id: contactId, channel },
      ...{ amount: asked.amount, day, mail_id: mailId, at: now },
    })),
  );
  const written = new Set(rows.map((row) => row.invoice_id));
  const fresh = wanted.filter(({ invoice }) => written.has(invoice.id));
  if (fresh.length === 0) return [];
  const { name, email, textTo, language, firmName, settings } = reached;
  const about = { language, firm: { name: firmName, settings }, link: (await firstPage(deps.config, tx, firmId)).href };
  const items = fresh.map(({ invoice, asked }) => ({
    ...{ number: invoice.number ?? '', currency: invoice.currency, amount: asked.amount, dueOn: asked.dueOn },
  }));
  const mail =
    channel === 'mail'
      ? reminderMail({ ...about, to: email ?? '', name, today: day, items })
      : reminderText({ ...about, to: textTo ?? '' });
  await queueMail(deps, tx, { firmId, id: mailId, now, mail, guard: 'paymentReminder' });
  return fresh;
}
