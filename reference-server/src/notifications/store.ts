import type { Notifications, PlanName, Section, Settings } from '@portico/contract';
import { sql } from 'kysely';
import type { Reader, Tx } from '../database/tables.js';

export async function getNotifications(db: Reader, firmId: string, contactId: string): Promise<Notifications> {
  return db
    .selectFrom('contacts')
    .select([
      'notify_returned as documentReturned',
      'notify_requests as newRequests',
      'notify_shared as documentsShared',
      'notify_reminders as paymentReminders',
      'notify_texts as paymentTexts',
    ])
    .where('firm_id', '=', firmId)
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow();
}

/** @returns whether anything changed */
export async function saveNotifications(
  tx: Tx,
  { firmId, contactId }: { readonly firmId: string; readonly contactId: string },
  wanted: Notifications,
): Promise<boolean> {
  const columns = {
    notify_returned: wanted.documentReturned,
    notify_requests: wanted.newRequests,
    notify_shared: wanted.documentsShared,
    notify_reminders: wanted.paymentReminders,
    notify_texts: wanted.paymentTexts,
  };
  const result = await tx
    .updateTable('contacts')
    .set(columns)
    .where('firm_id', '=', firmId)
    .where('id', '=', contactId)
    .where((eb) =>
      eb.or([
        eb('notify_returned', '!=', columns.notify_returned),
        eb('notify_requests', '!=', columns.notify_requests),
        eb('notify_shared', '!=', columns.notify_shared),
        eb('notify_reminders', '!=', columns.notify_reminders),
        eb('notify_texts', '!=', columns.notify_texts),
      ]),
    )
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** A contact who wants to be told, with what decides whether they can see what it is about. */
export interface Listener {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly language: string;
  readonly portalAccess: boolean;
  readonly sections: Section[] | null;
  readonly plan: PlanName;
  readonly firmName: string;
  readonly settings: Settings;
}

/** What is told by a mail that names nothing; payments have mails of their own (reminders/). */
export type Notice = Exclude<keyof Notifications, 'paymentReminders' | 'paymentTexts'>;

/** The column in which a contact's choice is. */
const SWITCHES: Readonly<Record<Notice, string>> = {
  documentReturned: 'notify_returned',
  newRequests: 'notify_requests',
  documentsShared: 'notify_shared',
};

export interface Audience {
  readonly firmId: string;
  /** It is shared with each of them. */
  readonly matterId: string;
  /** These alone; everybody with whom the matter is shared otherwise. */
  readonly among?: readonly string[];
  /** Null for what cannot be switched off. */
  readonly notice: Notice | null;
}

export async function findListeners(db: Reader, { firmId, matterId, among, notice }: Audience): Promise<Listener[]> {
  const result = await sql<Listener>`
    select c.id, c.name, c.email, c.language, c.portal_access as "portalAccess", c.sections, f.plan, f.name as "firmName",
      f.settings
    from matter_shares s
    join contacts c on c.firm_id = s.firm_id and c.id = s.contact_id
    join firms f on f.id = s.firm_id
    where s.firm_id = ${firmId} and s.matter_id = ${matterId} and c.portal_access and c.email is not null
      and ${notice === null ? sql`true` : sql.ref(`c.${SWITCHES[notice]}`)}
      and ${among === undefined ? sql`true` : sql`c.id = any(${[...among]})`}
    order by c.id`.execute(db);
  return result.rows;
}

/** Whether the firm asks for anything in a matter that it has not yet got. */
export async function asksForAnything(db: Reader, firmId: string, matterId: string): Promise<boolean> {
  const result = await sql<{ asks: boolean }>`
    select exists (select 1 from checklists k
      join checklist_requests r on r.firm_id = k.firm_id and r.checklist_id = k.id
      where k.firm_id = ${firmId} and k.matter_id = ${matterId} and r.state in ('requested', 'returned')) as asks`.execute(
    db,
  );
  return result.rows[0]?.asks ?? false;
}
