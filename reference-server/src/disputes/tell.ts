/**
 * Tells the other side by e-mail that something was said about an invoice, in the change that says it. What comes in a row is
 * collected into one mail. A mail names no invoice, no amount and nothing that was written: a mailbox is no place for that.
 */
import { decide, RoleName, roles, type Settings } from '@portico/contract';
import { sql } from 'kysely';
import type { Reader, Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { dropMails, queueMail } from '../mail/store.js';
import { COLLECT_MINUTES } from '../notifications/notify.js';
import { findListeners } from '../notifications/store.js';
import { firstPage } from '../sign-in/links.js';
import { answerMail, askedMail } from './dispute-mail.js';

type Needs = Pick<Deps, 'bytes' | 'config'>;

interface Where {
  readonly firmId: string;
  readonly matterId: string;
  readonly now: Date;
}

/** Tells those of the firm who look after the matter's invoices that a client has written. */
export async function tellFirm(deps: Needs, tx: Tx, { firmId, matterId, now }: Where): Promise<void> {
  for (const { id, name, email, firmName, settings } of await answerers(tx, firmId, matterId)) {
    await queueMail(deps, tx, {
      ...{ firmId, now, collect: collected(`disputeAsked ${id}`) },
      mail: askedMail({ to: email, name, firm: { name: firmName, settings } }),
    });
  }
}

/** Tells a contact that the firm has answered, where they can still see it. */
export async function tellContact(
  deps: Needs,
  tx: Tx,
  { firmId, matterId, contactId, now }: Where & { readonly contactId: string },
): Promise<void> {
  const [contact] = await findListeners(tx, { firmId, matterId, among: [contactId], notice: null });
  if (!contact || !decide('invoices.view', { ...contact, components: null, readOnly: false }).allowed) return;
  const { name, email, language, firmName, settings } = contact;
  const link = (await firstPage(deps.config, tx, firmId)).href;
  await queueMail(deps, tx, {
    ...{ firmId, now, collect: collected(topicOf(contactId)) },
    mail: answerMail({ to: email, name, language, firm: { name: firmName, settings }, link }),
  });
}

/** Takes back what waits to be told to a contact. */
export async function forgetAnswers(tx: Tx, firmId: string, contactId: string): Promise<void> {
  await dropMails(tx, firmId, [topicOf(contactId)]);
}

function collected(topic: string) {
  return { topic, forMs: COLLECT_MINUTES * 60_000 };
}

function topicOf(contactId: string): string {
  return `disputeAnswered ${contactId}`;
}

interface Answerer {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly firmName: string;
  readonly settings: Settings;
}

/** Roles that answer disputes. */
const answering = RoleName.options.filter((role) => roles[role].scopes['invoices.write'] !== undefined);

/** Who bills, and who works on the matter and may answer; the admins where there is neither. */
async function answerers(db: Reader, firmId: string, matterId: string): Promise<Answerer[]> {
  const those = (which: ReturnType<typeof sql>) =>
    sql<Answerer>`select s.id, s.name, s.email, f.name as "firmName", f.settings
      from staff s join firms f on f.id = s.firm_id
      where s.firm_id = ${firmId} and s.active and s.role = any(${[...answering]}) and ${which} order by s.id`.execute(
      db,
    );
  const near = await those(sql`(s.role = 'billing' or exists (select 1 from matter_staff m
    where m.firm_id = s.firm_id and m.staff_id = s.id and m.matter_id = ${matterId}))`);
  return near.rows.length > 0 ? near.rows : (await those(sql`s.role = 'admin'`)).rows;
}
