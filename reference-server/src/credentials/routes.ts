import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { pageOf } from '../http/page.js';
import { browserOf, welcome } from '../sign-in/welcome.js';
import { createDevices } from './devices.js';
import { createPasswords } from './password-service.js';
import { createStepUp } from './step-up.js';
import { profileOf } from './profile.js';

export const routes = (deps: Deps) => {
  const { config } = deps;
  const passwords = createPasswords(deps);
  const devices = createDevices(deps);
  const stepUp = createStepUp(deps);
  return bind(features.credentials, {
    changePassword: ({ actor, caller, body: { password, current }, address }) =>
      passwords.change(actor, caller, { password, current, address }),

    askForPasswordLink: ({ actor, body: { email, language, returnTo }, request, address }) =>
      passwords.askForLink(actor, {
        email,
        language,
        returnTo,
        publishableKey: request.headers.get('portico-key') ?? '',
        address,
      }),

    async setPassword({ actor, body, request, headers }) {
      return welcome(config, headers, await passwords.setByLink(actor, body, browserOf(config, request)));
    },

    getProfile: ({ caller }) => profileOf(deps, caller),

    listDevices: ({ caller }) => devices.list(caller),
    signOutDevice: ({ actor, caller, params }) => devices.signOut(actor, caller, params.id),
    signOutOtherDevices: ({ actor, caller }) => devices.signOutOthers(actor, caller),

    startStepUp: ({ actor, caller, address }) => stepUp.start(actor, caller, address),

    async stepUp({ actor, caller, body, address, request, place, headers }) {
      const from = { address, origin: pageOf(request, place) };
      const { token, session } = await stepUp.prove(actor, caller, body, from);
      return token === null ? session : welcome(config, headers, { token, session });
    },

    sendPasswordLink: ({ actor, params, body }) => passwords.sendLink(actor, params.id, body.returnTo),
  });
};
