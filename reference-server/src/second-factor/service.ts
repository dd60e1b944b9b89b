/** Setting up, giving and removing second factors: the rules. Knows no HTTP. */
import {
  challengeSpent,
  codeInvalid,
  conflict,
  type Enrolled,
  type Factors,
  lastFactor,
  type NewPasskeyJson,
  notFound,
  type PasskeyAnswerJson,
  passkeyRefused,
  type Problem,
  type SignInMethod,
  type StaffSession,
  unauthenticated,
} from '@portico/contract';
import { appendAudit } from '../audit/store.js';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Tx } from '../database/tables.js';
import type { Change } from '../database/work.js';
import type { Deps } from '../deps.js';
import { FileKeys } from '../files/keys.js';
import type { MemberCaller } from '../http/caller.js';
import { Refusal } from '../http/refusal.js';
import { newChallenge, type Purpose, spendChallenge } from '../passkeys/challenges.js';
import * as webauthn from '../passkeys/webauthn.js';
import { ABSOLUTE_HOURS, recordSecondFactor } from '../session/store.js';
import { hashText, newToken } from '../session/tokens.js';
import { keyedHash, networkOf } from '../sign-in/codes.js';
import { newRecoveryCodes, recoveryHash } from './recovery-codes.js';
import * as store from './store.js';
import { enrolment, newTotpSecret, stepOf, totpLabel } from './totp.js';
import { type Guesser, payForTry, wasRight } from './tries.js';
import { staffSessionView } from './view.js';

/** A member who calls, and from where. */
export interface Member {
  readonly caller: MemberCaller;
  readonly actor: Actor;
  /** Of the peer. */
  readonly address: string;
  /** Of the page that calls. */
  readonly origin: string;
}

/** The session after the factor was given; with a token where it opens everything from now on. */
export interface Given {
  readonly token: string | null;
  readonly session: StaffSession;
}

