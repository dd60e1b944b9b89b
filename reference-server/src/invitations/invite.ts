/** Invites a contact whose access is on, within the change that switches it on or asks for another mail. */
import { accountMail } from '../credentials/account-mail.js';
import { newId } from '../database/ids.js';
import type { Change } from '../database/work.js';
import type { Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import { queueMail } from '../mail/store.js';
import { hashText, newToken } from '../session/tokens.js';
import { linkTo } from '../sign-in/links.js';
import { insertInvitation } from './store.js';

const DAYS = 7;

export interface Invitee {
  readonly firmId: string;
  readonly contactId: string;
  readonly name: string;
  readonly email: string;
  readonly language: string;
  /** Page of the firm that the link leads to. */
  readonly returnTo: string | undefined;
}

/** Queues the mail; `poke` the relay after the commit. The token is in it and nowhere else. */
export async function invite(deps: Deps, { tx, now }: Pick<Change, 'tx' | 'now'>, invitee: Invitee): Promise<void> {
  const { firmId, contactId, returnTo } = invitee;
  const token = newToken('piv');
  const expiresAt = new Date(now.getTime() + DAYS * 24 * 3_600_000);
  await insertInvitation(tx, { firmId, contactId, now, id: newId('ivt'), tokenHash: hashText(token), expiresAt });
  const order = { firmId, returnTo, publishableKey: null, fragment: 'portal-invitation', token } as const;
  await queueMail(deps, tx, {
    firmId,
    now,
    mail: accountMail({
      notice: 'invitation',
      to: invitee.email,
      name: invitee.name,
      firm: await getFirm(tx, firmId),
      languages: [invitee.language],
      link: await linkTo(deps.config, tx, order),
    }),
  });
}
