/** The outbox: what other systems may want to know, in the order it happened. */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { Instant, listOf, Page } from './values.js';

/** A value of an event, or values by name. */
export const EventValue = z.union([z.string(), z.number(), z.record(z.string(), z.string())]);
export type EventValue = z.infer<typeof EventValue>;

export const OutboxEvent = z.object({
  id: z.string(),
  /** `<object>.<past tense>`, e.g. `document.uploaded`. */
  type: z.string(),
  at: Instant,
  /** Ids, and where the firm's setting `webhookPayload` is `full` what they stand for; a reader fetches the rest. */
  data: z.record(z.string(), EventValue),
});
export type OutboxEvent = z.infer<typeof OutboxEvent>;

export const listEvents = endpoint({
  id: 'events.list',
  method: 'GET',
  path: '/v1/firm/events',
  summary:
    'Lists events, oldest first. A poller that has read to the end asks again with the last cursor it was given.',
  access: { audience: 'staff', scope: 'events.read' },
  query: Page,
  response: listOf(OutboxEvent),
});
