/**
 * Tells contacts by e-mail that it is their turn: in the change that makes it so, and only whoever can see what it is
 * about and wants to hear of it. What comes in a row is collected, so that ten requests are one mail. A mail names no
 * document, no matter and no reason, and its link carries no token: a mailbox is no place for any of that.
 */
import { decide, type Notifications } from '@portico/contract';
import type { Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { dropMails, queueMail } from '../mail/store.js';
import { firstPage } from '../sign-in/links.js';
import { noticeMail } from './notice-mail.js';
import { asksForAnything, findListeners, type Listener } from './store.js';

/** A mail waits so long for what else there may be to tell. */
export const COLLECT_MINUTES = 5;

export type Notice = keyof Notifications;

/** All that a contact can be told of. */
export const NOTICES: readonly Notice[] = ['documentReturned', 'newRequests'];

type NotifyDeps = Pick<Deps, 'bytes' | 'config'>;

interface Matter {
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
  if (await asksForAnything(tx, matter.firmId, matter.matterId))
    await tell(deps, tx, { ...matter, notice: 'newRequests' });
}

/** A document was returned to the contact who had sent it; nobody else sees it. */
export function tellOfReturn(deps: NotifyDeps, tx: Tx, matter: Matter & { readonly contactId: string }): Promise<void> {
  return tell(deps, tx, { ...matter, notice: 'documentReturned' });
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

async function tell(
  deps: NotifyDeps,
  tx: Tx,
  { now, ...audience }: Matter & { readonly contactId?: string; readonly notice: Notice },
): Promise<void> {
  const { firmId, notice } = audience;
  const listeners = (await findListeners(tx, audience)).filter((one) => canSee(one, notice));
  if (listeners.length === 0) return;
  const link = (await firstPage(deps.config, tx, firmId)).href;
  for (const { id, name, email, language, firmName, settings } of listeners) {
    await queueMail(deps, tx, {
      firmId,
      now,
      collect: { topic: topicOf(notice, id), forMs: COLLECT_MINUTES * 60_000 },
      mail: noticeMail({ notice, to: email, name, language, firm: { name: firmName, settings }, link }),
    });
  }
}

function canSee({ plan, settings, portalAccess, sections }: Listener, notice: Notice): boolean {
  const capability = notice === 'documentReturned' ? 'documents.view' : 'checklists.view';
  return decide(capability, { plan, settings, portalAccess, sections, components: null, readOnly: false }).allowed;
}

function topicOf(notice: Notice, contactId: string): string {
  return `${notice} ${contactId}`;
}
