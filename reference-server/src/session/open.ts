/** Opens the session of a contact who has proved who they are, in whichever way; every way in ends here. */
import type { Session, SignInMethod } from '@portico/contract';
import { getContact } from '../clients/store.js';
import type { Change } from '../database/work.js';
import { newId } from '../database/ids.js';
import { getFirm } from '../firms/store.js';
import type { Browser } from './browser.js';
import { ABSOLUTE_HOURS, insertSession, revokeSessionByToken } from './store.js';
import { hashText, newToken } from './tokens.js';
import { sessionView } from './view.js';

export interface SignedIn<S> {
  /** For the cookie alone: that of the session, or that which refreshes it. */
  readonly token: string;
  readonly session: S;
}

export interface Opening {
  readonly firmId: string;
  readonly contactId: string;
  /** Chosen by the caller, so that the act that opens the session can name it as its actor's. */
  readonly sessionId: string;
  readonly methods: readonly SignInMethod[];
  readonly browser: Browser;
}

/** @returns undefined where the contact may not come in (any more); nothing has been written then */
export async function openSession(
  { tx, now, record }: Change,
  { firmId, contactId, sessionId, methods, browser }: Opening,
): Promise<SignedIn<Session> | undefined> {
  const contact = await getContact(tx, firmId, contactId);
  if (!contact?.portal_access || contact.email === null) return undefined;
  const token = newToken(browser.crossSite === null ? 'ps' : 'prt');
  // One browser, one session: whoever signs in anew leaves the old one, so that none can be planted (fixation).
  if (browser.session !== undefined) await revokeSessionByToken(tx, firmId, browser.session, now);
  const expiresAt = new Date(now.getTime() + ABSOLUTE_HOURS * 3_600_000);
  await insertSession(tx, {
    firmId,
    id: sessionId,
    kind: 'own',
    personId: contactId,
    tokenHash: hashText(token),
    origin: browser.crossSite,
    methods,
    userAgent: browser.name,
    now,
    expiresAt,
  });
  record({
    action: 'signIn.complete',
    object: sessionId,
    event: { type: 'contact.signed_in', data: { contactId } },
  });
  const firm = await getFirm(tx, firmId);
  const session = sessionView({
    firmId,
    contactId,
    sessionId,
    session: {
      kind: 'own',
      plan: firm.plan,
      firmName: firm.name,
      contact: { name: contact.name, email: contact.email, language: contact.language },
      settings: firm.settings,
      portalAccess: true,
      sections: contact.sections,
      components: null,
      matters: null,
      readOnly: false,
      bound: browser.crossSite !== null,
      staff: null,
      link: null,
      authenticatedAt: now,
      expiresAt,
    },
  });
  return { token, session };
}

/** For the actor of an opening. */
export const newSessionId = () => newId('ses');
