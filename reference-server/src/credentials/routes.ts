import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { browserOf, welcome } from '../sign-in/welcome.js';
import { createPasswords } from './password-service.js';

export const routes = (deps: Deps) => {
  const { config } = deps;
  const passwords = createPasswords(deps);
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

    sendPasswordLink: ({ actor, params, body }) => passwords.sendLink(actor, params.id, body.returnTo),
  });
};
