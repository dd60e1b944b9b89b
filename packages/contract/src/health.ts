/** Is the server well? */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { unavailable } from './problems.js';

export const Health = z.object({ status: z.literal('ok'), version: z.string() });
export type Health = z.infer<typeof Health>;

export const getHealth = endpoint({
  id: 'health.get',
  method: 'GET',
  path: '/v1/health',
  summary: 'Answers 200 when database and blob store answer.',
  access: { audience: 'anyone' },
  response: Health,
  errors: [unavailable],
});

export const getOpenApi = endpoint({
  id: 'openapi.get',
  method: 'GET',
  path: '/v1/openapi.json',
  summary: 'This API as an OpenAPI 3.1 document.',
  access: { audience: 'anyone' },
  response: z.record(z.string(), z.unknown()),
});