export class SecondFactor {
  readonly #deps: Deps;
  readonly #keys: FileKeys;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#keys = new FileKeys(deps);
  }

  list({ caller }: Member): Promise<Factors> {
    return this.#deps.work.read(caller.firmId, (db) => factorsView(db, caller));
  }

  /** Removes a factor; the member keeps at least one. */
  remove({ caller, actor }: Member, id: string): Promise<Factors> {
    const { firmId } = caller;
    return this.#deps.work.change(actor, async ({ tx, record }) => {
      await lockMember(tx, caller);
      const factors = await store.listFactors(tx, firmId, caller.id);
      if (!factors.some((factor) => factor.id === id)) throw new Refusal(notFound);
      if (factors.length === 1) throw new Refusal(lastFactor);
      await store.deleteFactor(tx, firmId, caller.id, id);
      record({ action: 'secondFactor.remove', object: id, event: null });
      return factorsView(tx, caller);
    });
  }

  /** Ten new codes in the place of the old ones. */
  replaceRecoveryCodes({ caller, actor }: Member): Promise<string[]> {
    return this.#deps.work.change(actor, async ({ tx, record }) => {
      const codes = await this.#newCodes(tx, caller);
      record({ action: 'secondFactor.recoveryCodes', object: caller.id, event: null });
      return codes;
    });
  }

  /** Makes the secret of a new app, which waits for its first code. */
  async startTotp({ caller, actor }: Member): Promise<{ secret: string; uri: string }> {
    const { firmId, id: staffId, session } = caller;
    const id = newId('fac');
    const secret = newTotpSecret();
    // Before the transaction, because the firm's first key is written in one of its own.
    const sealed = await this.#keys.seal(firmId, totpLabel(id), secret);
    await this.#deps.work.change(actor, async ({ tx, now, record }) => {
      await lockMember(tx, caller);
      await store.replaceWaitingTotp(tx, { firmId, id, staffId, sealed, now });
      record({ action: 'secondFactor.startTotp', object: id, event: null });
    });
    return enrolment(secret, session);
  }

  /** Takes the first code of the new app. */
  async confirmTotp({ caller, actor }: Member, code: string): Promise<Given & Enrolled> {
    const { work, clock } = this.#deps;
    const waiting = await work.read(caller.firmId, (db) => store.getTotp(db, caller.firmId, caller.id, 'waiting'));
    if (!waiting) throw new Refusal(conflict, { reason: 'not_started' });
    const step = await stepOf(await this.#secretOf(waiting), code, clock.now());
    if (step === null) throw new Refusal(codeInvalid);
    return work.change(actor, async (change) => {
      await requireStillOwed(change.tx, caller);
      if (!(await store.confirmTotp(change.tx, waiting, step, change.now))) throw new Refusal(conflict);
      change.record({ action: 'secondFactor.enrol', object: waiting.id, event: enrolledEvent(caller, 'totp') });
      return this.#enrolled(change, caller, 'totp');
    });
  }

  /** Options for a new passkey of the calling page. */
  async startPasskey({ caller, origin }: Member): Promise<Record<string, unknown>> {
    const { firmId, id, session } = caller;
    const known = await this.#deps.work.read(firmId, (db) => store.listFactors(db, firmId, id));
    const asker = this.#ask(caller, 'staff register', origin);
    return webauthn.registrationOptions(asker, { id, ...session }, known.flatMap(store.keyOf));
  }

  async confirmPasskey(
    { caller, actor, origin }: Member,
    { name, credential }: { readonly name: string; readonly credential: NewPasskeyJson },
  ): Promise<Given & Enrolled> {
    const expected = await this.#take(caller, 'staff register', origin, credential.response);
    const key = await webauthn.verifyRegistration(expected, 'preferred', credential);
    if (typeof key === 'string') throw new Refusal(passkeyRefused);
    return this.#deps.work.change(actor, async (change) => {
      const { tx, now } = change;
      await requireStillOwed(tx, caller);
      const id = newId('fac');
      const row = { firmId: caller.firmId, staffId: caller.id, id, name, now, ...key };
      if (!(await store.insertPasskey(tx, row))) throw new Refusal(conflict);
      change.record({ action: 'secondFactor.enrol', object: id, event: enrolledEvent(caller, 'passkey') });
      return this.#enrolled(change, caller, 'passkey');
    });
  }

  /** Gives a code of the app, whose time step is used up. */
  async giveTotp(member: Member, code: string): Promise<Given> {
    const { caller } = member;
    const guesser = await this.#pay(member);
    const { work, clock } = this.#deps;
    const factor = await work.read(caller.firmId, (db) => store.getTotp(db, caller.firmId, caller.id, 'confirmed'));
    const step = factor ? await stepOf(await this.#secretOf(factor), code, clock.now()) : null;
    if (!factor || step === null) return this.#refuse(member, 'secondFactor.totp', codeInvalid);
    const given = await this.#give(member, 'totp', async ({ tx, now }) => {
      if (!(await store.takeStep(tx, factor, step, now))) return false;
      await wasRight(tx, guesser);
      return true;
    });
    return given ?? this.#refuse(member, 'secondFactor.totp', codeInvalid);
  }

  /** Gives a recovery code, which is used up. */
  async giveRecoveryCode(member: Member, code: string): Promise<Given> {
    const { caller } = member;
    const guesser = await this.#pay(member);
    const hash = recoveryHash(this.#deps.config, caller.id, code);
    const given = await this.#give(member, 'recovery_code', async ({ tx, now }) => {
      if (!(await store.useRecoveryCode(tx, caller.firmId, caller.id, hash, now))) return false;
      await wasRight(tx, guesser);
      return true;
    });
    return given ?? this.#refuse(member, 'secondFactor.recoveryCode', codeInvalid);
  }

  /** Options for giving one of the passkeys that the member has for the calling page. */
  async passkeyOptions({ caller, origin }: Member): Promise<Record<string, unknown>> {
    const known = await this.#deps.work.read(caller.firmId, (db) => store.listFactors(db, caller.firmId, caller.id));
    return webauthn.proofOptions(this.#ask(caller, 'staff prove', origin), known.flatMap(store.keyOf));
  }

  async givePasskey(member: Member, credential: PasskeyAnswerJson): Promise<Given> {
    const { caller, origin } = member;
    const expected = await this.#take(caller, 'staff prove', origin, credential.response);
    const known = await this.#deps.work.read(caller.firmId, (db) => store.listFactors(db, caller.firmId, caller.id));
    const factor = known.find(({ credential_id }) => credential_id === credential.id);
    const [key] = factor ? store.keyOf(factor) : [];
    const counter = key && (await webauthn.verifyAnswer(expected, 'preferred', key, credential));
    const given =
      factor && typeof counter === 'number'
        ? await this.#give(member, 'passkey', ({ tx, now }) => store.usePasskey(tx, factor, counter, now))
        : undefined;
    return given ?? this.#refuse(member, 'secondFactor.passkey', passkeyRefused);
  }

  /** @param use uses the factor up; false where somebody else has. @returns undefined then, and nothing has changed */
  async #give(
    { caller, actor }: Member,
    method: SignInMethod,
    use: (change: Change) => Promise<boolean>,
  ): Promise<Given | undefined> {
    return this.#deps.work.change(actor, async (change) => {
      if (!(await use(change))) {
        change.nothing();
        return undefined;
      }
      change.record({ action: 'secondFactor.give', object: caller.sessionId, event: null });
      return open(change, caller, method);
    });
  }

  async #enrolled(change: Change, caller: MemberCaller, method: SignInMethod): Promise<Given & Enrolled> {
    const left = await store.countRecoveryCodes(change.tx, caller.firmId, caller.id);
    const recoveryCodes = left > 0 ? null : await this.#newCodes(change.tx, caller);
    return { ...(await open(change, caller, method)), recoveryCodes };
  }

  async #newCodes(tx: Tx, { firmId, id }: MemberCaller): Promise<string[]> {
    const codes = newRecoveryCodes();
    const hashes = codes.map((code) => recoveryHash(this.#deps.config, id, code));
    await store.replaceRecoveryCodes(tx, firmId, id, hashes);
    return codes;
  }

  async #pay({ caller, address }: Member): Promise<Guesser> {
    const { config, work } = this.#deps;
    const guesser = {
      firmId: caller.firmId,
      staffId: caller.id,
      sessionId: caller.sessionId,
      peerHash: keyedHash(config, 'peer', networkOf(address)),
    };
    await work.upkeep(caller.firmId, (tx, now) => payForTry(tx, guesser, now));
    return guesser;
  }

  #ask(caller: MemberCaller, use: Purpose['use'], origin: string): webauthn.Asker {
    const { config, clock } = this.#deps;
    const challenge = newChallenge(config, purposeOf(caller, use, origin), clock.now());
    return { challenge, origin, verification: 'preferred' };
  }

  /** @throws Refusal unless the answer is the first to a challenge of this session and page */
  async #take(
    caller: MemberCaller,
    use: Purpose['use'],
    origin: string,
    { clientDataJSON }: { readonly clientDataJSON: string },
  ): Promise<webauthn.Expected> {
    const { challenge = '' } = webauthn.readClientData(clientDataJSON) ?? {};
    const state = await spendChallenge(this.#deps, purposeOf(caller, use, origin), challenge);
    if (state !== 'good') throw new Refusal(state === 'spent' ? challengeSpent : passkeyRefused);
    return { challenge, origin };
  }

  #secretOf(factor: store.FactorRow): Promise<Uint8Array> {
    return this.#keys.unseal(factor.firm_id, totpLabel(factor.id), factor.secret ?? new Uint8Array());
  }

  /** What was wrong is part of what happened. */
  async #refuse({ caller, actor }: Member, action: string, problem: Problem): Promise<never> {
    const object = caller.sessionId;
    await this.#deps.work.upkeep(actor.firmId, (tx, at) =>
      appendAudit(tx, { actor, action, object, result: 'refused', code: problem.code, at }),
    );
    throw new Refusal(problem);
  }
}

