/**
 * Attempts to sign in. Known and unknown addresses cost the same work and get the same answer: each makes an
 * attempt, a code, a link and a mail, and only the relay knows that nobody is to get it.
 */
import { codeInvalid, codeSpent, type Problem, type SignInAttempt } from '@portico/contract';
import { appendAudit } from '../audit/store.js';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Config, Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import { Refusal } from '../http/refusal.js';
import { queueMail } from '../mail/store.js';
import { hashText, newToken, tokenHash } from '../session/tokens.js';
import { keyedHash, networkOf, newCode, sameHash } from './codes.js';
import { limitStarts, limitTries } from './limits.js';
import { linkTo } from './links.js';
import { signInMail } from './sign-in-mail.js';
import { type AttemptKind, type AttemptWay, findPerson, insertAttempt, takeTry, voidOlderAttempts } from './store.js';

const MINUTES = 10;

export interface Start {
  readonly kind: AttemptKind;
  /** `email` unless said otherwise; a step-up gets a code alone. */
  readonly way?: 'email' | 'step_up';
  readonly email: string;
  readonly language: string | undefined;
  readonly returnTo: string | undefined;
  readonly publishableKey: string;
  /** Address of the peer. */
  readonly address: string;
}

/** What a code is sent for. */
export type CodeWay = Extract<AttemptWay, 'email' | 'step_up' | 'sms' | 'phone'>;

/** Whose attempt a right code belongs to. */
export interface Guessed {
  readonly attemptId: string;
  readonly personId: string;
}

/** The same, where the attempt may have been begun in several ways. */
export interface GuessedCode extends Guessed {
  readonly way: AttemptWay;
  /** HMAC of the address or number that the code went to. */
  readonly addressHash: string;
}

export const createAttempts = (deps: Deps) => ({
  /** @throws Refusal when there were too many */
  async start(actor: Actor, start: Start): Promise<SignInAttempt> {
    const attempt = await deps.work.change(actor, async ({ tx, now, record }) => {
      const { firmId } = actor;
      const { kind, way = 'email' } = start;
      const email = start.email.toLowerCase();
      const where = whereOf(deps.config, { firmId, way, email, address: start.address });
      await limitStarts(tx, where, now);
      const firm = await getFirm(tx, firmId);
      const person = await findPerson(tx, firmId, kind, email);
      const { emailCode, emailLink } = firm.settings.signIn;
      const codeOnly = kind === 'staff' || way === 'step_up';
      const id = newId('att');
      const token = newToken('ppa');
      const linkToken = newToken('pml');
      const code = newCode();
      const link = await linkTo(deps.config, tx, { ...start, firmId, fragment: 'portal-link', token: linkToken });
      const row = {
        ...where,
        id,
        kind,
        tokenHash: hashText(token),
        codeHash: codeHash(deps, id, code),
        linkHash: codeOnly ? null : hashText(linkToken),
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
        mail: signInMail({
          kind: way === 'step_up' ? way : kind,
          to: email,
          name: person?.name ?? 'Nobody',
          firmName: firm.name,
          support: firm.settings.support,
          languages: [start.language, person?.language, ...firm.settings.languages],
          code: codeOnly || emailCode ? code : null,
          link: codeOnly || !emailLink ? null : link,
          minutes: MINUTES,
        }),
      });
      record({ action: actionOf(kind, way, 'start'), object: id, event: null });
      return { attempt: token, expiresAt: row.expiresAt.toISOString() };
    });
    deps.relay.poke();
    return attempt;
  },

  /**
   * Evaluates a code at the price of one try, which is spent whatever comes after.
   * @param wrong what a wrong code is answered with
   * @throws Refusal: that one, or `code_spent` where nothing is left to try
   */
  async guess(
    actor: Actor,
    kind: AttemptKind,
    { attempt, code }: { attempt: string; code: string },
    { ways = ['email'], wrong = codeInvalid }: { ways?: readonly CodeWay[]; wrong?: Problem } = {},
  ): Promise<GuessedCode> {
    const hash = tokenHash('ppa', attempt);
    if (hash === undefined) throw new Refusal(codeSpent);
    const guessed = await deps.work.upkeep(actor.firmId, async (tx, now) => {
      const row = await takeTry(tx, { firmId: actor.firmId, kind, ways, tokenHash: hash, now });
      if (!row) return 'spent' as const;
      await limitTries(tx, actor.firmId, row.address_hash, now);
      const right = row.code_hash !== null && sameHash(row.code_hash, codeHash(deps, row.id, code));
      const personId = row.contact_id ?? row.staff_id;
      if (right && personId !== null)
        return { attemptId: row.id, personId, way: row.way, addressHash: row.address_hash };
      await appendAudit(tx, {
        actor,
        action: actionOf(kind, row.way, 'code'),
        object: row.id,
        result: 'refused',
        code: wrong.code,
        at: now,
      });
      return 'wrong' as const;
    });
    if (guessed === 'spent') throw new Refusal(codeSpent);
    if (guessed === 'wrong') throw new Refusal(wrong);
    return guessed;
  },
});

function actionOf(kind: AttemptKind, way: AttemptWay, what: 'start' | 'code'): string {
  if (way === 'step_up') return `stepUp.${what}`;
  if (way === 'phone') return `phone.${what}`;
  return kind === 'staff' ? `staffSignIn.${what}` : `signIn.${what}`;
}

interface From {
  readonly firmId: string;
  readonly way: AttemptWay;
  /** Address, or number where it is a matter of text messages. */
  readonly email: string;
  /** Of the peer. */
  readonly address: string;
}

/** What the limits count an attempt by. */
export function whereOf(config: Config, { firmId, way, email, address }: From) {
  return {
    firmId,
    way,
    addressHash: keyedHash(config, 'address', email.toLowerCase()),
    peerHash: keyedHash(config, 'peer', networkOf(address)),
  };
}

export function codeHash({ config }: Deps, attemptId: string, code: string): string {
  return keyedHash(config, 'code', `${attemptId} ${code}`);
}
