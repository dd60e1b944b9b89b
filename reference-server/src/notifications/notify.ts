/**
 * Tells contacts by e-mail that it is their turn: in the change that makes it so, and only whoever can see what it is
 * about and wants to hear of it. What comes in a row is collected, so that ten requests are one mail. A mail names no
 * document, no matter and no reason, and its link carries no token: a mailbox is no place for any of that.
 */
import { type Capability, decide } from '@portico/contract';
import type { Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { dropMails, queueMail } from '../mail/store.js';
import { firstPage } from '../sign-in/links.js';
import { noticeMail } from './notice-mail.js';
import { asksForAnything, findListeners, type Listener, type Notice } from './store.js';

/** A mail waits so long for what else there may be to tell. */
export const COLLECT_MINUTES = 5;

/** All that a contact can be told of. */
export const NOTICES: readonly Notice[] = ['documentReturned', 'newRequests', 'documentsShared'];

/** What a contact must be allowed to see to be told of it. */
const CAPABILITIES: Readonly<Record<Notice, Capability>> = {
  documentReturned: 'documents.view',
  newRequests: 'checklists.view',
  documentsShared: 'sharedDocuments.view',
};

export type NotifyDeps = Pick<Deps, 'bytes' | 'config'>;

export interface Matter {
  readonly firmId: string;
  readonly matterId: string;
  readonly now: Date;
}

/** Something new is asked for in a matter. @param matter.contactId with whom alone it has just been shared */
export async function tellOfRequests(
  deps: NotifyDeps,
  tx: Tx,
  matter: Matter & { readonly contactId?: string },
): Promise<void> {
  const { contactId, ...where } = matter;
  if (await asksForAnything(tx, where.firmId, where.matterId))
    await tell(deps, tx, { ...where, notice: 'newRequests', ...(contactId !== undefined && { among: [contactId] }) });
}

/** A document was returned to the contact who had sent it; nobody else sees it. */
export async function tellOfReturn(
  deps: NotifyDeps,
  tx: Tx,
  { contactId, ...where }: Matter & { readonly contactId: string },
): Promise<void> {
  await tell(deps, tx, { ...where, notice: 'documentReturned', among: [contactId] });
}

/** Takes back what waits to be told to a contact. */
export async function forgetNotices(
  tx: Tx,
  firmId: string,
  contactId: string,
  notices: readonly Notice[] = NOTICES,
): Promise<void> {
  if (notices.length === 0) return;
  await dropMails(
    tx,
    firmId,
    notices.map((notice) => topicOf(notice, contactId)),
  );
}

/** @param among these alone @returns the contacts who are told, each with the mail that does it */
export async function tell(
  deps: NotifyDeps,
  tx: Tx,
  { now, ...audience }: Matter & { readonly among?: readonly string[]; readonly notice: Notice },
): Promise<{ readonly contactId: string; readonly mailId: string }[]> {
  const { firmId, notice } = audience;
  const listeners = (await findListeners(tx, audience)).filter((one) => canSee(one, notice));
  if (listeners.length === 0) return [];
  const told = [];
  const link = (await firstPage(deps.config, tx, firmId)).href;
  for (const { id, name, email, language, firmName, settings } of listeners) {
    const mailId = await queueMail(deps, tx, {
      firmId,
      now,
      collect: { topic: topicOf(notice, id), forMs: COLLECT_MINUTES * 60_000 },
      mail: noticeMail({ notice, to: email, name, language, firm: { name: firmName, settings }, link }),
    });
    told.push({ contactId: id, mailId });
  }
  return told;
}

function canSee({ plan, settings, portalAccess, sections }: Listener, notice: Notice): boolean {
  return decide(CAPABILITIES[notice], { plan, settings, portalAccess, sections, components: null, readOnly: false })
    .allowed;
}

export function topicOf(notice: Notice, contactId: string): string {
  return `${notice} ${contactId}`;
}
