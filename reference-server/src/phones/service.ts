/** The contact's own number: set by proving that one gets its messages, and told of by e-mail. */
import { conflict, lastWayIn, proofWrong, type SignInAttempt } from '@portico/contract';
import { tell } from '../credentials/tell.js';
import { hasWayIn } from '../credentials/ways.js';
import type { Actor } from '../database/actor.js';
import type { Deps } from '../deps.js';
import type { ClientCaller } from '../http/caller.js';
import { Refusal } from '../http/refusal.js';
import { listPasskeys, lockPasskeys } from '../passkeys/store.js';
import { createAttempts, whereOf } from '../sign-in/attempts.js';
import { useAttempt } from '../sign-in/store.js';
import { startText } from '../sign-in/texts.js';
import { clearPhone, setPhone } from './store.js';

/** Where a call came from. */
interface From {
  /** Of the peer. */
  readonly address: string;
  /** Of the page. */
  readonly origin: string;
}

export const createPhones = (deps: Deps) => {
  const { work, config } = deps;
  const attempts = createAttempts(deps);
  return {
    start(actor: Actor, { contactId, session }: ClientCaller, phone: string, from: From): Promise<SignInAttempt> {
      return startText(deps, actor, { ...from, contactId, phone, language: session.contact.language });
    },

    /** @throws Refusal `proof_wrong`, `code_spent`, or `conflict` with the reason `phone_taken` */
    async change(
      actor: Actor,
      { firmId, contactId }: ClientCaller,
      { phone, ...proof }: { phone: string; attempt: string; code: string },
      address: string,
    ): Promise<void> {
      const guessed = await attempts.guess(actor, 'contact', proof, { ways: ['phone'], wrong: proofWrong });
      const { addressHash } = whereOf(config, { firmId, way: 'phone', email: phone, address });
      // The code is of one contact and one number, whatever else comes with it.
      if (guessed.personId !== contactId || guessed.addressHash !== addressHash) throw new Refusal(proofWrong);
      await work.change(actor, async ({ tx, now, record }) => {
        if (!(await useAttempt(tx, firmId, guessed.attemptId, now))) throw new Refusal(proofWrong);
        if (!(await setPhone(tx, { firmId, contactId }, phone))) throw new Refusal(conflict, { reason: 'phone_taken' });
        await tell(deps, tx, { firmId, contactId, now, notice: 'phoneChanged' });
        record({ action: 'phone.change', object: contactId, event: changed(contactId) });
      });
      deps.relay.poke();
    },

    /** @throws Refusal `last_way_in` where the firm's settings leave the contact no other */
    async remove(actor: Actor, { firmId, contactId, session }: ClientCaller): Promise<void> {
      const mine = { firmId, contactId };
      await work.change(actor, async ({ tx, now, record, nothing }) => {
        await lockPasskeys(tx, mine);
        const passkeys = (await listPasskeys(tx, mine)).length;
        if (!(await clearPhone(tx, mine))) {
          nothing();
          return;
        }
        if (!hasWayIn(session.settings.signIn, { phone: false, passkeys })) throw new Refusal(lastWayIn);
        await tell(deps, tx, { firmId, contactId, now, notice: 'phoneRemoved' });
        record({ action: 'phone.remove', object: contactId, event: changed(contactId) });
      });
      deps.relay.poke();
    },
  };
};

function changed(contactId: string) {
  return { type: 'contact.phone_changed', data: { contactId } };
}
