import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { handed } from '../documents/download.js';
import { bind } from '../http/bind.js';
import { wholeBody } from '../http/whole-body.js';
import { createLogo } from './service.js';

export const routes = (deps: Deps) => {
  const logo = createLogo(deps);
  return bind(features.logo, {
    getLogo: async ({ caller }) => handed(await logo.get(caller.firmId)),
    setLogo: async ({ actor, stream }) => logo.set(actor, await wholeBody(stream())),
    removeLogo: ({ actor }) => logo.remove(actor),
  });
};
