import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { createPreviews } from './service.js';

export const routes = (deps: Deps) => {
  const previews = createPreviews(deps);
  return bind(features.previews, {
    openPreview: ({ actor, body }) => previews.open(actor, body),
  });
};
