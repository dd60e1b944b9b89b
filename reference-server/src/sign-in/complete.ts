/** Completes what proved who a contact is: the attempt is used up, and a session begins in the same transaction. */
import type { Problem, Session, SignInMethod } from '@portico/contract';
import { type Actor, actingAs } from '../database/actor.js';
import type { Deps } from '../deps.js';
import { Refusal } from '../http/refusal.js';
import type { Browser } from '../session/browser.js';
import { newSessionId, openSession, type SignedIn } from '../session/open.js';
import type { Guessed } from './attempts.js';
import { useAttempt } from './store.js';

export interface Completion {
  /** The visitor's call, which turns out to be the contact's. */
  readonly call: Actor;
  readonly methods: readonly SignInMethod[];
  readonly browser: Browser;
  /** What somebody is told whose attempt is over, or who may not come in any more. */
  readonly spent: Problem;
}

export function complete(
  { work }: Deps,
  { attemptId, personId }: Guessed,
  { call, methods, browser, spent }: Completion,
): Promise<SignedIn<Session>> {
  const { firmId } = call;
  const sessionId = newSessionId();
  return work.change(actingAs(call, { type: 'contact', id: personId, sessionId }), async (change) => {
    if (!(await useAttempt(change.tx, firmId, attemptId, change.now))) throw new Refusal(spent);
    const opened = await openSession(change, { firmId, contactId: personId, sessionId, methods, browser });
    if (!opened) throw new Refusal(spent);
    return opened;
  });
}
