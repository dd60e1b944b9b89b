/**
 * One idea settles every "may they?". A capability is granted when every layer grants it:
 * plan, firm switch, contact access, section permission, matter shared, item shared or in the right
 * state, kind of session. Each layer can only narrow, and the first that refuses gives the reason.
 */
import * as z from 'zod/mini';
import type { Settings } from './settings.js';

export const capabilities = ['session.view', 'checklists.view', 'documents.upload', 'documents.view'] as const;
export type Capability = (typeof capabilities)[number];

export const reasons = [
  'plan_required',
  'disabled_by_firm',
  'contact_disabled',
  'section_not_permitted',
  'matter_not_shared',
  'item_not_shared',
  'preview_read_only',
] as const;
/** Why a capability is missing. The same codes answer the staff's "why can't my client see this?". */
export const Reason = z.enum(reasons);
export type Reason = z.infer<typeof Reason>;

export const Decision = z.union([
  z.object({ allowed: z.literal(true) }),
  z.object({ allowed: z.literal(false), reason: Reason }),
]);
export type Decision = z.infer<typeof Decision>;

/** Components that a session minted by the firm's backend can be limited to. */
export const Component = z.enum(['checklist', 'documents']);
export type Component = z.infer<typeof Component>;

/** What the layers know about a session, before any single object is looked at. */
export interface SessionFacts {
  readonly settings: Pick<Settings, 'uploads'>;
  /** The contact's switch; false ends every session at the next call. */
  readonly portalAccess: boolean;
  /** Components of a firm session; null means all. */
  readonly components: readonly Component[] | null;
}

const component: Record<Capability, Component | null> = {
  'session.view': null,
  'checklists.view': 'checklist',
  'documents.upload': 'checklist',
  'documents.view': 'documents',
};

/** Decides one capability from the facts of a session. Pure; the server is the only judge. */
export function decide(capability: Capability, facts: SessionFacts): Decision {
  if (capability === 'documents.upload' && facts.settings.uploads === 'off') return refused('disabled_by_firm');
  if (!facts.portalAccess) return refused('contact_disabled');
  const needed = component[capability];
  if (needed && facts.components && !facts.components.includes(needed)) {
    const implied = capability === 'documents.view' && facts.components.includes('checklist');
    if (!implied) return refused('section_not_permitted');
  }
  return { allowed: true };
}

function refused(reason: Reason): Decision {
  return { allowed: false, reason };
}
