import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { etagOf } from '../http/etag.js';
import { createTemplates } from './service.js';

const FIRST_VERSION = 1;

export const routes = (deps: Deps) => {
  const templates = createTemplates(deps);
  return bind(features.templates, {
    listTemplates: ({ caller, query }) => templates.list(caller.firmId, query),
    async getTemplate({ caller, params, headers }) {
      const { template, etag } = await templates.get(caller.firmId, params.id);
      headers.set('etag', etag);
      return template;
    },
    async createTemplate({ actor, body, headers }) {
      const template = await templates.create(actor, body);
      headers.set('etag', etagOf(FIRST_VERSION));
      return template;
    },
    async updateTemplate({ actor, params, body, request, headers }) {
      const { template, etag } = await templates.update(actor, params.id, body, request.headers.get('if-match'));
      headers.set('etag', etag);
      return template;
    },
    deleteTemplate: ({ actor, params }) => templates.delete(actor, params.id),
  });
};
