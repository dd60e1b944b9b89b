import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { createSettings } from './service.js';

export const routes = (deps: Deps) => {
  const service = createSettings(deps);
  return bind(features.settings, {
    async getSettings({ caller, headers }) {
      const { settings, etag } = await service.get(caller.firmId);
      headers.set('etag', etag);
      return settings;
    },
    async updateSettings({ actor, body, request, headers }) {
      const { settings, etag } = await service.update(actor, body, request.headers.get('if-match'));
      headers.set('etag', etag);
      return settings;
    },
    async applyPreset({ actor, body, request, headers }) {
      const { settings, etag } = await service.applyPreset(actor, body.preset, request.headers.get('if-match'));
      headers.set('etag', etag);
      return settings;
    },
  });
};
