/** What a firm has subscribed to. The operator sets the plan of a firm; nothing of the API changes it. */
import * as z from 'zod/mini';

export const plans = {
  starter: [],
  growth: ['portal'],
  scale: ['portal', 'own_domain'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type PlanName = keyof typeof plans;
export const PlanName = z.enum(['starter', 'growth', 'scale']);

/** Something that a plan brings: the portal itself, or the firm's own (sub)domain for it. */
export type Entitlement = (typeof plans)[PlanName][number];

export function isEntitled(plan: PlanName, entitlement: Entitlement): boolean {
  const entitlements: readonly string[] = plans[plan];
  return entitlements.includes(entitlement);
}
