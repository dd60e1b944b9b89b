import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { pageOf } from '../http/page.js';
import { createStepUp } from '../credentials/step-up.js';
import { browserOf, welcome } from '../sign-in/welcome.js';
import { createPasskeys } from './service.js';
import { createPasskeySignIn } from './sign-in.js';

export const routes = (deps: Deps) => {
  const { config } = deps;
  const passkeys = createPasskeys(deps);
  const signIn = createPasskeySignIn(deps);
  const stepUp = createStepUp(deps);
  return bind(features.passkeys, {
    listPasskeys: ({ caller }) => passkeys.list(caller),
    startPasskeyOfClient: ({ caller, request, place }) => passkeys.start(caller, pageOf(request, place)),
    addPasskey: ({ actor, caller, body, request, place }) => passkeys.add(actor, caller, body, pageOf(request, place)),
    renamePasskey: ({ actor, caller, params, body }) => passkeys.rename(actor, caller, params.id, body.name),
    removePasskey: ({ actor, caller, params }) => passkeys.remove(actor, caller, params.id),
    startPasskeySignIn: ({ caller, request, place }) => signIn.start(caller.firmId, pageOf(request, place)),
    async signInWithPasskey({ actor, body, request, place, headers }) {
      const browser = browserOf(config, request);
      return welcome(config, headers, await signIn.complete(actor, body.credential, pageOf(request, place), browser));
    },
    startPasskeyStepUp: ({ caller, request, place }) => stepUp.startPasskey(caller, pageOf(request, place)),
  });
};
