import { features } from '@portico/contract';
import { profileOf } from '../credentials/profile.js';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { pageOf } from '../http/page.js';
import { requireMethod } from '../sign-in/service.js';
import { startText } from '../sign-in/texts.js';
import { createPhones } from './service.js';

export const routes = (deps: Deps) => {
  const phones = createPhones(deps);
  return bind(features.phones, {
    async startSmsSignIn({ actor, caller, body: { phone, language }, request, place, address }) {
      await requireMethod(deps, caller.firmId, 'smsCode');
      const origin = pageOf(request, place);
      return startText(deps, actor, { contactId: null, phone, language, origin, address });
    },

    startPhoneChange: ({ actor, caller, body, request, place, address }) =>
      phones.start(actor, caller, body.phone, { address, origin: pageOf(request, place) }),

    async changePhone({ actor, caller, body, address }) {
      await phones.change(actor, caller, body, address);
      return profileOf(deps, caller);
    },

    removePhone: ({ actor, caller }) => phones.remove(actor, caller),
  });
};
