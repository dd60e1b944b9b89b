/** Who was reminded of what. A row is written with the message that it is about, and cannot be there twice. */
import type { PlanName, Section, Settings } from '@portico/contract';
import { type RawBuilder, sql } from 'kysely';
import { everyFirm } from '../database/confine.js';
import type { Reader, Tx } from '../database/tables.js';
import type { Work } from '../database/work.js';
import type { Viewer } from '../http/caller.js';
import { claimable, owed } from '../invoices/owed.js';
import { seenBy } from '../invoices/store.js';
import { chargedByItself } from './by-itself.js';
import type { Span, Step } from './cadence.js';

export type Channel = 'mail' | 'sms';

interface ReminderTable {
  firm_id: string;
  invoice_id: string;
  /** The day that it is about: each day on which something is due has its own cadence. */
  due_on: string;
  step: Step;
  contact_id: string;
  channel: Channel;
  /** What the message asks for. */
  amount: number;
  /** The firm's day on which it was written; it is good for that day alone. */
  day: string;
  /** Message that tells of it, with others of the same contact. */
  mail_id: string;
  at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    reminders: ReminderTable;
  }
}

export type ReminderRow = Readonly<ReminderTable>;

/** Firms that remind. */
export async function remindingFirms(work: Work): Promise<string[]> {
  const { rows } = await work.read(everyFirm, (db) =>
    sql<{ id: string }>`select id from firms where settings -> 'reminders' ->> 'on' = 'true' order by id`.execute(db),
  );
  return rows.map(({ id }) => id);
}

export interface Candidate {
  readonly contactId: string;
  readonly invoiceId: string;
}

/**
 * Who may have to be told of what today, and has not been; whether they see it is asked once more when they are.
 * @param today the firm's day
 */
export async function findCandidates(
  db: Reader,
  firmId: string,
  today: string,
  spans: readonly Span[],
): Promise<Candidate[]> {
  const of = ({ step, dueFrom, dueTo }: Span) => sql`(owed.due_on between ${dueFrom} and ${dueTo}
    and not exists (select 1 from reminders r where r.firm_id = invoices.firm_id and r.invoice_id = invoices.id
      and r.due_on = owed.due_on and r.step = ${step} and r.contact_id = s.contact_id))`;
  const { rows } = await sql<Candidate>`
    select s.contact_id as "contactId", invoices.id as "invoiceId"
    from invoices
      join matter_shares s on s.firm_id = invoices.firm_id and s.matter_id = invoices.matter_id
      join contacts c on c.firm_id = s.firm_id and c.id = s.contact_id and c.portal_access,
      ${owed}
    where invoices.firm_id = ${firmId} and ${claimable} and (${sql.join(spans.map(of), sql` or `)})
      and not ${chargedByItself(today)}
    order by s.contact_id, invoices.id`.execute(db);
  return rows;
}

export interface Asked {
  readonly dueOn: string;
  readonly amount: number;
  readonly since: string;
}

/**
 * What may be asked for of an invoice now; undefined where nothing, or where the viewer does not see it.
 * @param unless what is left out, on rows of `invoices` with `owed`
 */
export async function oweOf(
  db: Reader,
  viewer: Viewer,
  invoiceId: string,
  unless: RawBuilder<boolean> = sql`false`,
): Promise<Asked | undefined> {
  const { rows } = await sql<Asked>`
    select owed.due_on as "dueOn", owed.amount, owed.since
    from invoices, ${owed}
    where invoices.firm_id = ${viewer.firmId} and invoices.id = ${invoiceId} and ${seenBy(viewer)} and ${claimable}
      and not ${unless}`.execute(db);
  return rows[0];
}

/** Whom a message would go to, with what decides whether they may see invoices. */
export interface Reached {
  readonly name: string;
  readonly email: string | null;
  readonly language: string;
  /** Number to which they want text messages; null where they want none, or have proved none. */
  readonly textTo: string | null;
  /** Whether they want to be told of a day that is still to come. */
  readonly early: boolean;
  readonly portalAccess: boolean;
  readonly sections: Section[] | null;
  readonly plan: PlanName;
  readonly firmName: string;
  readonly settings: Settings;
}

export async function findReached(
  db: Reader,
  { firmId, contactId }: { readonly firmId: string; readonly contactId: string },
): Promise<Reached | undefined> {
  const { rows } = await sql<Reached>`
    select c.name, c.email, c.language, case when c.notify_texts and c.phone = c.phone_proved then c.phone end as "textTo",
      c.notify_reminders as early, c.portal_access as "portalAccess", c.sections, f.plan, f.name as "firmName", f.settings
    from contacts c join firms f on f.id = c.firm_id
    where c.firm_id = ${firmId} and c.id = ${contactId}`.execute(db);
  return rows[0];
}

/** @returns those of the rows that were not there */
export async function insertReminders(tx: Tx, rows: readonly ReminderRow[]): Promise<ReminderRow[]> {
  return tx
    .insertInto('reminders')
    .values(rows)
    .onConflict((on) => on.doNothing())
    .returningAll()
    .execute();
}

export async function remindersOf(db: Reader, firmId: string, mailId: string): Promise<ReminderRow[]> {
  return db.selectFrom('reminders').selectAll().where('firm_id', '=', firmId).where('mail_id', '=', mailId).execute();
}

/** What a message was to tell of is news again. */
export async function forgetReminders(tx: Tx, firmId: string, mailId: string): Promise<void> {
  await tx.deleteFrom('reminders').where('firm_id', '=', firmId).where('mail_id', '=', mailId).execute();
}

/** Invoices of which something was due by a day, for which nobody has been asked to look. */
export async function findUnpaid(db: Reader, firmId: string, dueTo: string): Promise<{ readonly id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    select invoices.id from invoices, ${owed}
    where invoices.firm_id = ${firmId} and ${claimable} and owed.due_on <= ${dueTo}
      and not exists (select 1 from staff_tasks t where t.firm_id = invoices.firm_id and t.kind = 'invoice_unpaid'
        and t.about = invoices.id and t.cycle = owed.due_on)
    order by owed.due_on, invoices.id`.execute(db);
  return rows;
}

/** Invoices on which nothing is open any more, but a task is. */
export async function findSettledTasks(db: Reader, firmId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct invoices.id from staff_tasks t
    join invoices on invoices.firm_id = t.firm_id and invoices.id = t.about
    where t.firm_id = ${firmId} and t.kind = 'invoice_unpaid' and t.resolved_at is null
      and (invoices.state <> 'issued' or invoices.balance <= 0) order by invoices.id`.execute(db);
  return rows.map(({ id }) => id);
}
