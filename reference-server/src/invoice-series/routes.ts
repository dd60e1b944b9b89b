import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { createSeries } from './service.js';

export const routes = (deps: Deps) => {
  const series = createSeries(deps);
  return bind(features.invoiceSeries, {
    listSeries: ({ caller, query }) => series.list(caller.firmId, query),
    createSeries: ({ actor, body }) => series.create(actor, body),
    startSeries: ({ actor, params, body }) => series.start(actor, params.id, body.next),
  });
};