/** Opens a session that owed its second factor, with a new token; one that did not is only proven anew. */
async function open({ tx, now }: Change, caller: MemberCaller, method: SignInMethod): Promise<Given> {
  const { firmId, sessionId, session } = caller;
  const token = session.secondFactor === 'given' ? null : newToken('pst');
  const expiresAt = token === null ? session.expiresAt : new Date(now.getTime() + ABSOLUTE_HOURS * 3_600_000);
  const opened = token === null ? null : { tokenHash: hashText(token), expiresAt };
  if (!(await recordSecondFactor(tx, { firmId, id: sessionId, method, now, opened }))) {
    throw new Refusal(unauthenticated);
  }
  return { token, session: staffSessionView({ ...caller, session: { ...session, secondFactor: 'given', expiresAt } }) };
}

/** Of two sessions that set up a first factor at once, the second must give what the first has set up. */
async function requireStillOwed(tx: Tx, caller: MemberCaller): Promise<void> {
  await lockMember(tx, caller);
  if (caller.session.secondFactor === 'given') return;
  if ((await store.listFactors(tx, caller.firmId, caller.id)).length > 0) throw new Refusal(conflict);
}

/** What changes a member's factors follows one another, and comes to nothing once the member has been shut out. */
async function lockMember(tx: Tx, { firmId, id }: MemberCaller): Promise<void> {
  const row = await tx
    .selectFrom('staff')
    .select('id')
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('active', '=', true)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal(unauthenticated);
}

async function factorsView(
  db: Parameters<typeof store.listFactors>[0],
  { firmId, id }: MemberCaller,
): Promise<Factors> {
  const factors = await store.listFactors(db, firmId, id);
  return {
    factors: factors.map((factor) => ({
      id: factor.id,
      kind: factor.kind,
      name: factor.name,
      createdAt: factor.created_at.toISOString(),
      usedAt: (factor.used_at ?? factor.created_at).toISOString(),
    })),
    recoveryCodesLeft: await store.countRecoveryCodes(db, firmId, id),
  };
}

function enrolledEvent({ id }: MemberCaller, kind: string) {
  return { type: 'staff.factor_enrolled', data: { staffId: id, kind } };
}

function purposeOf({ firmId, sessionId }: MemberCaller, use: Purpose['use'], origin: string): Purpose {
  return { firmId, use, origin, holder: sessionId };
}
