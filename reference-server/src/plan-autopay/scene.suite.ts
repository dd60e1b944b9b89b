/** A plan that is charged by itself, for the tests of that. */
import { type FirmInvoice, PaymentPlan, PlanAutopay } from '@portico/contract';
import { created } from '@portico/testing';
import * as z from 'zod/mini';
import { aKeeper, type Keeper, mailsTo, todayIn } from '../autopay/scene.suite.js';
import { aBody, anIssued, type Scene } from '../firm-invoices/scene.suite.js';
import { daysAfter } from '../firms/today.js';
import type { PaidServer } from '../paying/scene.suite.js';

export async function planOf({ page }: Pick<Scene, 'page'>, invoice: FirmInvoice): Promise<PaymentPlan> {
  return z.parse(PaymentPlan, await created(page('GET', `/v1/invoices/${invoice.id}/plan`)));
}

export async function termsOf({ page }: Pick<Scene, 'page'>, { id }: PaymentPlan): Promise<PlanAutopay> {
  return z.parse(PlanAutopay, await created(page('GET', `/v1/payment-plans/${id}/automatic`)));
}

export interface Planned {
  readonly scene: Keeper;
  readonly invoice: FirmInvoice;
  readonly plan: PaymentPlan;
}

/** Three weekly parts of 3,000, the first after some days, with a down payment of 1,000 where it is said. */
export async function offered(
  place: PaidServer,
  scene: Keeper,
  firstIn: number,
  downPayment = 0,
): Promise<Omit<Planned, 'scene'>> {
  const invoice = await anIssued(scene, aBody(9_000 + downPayment));
  const terms = { downPayment, instalments: 3, every: 'week', firstOn: daysAfter(todayIn(place), firstIn) };
  await created(scene.call('POST', `/v1/firm/invoices/${invoice.id}/plan`, terms));
  return { invoice, plan: await planOf(scene, invoice) };
}

/** Agreed to, with the method that the client keeps. */
export async function agreed(
  place: PaidServer,
  token = 'pm_card_visa',
  firstIn = 5,
  downPayment = 0,
  more: object = {},
): Promise<Planned> {
  const scene = await aKeeper(place, token, more);
  const { invoice, plan } = await offered(place, scene, firstIn, downPayment);
  const { terms } = await termsOf(scene, plan);
  const automatic = { methodId: scene.method.id, termsHash: terms.hash };
  const body = { termsHash: plan.termsHash, automatic };
  const accepted = await created(scene.page('POST', `/v1/payment-plans/${plan.id}/accept`, body));
  await mailsTo(place, scene);
  place.server.mails.clear();
  return { scene, invoice, plan: z.parse(PaymentPlan, accepted) };
}
