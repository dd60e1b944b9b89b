/** Sign-in of the firm's staff: a code by e-mail, and a session that opens nothing before the second factor is given. */
import { codeSpent, type StaffSession } from '@portico/contract';
import { type Actor, actingAs } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Deps } from '../deps.js';
import { getFirm, getStaff } from '../firms/store.js';
import { Refusal } from '../http/refusal.js';
import { listFactors } from '../second-factor/store.js';
import { insertSession, revokeSession, revokeSessionByToken } from '../session/store.js';
import { hashText, newToken } from '../session/tokens.js';
import { createAttempts, type Start } from './attempts.js';
import type { Browser } from '../session/browser.js';
import type { SignedIn } from '../session/open.js';
import { useAttempt } from './store.js';

/** Life of a session that still owes something: an app takes a while to install. */
const MINUTES = { verifying: 10, enrolling: 30 } as const;

export const createStaffSignIn = (deps: Deps) => {
  const { work } = deps;
  const attempts = createAttempts(deps);
  return {
    start: (actor: Actor, start: Omit<Start, 'kind'>) => attempts.start(actor, { ...start, kind: 'staff' }),

    async withCode(
      call: Actor,
      body: { attempt: string; code: string },
      browser: Browser,
    ): Promise<SignedIn<StaffSession>> {
      const { firmId } = call;
      const { attemptId, personId } = await attempts.guess(call, 'staff', body);
      const sessionId = newId('ses');
      const token = newToken('pst');
      const actor = actingAs(call, { type: 'staff', id: personId, sessionId });
      return work.change(actor, async ({ tx, now, record }) => {
        const staff = await getStaff(tx, firmId, personId);
        if (!staff?.active || !(await useAttempt(tx, firmId, attemptId, now))) throw new Refusal(codeSpent);
        if (browser.session !== undefined) await revokeSessionByToken(tx, firmId, browser.session, now);
        const owes: 'verifying' | 'enrolling' =
          (await listFactors(tx, firmId, personId)).length > 0 ? 'verifying' : 'enrolling';
        const expiresAt = new Date(now.getTime() + MINUTES[owes] * 60_000);
        await insertSession(tx, {
          firmId,
          id: sessionId,
          kind: 'staff',
          personId,
          tokenHash: hashText(token),
          methods: ['email_code'],
          userAgent: browser.name,
          now,
          expiresAt,
        });
        record({ action: 'staffSignIn.code', object: sessionId, event: null });
        const firm = await getFirm(tx, firmId);
        const session: StaffSession = {
          firm: { id: firmId, name: firm.name },
          staff: { id: staff.id, name: staff.name, email: staff.email, role: staff.role },
          secondFactor: owes,
          expiresAt: expiresAt.toISOString(),
        };
        return { token, session };
      });
    },

    /** Revokes the session that calls. */
    async end(actor: Actor): Promise<void> {
      const { firmId, sessionId } = actor;
      if (sessionId === null) return;
      await work.change(actor, async ({ tx, now, record }) => {
        await revokeSession(tx, firmId, sessionId, now);
        record({ action: 'staffSignIn.end', object: sessionId, event: null });
      });
    },
  };
};
