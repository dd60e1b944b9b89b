/** The passkeys that a contact holds: added, renamed and removed by the contact alone. */
import {
  challengeSpent,
  conflict,
  lastWayIn,
  type NewPasskeyJson,
  notFound,
  type Passkey,
  passkeyInvalid,
} from '@portico/contract';
import { getContact } from '../clients/store.js';
import { tell } from '../credentials/tell.js';
import { hasWayIn } from '../credentials/ways.js';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Deps } from '../deps.js';
import type { ClientCaller } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { requireMethod } from '../sign-in/service.js';
import { newChallenge, type Purpose, spendChallenge } from './challenges.js';
import * as store from './store.js';
import { readClientData, registrationOptions, verifyRegistration } from './webauthn.js';

/** More than anybody has. */
const MOST = 20;

export const createPasskeys = (deps: Deps) => {
  const { work, config, clock } = deps;
  return {
    async list(caller: ClientCaller): Promise<{ data: Passkey[] }> {
      const keys = await work.read(caller.firmId, (db) => store.listPasskeys(db, caller));
      return { data: keys.map(passkeyView) };
    },

    /** Options for a new passkey of the calling page. */
    async start(caller: ClientCaller, origin: string): Promise<Record<string, unknown>> {
      const { firmId, contactId, session } = caller;
      await requireMethod(deps, firmId, 'passkey');
      const known = await work.read(firmId, (db) => store.listPasskeys(db, caller));
      const challenge = newChallenge(config, registering(caller, origin), clock.now());
      const { name, email } = session.contact;
      const person = { id: contactId, name, email, firmName: session.firmName };
      return registrationOptions({ challenge, origin, verification: 'required' }, person, known);
    },

    /** @throws Refusal `passkey_invalid`, `challenge_spent`, or `conflict` with the reason `known` or `too_many` */
    async add(
      actor: Actor,
      caller: ClientCaller,
      { name, credential }: { name: string; credential: NewPasskeyJson },
      origin: string,
    ): Promise<Passkey> {
      const { firmId, contactId } = caller;
      await requireMethod(deps, firmId, 'passkey');
      const { challenge = '' } = readClientData(credential.response.clientDataJSON) ?? {};
      const key = await verifyRegistration({ challenge, origin }, 'required', credential);
      if (typeof key === 'string') {
        throw new Refusal(passkeyInvalid, key === 'passkey_of_other_page' ? { reason: key } : {});
      }
      const state = await spendChallenge(deps, registering(caller, origin), challenge);
      if (state !== 'good') throw new Refusal(state === 'spent' ? challengeSpent : passkeyInvalid);
      const added = await work.change(actor, async ({ tx, now, record }) => {
        await store.lockPasskeys(tx, caller);
        if ((await store.listPasskeys(tx, caller)).length >= MOST) throw new Refusal(conflict, { reason: 'too_many' });
        const id = newId('psk');
        const row = await store.insertPasskey(tx, { ...key, firmId, contactId, id, name, createdAt: now });
        if (!row) throw new Refusal(conflict, { reason: 'known' });
        await tell(deps, tx, { firmId, contactId, now, notice: 'passkeyAdded' });
        record({ action: 'passkeys.add', object: id, event: { type: 'contact.passkey_added', data: { contactId } } });
        return passkeyView(row);
      });
      deps.relay.poke();
      return added;
    },

    rename: (actor: Actor, caller: ClientCaller, id: string, name: string) =>
      work.change(actor, async ({ tx, record }) => {
        const row = found(await store.renamePasskey(tx, caller, id, name));
        record({ action: 'passkeys.rename', object: id, event: null });
        return passkeyView(row);
      }),

    /** @throws Refusal `last_way_in` where the firm's settings leave the contact no other */
    async remove(actor: Actor, caller: ClientCaller, id: string): Promise<void> {
      const { firmId, contactId, session } = caller;
      await work.change(actor, async ({ tx, now, record }) => {
        await store.lockPasskeys(tx, caller);
        const keys = await store.listPasskeys(tx, caller);
        if (!keys.some((key) => key.id === id)) throw new Refusal(notFound);
        const contact = await getContact(tx, firmId, contactId);
        const left = { phone: typeof contact?.phone === 'string', passkeys: keys.length - 1 };
        if (keys.length === 1 && !hasWayIn(session.settings.signIn, left)) throw new Refusal(lastWayIn);
        await store.deletePasskey(tx, caller, id);
        await tell(deps, tx, { firmId, contactId, now, notice: 'passkeyRemoved' });
        const event = { type: 'contact.passkey_removed', data: { contactId } };
        record({ action: 'passkeys.remove', object: id, event });
      });
      deps.relay.poke();
    },
  };
};

function registering({ firmId, contactId }: ClientCaller, origin: string): Purpose {
  return { firmId, use: 'register', origin, holder: contactId };
}

function passkeyView({ id, name, rpId, createdAt, usedAt }: store.ContactKey): Passkey {
  return {
    id,
    name,
    host: rpId,
    createdAt: createdAt.toISOString(),
    usedAt: usedAt?.toISOString() ?? null,
  };
}
