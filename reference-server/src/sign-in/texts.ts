/**
 * Codes in text messages, to sign in by or to prove that a number is somebody's. Known and unknown numbers cost the same
 * work and get the same answer, as addresses do; only the relay knows that nobody is to get the message.
 */
import type { SignInAttempt } from '@portico/contract';
import { getContact } from '../clients/store.js';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import { queueMail } from '../mail/store.js';
import { hashText, newToken } from '../session/tokens.js';
import { codeHash, whereOf } from './attempts.js';
import { newCode } from './codes.js';
import { limitStarts } from './limits.js';
import { findPersonByPhone, insertAttempt, voidOlderAttempts } from './store.js';
import { limitTexts } from './text-limits.js';
import { textMessage } from './text-message.js';

const MINUTES = 10;

export interface TextStart {
  /** The contact whose number it is to be; null where it says who signs in. */
  readonly contactId: string | null;
  readonly phone: string;
  readonly language: string | undefined;
  /** Origin of the page on which the code is to be typed. */
  readonly origin: string;
  /** Of the peer. */
  readonly address: string;
}

/** @throws Refusal when there were too many */
export async function startText(deps: Deps, actor: Actor, start: TextStart): Promise<SignInAttempt> {
  const { phone, contactId } = start;
  const way = contactId === null ? 'sms' : 'phone';
  const attempt = await deps.work.change(actor, async ({ tx, now, record }) => {
    const { firmId } = actor;
    const where = whereOf(deps.config, { firmId, way, email: phone, address: start.address });
    await limitStarts(tx, where, now);
    await limitTexts(tx, firmId, where.addressHash, now);
    const firm = await getFirm(tx, firmId);
    const person =
      contactId === null ? await findPersonByPhone(tx, firmId, phone) : await getContact(tx, firmId, contactId);
    const id = newId('att');
    const token = newToken('ppa');
    const code = newCode();
    const row = {
      ...where,
      id,
      kind: 'contact' as const,
      tokenHash: hashText(token),
      codeHash: codeHash(deps, id, code),
      linkHash: null,
      personId: person?.id ?? null,
      now,
      expiresAt: new Date(now.getTime() + MINUTES * 60_000),
    };
    await voidOlderAttempts(tx, row);
    await insertAttempt(tx, row);
    await queueMail(deps, tx, {
      firmId,
      now,
      usefulUntil: row.expiresAt,
      discard: person === undefined,
      mail: textMessage({
        to: phone,
        code,
        firmName: firm.name,
        host: new URL(start.origin).hostname,
        languages: [start.language, person?.language, ...firm.settings.languages],
        minutes: MINUTES,
      }),
    });
    record({ action: way === 'sms' ? 'signIn.startSms' : 'phone.start', object: id, event: null });
    return { attempt: token, expiresAt: row.expiresAt.toISOString() };
  });
  deps.relay.poke();
  return attempt;
}
