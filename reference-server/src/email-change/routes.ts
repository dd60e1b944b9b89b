import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { createEmailChanges } from './service.js';

export const routes = (deps: Deps) => {
  const changes = createEmailChanges(deps);
  return bind(features.emailChange, {
    askForEmailChange: ({ actor, caller, body: { email, returnTo }, address }) =>
      changes.ask(actor, caller, { email, returnTo, address }),
    withdrawEmailChange: ({ actor, caller }) => changes.withdraw(actor, caller),
    confirmEmailChange: ({ actor, body }) => changes.confirm(actor, body.token),
    refuseEmailChange: ({ actor, body }) => changes.refuse(actor, body.token),
  });
};
