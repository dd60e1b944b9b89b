import { type AccessToken, invalidRequest, originNotAllowed, secretInvalid, type Session } from '@portico/contract';
import type { Actor, From } from '../database/actor.js';
import { everyFirm } from '../database/confine.js';
import type { Deps } from '../deps.js';
import { setLanguage } from '../clients/store.js';
import type { ClientCaller } from '../http/caller.js';
import type { Place } from '../http/place.js';
import { Refusal } from '../http/refusal.js';
import { verifyProof } from './dpop.js';
import { exchangeSecret, findBySecret, revokeSession } from './store.js';
import { hashText, newToken, tokenHash } from './tokens.js';
import { sessionView } from './view.js';

/** Life of an access token; the page then asks its own backend for another client secret. */
const TOKEN_SECONDS = 600;

/** A client's own session, and the exchange that begins one minted by the firm's backend. */
export const createSessions = (deps: Deps) => ({
  async setLanguage(actor: Actor, caller: ClientCaller, language: string): Promise<Session> {
    const { firmId, contactId, session } = caller;
    if (!session.settings.languages.includes(language)) {
      const message = 'The firm does not offer this language.';
      throw new Refusal(invalidRequest, { errors: [{ path: '/language', code: 'not_offered', message }] });
    }
    await deps.work.change(actor, async ({ tx, record, nothing }) => {
      if (session.contact.language === language) {
        nothing();
        return;
      }
      await setLanguage(tx, firmId, contactId, language);
      record({
        action: 'session.update',
        object: contactId,
        event: { type: 'contact.language_changed', data: { contactId } },
      });
    });
    return sessionView({ ...caller, session: { ...session, contact: { ...session.contact, language } } });
  },

  end: (actor: Actor, { firmId, sessionId }: ClientCaller) =>
    deps.work.change(actor, async ({ tx, now, record, nothing }) => {
      if (await revokeSession(tx, firmId, sessionId, now)) {
        record({ action: 'session.end', object: sessionId, event: null });
      } else {
        nothing();
      }
    }),

  /**
   * Trades a client secret for an access token bound to the key of the request's proof. The proof is checked
   * first, so that a page that has yet to learn the nonce does not lose its secret.
   */
  async exchange(request: Request, place: Place, from: From, clientSecret: string): Promise<AccessToken> {
    const jkt = await verifyProof(deps, request, { baseUrl: place.baseUrl });
    const secretHash = tokenHash('pcs', clientSecret);
    const now = deps.clock.now();
    const found = secretHash && (await deps.work.read(everyFirm, (db) => findBySecret(db, secretHash, now)));
    if (!found || (place.firmId !== null && found.firmId !== place.firmId)) throw new Refusal(secretInvalid);
    if (found.origin !== request.headers.get('origin')) throw new Refusal(originNotAllowed);
    const { firmId, id, contactId, staffId } = found;
    const token = newToken('pat');
    const actor: Actor =
      staffId === null
        ? { firmId, type: 'contact', id: contactId, sessionId: id, ...from }
        : { firmId, type: 'staff', id: staffId, sessionId: id, onBehalfOf: contactId, ...from };
    const lifeSeconds = found.kind === 'preview' ? (found.expiresAt.getTime() - now.getTime()) / 1000 : TOKEN_SECONDS;
    await deps.work.change(actor, async (change) => {
      const exchanged = await exchangeSecret(change.tx, {
        firmId,
        id,
        secretHash,
        tokenHash: hashText(token),
        jkt,
        now: change.now,
        expiresAt: new Date(now.getTime() + lifeSeconds * 1000),
      });
      if (!exchanged) throw new Refusal(secretInvalid);
      change.record({ action: 'session.exchange', object: id, event: null });
    });
    return { accessToken: token, tokenType: 'DPoP', expiresIn: Math.floor(lifeSeconds) };
  },
});
