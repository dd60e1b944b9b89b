/**
 * Instalments of a payment plan that are charged by themselves to a method that the client keeps, each on its day and never without
 * a mail some days before. The client agrees to it with the plan or later, and takes it back whenever they say so; the plan goes on
 * and is paid by hand then. A down payment is always paid by hand.
 */
import * as z from 'zod/mini';
import { autopayOff, AutopayTerms, termsChanged } from './autopay.js';
import { endpoint } from './endpoint.js';
import { methodElsewhere } from './paying.js';
import { PaymentPlan, PlanCharging } from './payment-plans.js';
import { conflict, notFound, previewReadOnly, stepUpRequired } from './problems.js';
import { Language, PaymentPlanId } from './values.js';

export const PlanAutopay = z.object({
  /** Whether the firm offers it, and the plan is one that can be agreed to or is agreed to. */
  available: z.boolean(),
  /** So many days before a charge there is a mail. */
  noticeDays: z.number(),
  /** What the client agrees to, in the language that they asked for or in their own. The hash stands for the text together with the plan’s table. */
  terms: AutopayTerms,
});
export type PlanAutopay = z.infer<typeof PlanAutopay>;

const params = z.object({ id: PaymentPlanId });

export const getPlanAutopay = endpoint({
  id: 'planAutopay.get',
  method: 'GET',
  path: '/v1/payment-plans/:id/automatic',
  summary:
    'Says whether the instalments of a plan can be charged by themselves, and what is agreed to by that, in `language` where there is one and in the contact’s own otherwise. Whether they are is said by the plan.',
  access: { audience: 'client', capability: 'invoices.view' },
  params,
  query: z.object({ language: z.optional(Language) }),
  response: PlanAutopay,
  errors: [notFound],
});

export const setPlanAutopay = endpoint({
  id: 'planAutopay.set',
  method: 'PUT',
  path: '/v1/payment-plans/:id/automatic',
  summary:
    'Has the instalments of a plan that was agreed to charged by themselves to a method of the caller’s, or with `methodId` null goes back to paying by hand at once. Agreeing wants a fresh proof of who calls, going back does not. 409 `conflict` with the state of the plan as the reason, `charged_to_another` while another contact has agreed to it, or `taken_back` where the client’s bank has taken a payment back.',
  access: { audience: 'client', capability: 'invoices.pay' },
  params,
  body: z.union([PlanCharging, z.strictObject({ methodId: z.null() })]),
  response: PaymentPlan,
  errors: [notFound, conflict, methodElsewhere, autopayOff, termsChanged, stepUpRequired, previewReadOnly],
});
