/** Where a link alone is not enough: it is used up for an attempt that the contact's password completes. */
import { linkSpent } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { Refusal } from '../http/refusal.js';
import { hashText, newToken } from '../session/tokens.js';
import { insertAttempt } from './store.js';

const MINUTES = 10;

export interface RightLink {
  readonly personId: string;
  /** By which its tries are counted. */
  readonly addressHash: string;
  readonly peerHash: string;
  /** Uses the link up; false where somebody was faster or it is over. */
  readonly spend: (tx: Tx, now: Date) => Promise<boolean>;
}

/** @returns the attempt's token */
export async function askForPassword({ work }: Deps, actor: Actor, link: RightLink): Promise<string> {
  const { firmId } = actor;
  const token = newToken('ppa');
  await work.change(actor, async ({ tx, now, record }) => {
    if (!(await link.spend(tx, now))) throw new Refusal(linkSpent);
    const id = newId('att');
    await insertAttempt(tx, {
      firmId,
      id,
      kind: 'contact',
      way: 'link',
      tokenHash: hashText(token),
      codeHash: null,
      linkHash: null,
      personId: link.personId,
      addressHash: link.addressHash,
      peerHash: link.peerHash,
      now,
      expiresAt: new Date(now.getTime() + MINUTES * 60_000),
    });
    record({ action: 'signIn.link', object: id, event: null });
  });
  return token;
}
