import { features, unavailable } from '@portico/contract';
import { ping } from '../database/work.js';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { openApiDocument } from '../http/openapi.js';
import { Refusal } from '../http/refusal.js';

export const routes = ({ work, blobs, config, log }: Deps) =>
  bind(features.health, {
    async getHealth({ from: { requestId } }) {
      try {
        await Promise.all([ping(work), blobs.check()]);
      } catch (error) {
        log.error({ requestId, error: error instanceof Error ? error : new Error('unknown') }, 'health');
        throw new Refusal(unavailable);
      }
      return { status: 'ok' as const, version: config.version };
    },
    getOpenApi: () => Promise.resolve(openApiDocument(config)),
  });
