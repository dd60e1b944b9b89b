/** Review by staff: what waits for it, and how long clients have waited. */
import * as z from 'zod/mini';
import { FirmDocument } from './documents.js';
import { endpoint } from './endpoint.js';
import { DocumentKind } from './roles.js';
import { ContactId, Day, Instant, listOf, LocalizedText, MatterId, Page, RequestId } from './values.js';

/** A document that waits for its review, with what somebody needs to know who has not seen the matter before. */
export const ReviewItem = z.object({
  document: FirmDocument,
  matter: z.object({ id: MatterId, title: z.string(), reference: z.nullable(z.string()) }),
  request: z.object({ id: RequestId, title: LocalizedText, kind: DocumentKind, dueOn: z.nullable(Day) }),
  contact: z.object({ id: ContactId, name: z.string() }),
  waitingSince: Instant,
});
export type ReviewItem = z.infer<typeof ReviewItem>;

export const listReview = endpoint({
  id: 'firmReview.list',
  method: 'GET',
  path: '/v1/firm/review',
  summary: 'Lists the documents that wait for review, who has waited longest first; by matter and kind where given.',
  access: { audience: 'staff', scope: 'documents.read' },
  query: z.extend(Page, { matterId: z.optional(MatterId), kind: z.optional(DocumentKind) }),
  response: listOf(ReviewItem),
});

/** How long reviews took; null where there was none. */
const Turnaround = z.object({
  kind: DocumentKind,
  accepted: z.number(),
  returned: z.number(),
  /** Minutes from arrival to review: half took no longer. */
  medianMinutes: z.nullable(z.number()),
  /** Minutes from arrival to review: nine of ten took no longer. */
  p90Minutes: z.nullable(z.number()),
  /** Now, whatever the days asked for. */
  waiting: z.number(),
  waitingSince: z.nullable(Instant),
});

export const ReviewTurnaround = z.object({ from: Day, to: Day, kinds: z.array(Turnaround) });
export type ReviewTurnaround = z.infer<typeof ReviewTurnaround>;

export const getTurnaround = endpoint({
  id: 'firmReview.turnaround',
  method: 'GET',
  path: '/v1/firm/review/turnaround',
  summary: 'How long documents waited that were reviewed on these days (UTC, both included), by kind.',
  access: { audience: 'staff', scope: 'documents.read' },
  query: z
    .strictObject({ from: Day, to: Day })
    .check(z.refine(({ from, to }) => from <= to, { path: ['to'], error: 'must not be before from' })),
  response: ReviewTurnaround,
});
