/**
 * One idea settles every "may they?". A capability is granted when every layer grants it:
 * plan, firm switch, contact access, section permission, matter shared, item shared or in the right
 * state, kind of session. Each layer can only narrow, and the first that refuses gives the reason.
 */
import * as z from 'zod/mini';
import { isEntitled, type PlanName } from './plans.js';
import type { Section, Settings } from './settings.js';

export const capabilities = [
  'session.view',
  'checklists.view',
  'checklists.answer',
  'documents.upload',
  'documents.sendByPhone',
  'documents.view',
  'sharedDocuments.view',
  'invoices.view',
  'invoices.dispute',
  'invoices.pay',
  'invoices.plan',
  'profile.view',
  'profile.update',
  'link.view',
] as const;
export const Capability = z.enum(capabilities);
export type Capability = z.infer<typeof Capability>;

export const reasons = [
  'plan_required',
  'disabled_by_firm',
  'contact_disabled',
  'section_not_permitted',
  'matter_not_shared',
  'item_not_shared',
  'item_unchecked',
  'item_quarantined',
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
export const Component = z.enum(['checklist', 'documents', 'invoices', 'profile']);
export type Component = z.infer<typeof Component>;

/** What the layers know about a session, before any single object is looked at. */
export interface SessionFacts {
  readonly plan: PlanName;
  readonly settings: Pick<Settings, 'uploads' | 'navigation' | 'payments'>;
  /** The contact's switch; false ends every session at the next call. */
  readonly portalAccess: boolean;
  /** Sections that the firm has opened to this contact; null means all. */
  readonly sections: readonly Section[] | null;
  /** Components of a firm session; null means all. */
  readonly components: readonly Component[] | null;
  /** A member of the staff looks with the contact's eyes, and may not touch. */
  readonly readOnly: boolean;
}

interface Needs {
  readonly component: Component | null;
  readonly section: Section | null;
  /** Whether it changes anything of the client's. */
  readonly changes: boolean;
  /** Whether the firm's settings have it on. */
  readonly on: (settings: SessionFacts['settings']) => boolean;
}

const always = () => true;

const uploading: Needs = {
  component: 'checklist',
  section: 'checklists',
  changes: true,
  on: ({ uploads }) => uploads !== 'off',
};

const needs: Readonly<Record<Capability, Needs>> = {
  'session.view': { component: null, section: null, changes: false, on: always },
  'checklists.view': { component: 'checklist', section: 'checklists', changes: false, on: always },
  // Also where nothing is uploaded: a task and a question need no file.
  'checklists.answer': { component: 'checklist', section: 'checklists', changes: true, on: always },
  'documents.upload': uploading,
  // Wherever a client may send; apart, because a one-time link sends too and makes no links.
  'documents.sendByPhone': uploading,
  'documents.view': { component: 'documents', section: 'documents', changes: false, on: always },
  // A firm that keeps no documents section shows none. Whoever may send for a checklist does not see these by it.
  'sharedDocuments.view': {
    component: 'documents',
    section: 'documents',
    changes: false,
    on: ({ navigation }) => navigation.sections.includes('documents'),
  },
  // What the client owes, and has paid. A firm that keeps no section for it bills elsewhere.
  'invoices.view': {
    component: 'invoices',
    section: 'invoices',
    changes: false,
    on: ({ navigation }) => navigation.sections.includes('invoices'),
  },
  'invoices.dispute': {
    component: 'invoices',
    section: 'invoices',
    changes: true,
    on: ({ navigation, payments }) => navigation.sections.includes('invoices') && payments.disputes,
  },
  'invoices.pay': {
    component: 'invoices',
    section: 'invoices',
    changes: true,
    on: ({ navigation, payments }) => navigation.sections.includes('invoices') && payments.processor,
  },
  // By a check or a transfer as well: no processor is asked for.
  'invoices.plan': {
    component: 'invoices',
    section: 'invoices',
    changes: true,
    on: ({ navigation, payments }) => navigation.sections.includes('invoices') && payments.plans,
  },
  // Of no section: whoever may sign in may look after how they sign in.
  'profile.view': { component: 'profile', section: null, changes: false, on: always },
  'profile.update': { component: 'profile', section: null, changes: true, on: always },
  // Of one-time links alone: authorisation finds it nowhere else.
  'link.view': { component: null, section: null, changes: false, on: always },
};

/** The layers that know a session, in the order in which they are asked. */
export const Layer = z.enum(['plan', 'firm', 'contact', 'section', 'session']);
export type Layer = z.infer<typeof Layer>;

/** What every layer says to a capability; the first refusal is the reason. */
export function layersOf(capability: Capability, facts: SessionFacts): readonly LayerDecision[] {
  const { component, section, changes, on } = needs[capability];
  const withChecklist = capability === 'documents.view';
  return [
    // Who is there is told on every plan, so that a page can say why it shows nothing.
    layer('plan', capability === 'session.view' || isEntitled(facts.plan, 'portal'), 'plan_required'),
    layer('firm', on(facts.settings), 'disabled_by_firm'),
    layer('contact', facts.portalAccess, 'contact_disabled'),
    layer('section', covers(facts.sections, section, withChecklist && 'checklists'), 'section_not_permitted'),
    layer('session', covers(facts.components, component, withChecklist && 'checklist'), 'section_not_permitted'),
    layer('session', !changes || !facts.readOnly, 'preview_read_only'),
  ];
}

export interface LayerDecision {
  readonly layer: Layer;
  readonly decision: Decision;
}

/** Decides one capability from the facts of a session. Pure; the server is the only judge. */
export function decide(capability: Capability, facts: SessionFacts): Decision {
  const refusal = layersOf(capability, facts).find(({ decision }) => !decision.allowed);
  return refusal?.decision ?? { allowed: true };
}

function layer(name: Layer, allowed: boolean, reason: Reason): LayerDecision {
  return { layer: name, decision: allowed ? { allowed } : { allowed, reason } };
}

/** @param implied what brings it along: whoever may send a document may see what became of it */
function covers<T extends string>(granted: readonly T[] | null, needed: T | null, implied: T | false): boolean {
  if (granted === null || needed === null) return true;
  return granted.includes(needed) || (implied !== false && granted.includes(implied));
}
