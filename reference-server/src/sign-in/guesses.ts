/**
 * Guesses of passwords. Each is an attempt of its own and spends one of the few that an address has from one peer;
 * known and unknown addresses, with a password and without, cost the same queries and one hash.
 */
import { codeSpent, passwordInvalid, type Problem } from '@portico/contract';
import { appendAudit } from '../audit/store.js';
import { findPassword } from '../credentials/store.js';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Deps } from '../deps.js';
import { Refusal } from '../http/refusal.js';
import { NOBODYS_HASH } from '../ports/passwords.js';
import { hashText, newToken, tokenHash } from '../session/tokens.js';
import { type Guessed, whereOf } from './attempts.js';
import { limitStarts, limitTries } from './limits.js';
import { findPerson, insertAttempt, takeTry } from './store.js';

export interface PasswordGuess {
  readonly email: string;
  readonly password: string;
  /** Address of the peer. */
  readonly address: string;
}

export const createGuesses = (deps: Deps) => {
  const { work, passwords } = deps;

  /** @throws Refusal, which the audit log keeps, unless the password is the one that is stored */
  const verify = async (actor: Actor, found: Found, password: string, wrong: Problem): Promise<Guessed> => {
    const right = await passwords.verify(found.hash ?? NOBODYS_HASH, password);
    if (right && found.hash !== undefined && found.personId !== undefined) {
      return { attemptId: found.attemptId, personId: found.personId };
    }
    await work.upkeep(actor.firmId, (tx, at) =>
      appendAudit(tx, {
        actor,
        action: 'signIn.password',
        object: found.attemptId,
        result: 'refused',
        code: wrong.code,
        at,
      }),
    );
    throw new Refusal(wrong);
  };

  return {
    /**
     * @param wrong what a wrong password is answered with; `password_invalid` unless said otherwise
     * @returns whose it is; the attempt is still to be used
     */
    async password(actor: Actor, guess: PasswordGuess, wrong: Problem = passwordInvalid): Promise<Guessed> {
      const { firmId } = actor;
      const found = await work.upkeep(firmId, async (tx, now): Promise<Found> => {
        const where = whereOf(deps.config, { firmId, way: 'password', ...guess });
        await limitStarts(tx, where, now);
        await limitTries(tx, firmId, where.addressHash, now);
        const person = await findPerson(tx, firmId, 'contact', guess.email.toLowerCase());
        const hash = await findPassword(tx, firmId, person?.id ?? '');
        const attemptId = newId('att');
        await insertAttempt(tx, {
          ...where,
          id: attemptId,
          kind: 'contact',
          tokenHash: hashText(newToken('ppa')),
          codeHash: null,
          linkHash: null,
          personId: person?.id ?? null,
          tries: 1,
          now,
          expiresAt: new Date(now.getTime() + 60_000),
        });
        return { attemptId, personId: person?.id, hash };
      });
      return verify(actor, found, guess.password, wrong);
    },

    /** The password that a link asked for, at the price of one of its attempt's tries. */
    async passwordOfLink(actor: Actor, { attempt, password }: { attempt: string; password: string }): Promise<Guessed> {
      const { firmId } = actor;
      const hash = tokenHash('ppa', attempt);
      if (hash === undefined) throw new Refusal(codeSpent);
      const found = await work.upkeep(firmId, async (tx, now): Promise<Found | undefined> => {
        const row = await takeTry(tx, { firmId, kind: 'contact', ways: ['link'], tokenHash: hash, now });
        if (!row) return undefined;
        await limitTries(tx, firmId, row.address_hash, now);
        const personId = row.contact_id ?? undefined;
        return { attemptId: row.id, personId, hash: await findPassword(tx, firmId, personId ?? '') };
      });
      if (!found) throw new Refusal(codeSpent);
      return verify(actor, found, password, passwordInvalid);
    },
  };
};

interface Found {
  readonly attemptId: string;
  /** Undefined where nobody may sign in. */
  readonly personId: string | undefined;
  /** Undefined where there is no password. */
  readonly hash: string | undefined;
}
