/** "Why can't my client see this?", answered layer by layer with the codes that the client's page gets. */
import * as z from 'zod/mini';
import { Capability, Decision, Layer } from './capabilities.js';
import { endpoint } from './endpoint.js';
import { notFound } from './problems.js';
import { ChecklistId, ContactId, MatterId, SharedDocumentId } from './values.js';

export const Visibility = z.object({
  contactId: ContactId,
  /** What every session of the contact's own can do. */
  capabilities: z.array(
    z.object({
      capability: Capability,
      decision: Decision,
      /** In the order in which they are asked; the first refusal decides. */
      layers: z.array(z.object({ layer: Layer, decision: Decision })),
    }),
  ),
  /** Matters of the contact's client: what is not shared is not seen, whatever else allows it. */
  matters: z.array(
    z.object({
      id: MatterId,
      title: z.string(),
      decision: Decision,
      checklists: z.array(z.object({ id: ChecklistId, decision: Decision })),
      /** What the firm has put into the matter, of the kinds that whoever asks may open. */
      documents: z.array(z.object({ id: SharedDocumentId, decision: Decision })),
    }),
  ),
});
export type Visibility = z.infer<typeof Visibility>;

export const getVisibility = endpoint({
  id: 'contacts.visibility',
  method: 'GET',
  path: '/v1/firm/contacts/:id/visibility',
  summary:
    "Answers why a contact sees something or not: plan, firm, contact, section, then each of the client's matters.",
  // It tells of matters, so it reaches as far as they do.
  access: { audience: 'staff', scope: 'matters.read' },
  params: z.object({ id: ContactId }),
  response: Visibility,
  errors: [notFound],
});
