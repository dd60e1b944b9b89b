/** Charging the parts of a plan by themselves: what can be agreed to, read beside the plan, and what is on screen of it. */
import type { Instalment, PaymentPlan, PlanAutopay, SavedMethod } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { option } from '../core/desk-fields.js';
import type { ListHost } from './list-host.js';
import { isExpired, methodChoice, methodName } from './methods.js';
import type { MethodWords } from './methods-words.js';
import type { PlanView } from './plan-view.js';

export interface Charging {
  readonly automatic: PlanAutopay;
  /** All of the contact's. */
  readonly methods: readonly SavedMethod[];
  /** Those that can be chosen for this plan. */
  readonly fitting: readonly SavedMethod[];
  /** In which it was read. */
  readonly language: string;
}

export interface ChargingView extends Charging {
  readonly methodWords: MethodWords;
  /** Whether a proof of who somebody is is waited for. */
  readonly asking: boolean;
  readonly charge: () => void;
  readonly stop: () => void;
}

/** @returns undefined where nobody can agree to it here, or it did not load: then the plan is paid by hand, as it says */
export async function readCharging(
  { portal, listening, reading, session }: ListHost,
  plan: PaymentPlan,
  kind: SavedMethod['kind'],
): Promise<Charging | undefined> {
  const here = portal();
  const isOpen = plan.state === 'offered' || plan.state === 'active';
  if (!here || !isOpen || !session()?.capabilities['invoices.pay'].allowed) return undefined;
  const [signal, { language }] = [listening(), reading()];
  try {
    const automatic = await here.paymentPlans.automatic(plan.id, { language, signal });
    if (!automatic.available && !plan.automatic) return undefined;
    const methods = await here.paymentMethods.list({ signal });
    const fitting = methods.filter((method) => method.kind === kind && !isExpired(method));
    return { automatic, methods, fitting, language };
  } catch {
    return undefined;
  }
}

export const HAND = 'hand';
/** Which form of a plan is open. */
export const CHARGE = 'charge';

/** What was chosen: a method's id, or to pay by hand. */
export function chosenOf({ desk, plan, charging }: Pick<PlanView, 'desk' | 'plan' | 'charging'>): string {
  const chosen = desk.typed(chargeField(plan)) ?? HAND;
  return charging?.fitting.some(({ id }) => id === chosen) ? chosen : HAND;
}

export function chargeField({ id }: Pick<PaymentPlan, 'id'>): string {
  return `${id}/charge`;
}

/** The method that a plan which runs is to be charged to: what was chosen, else the one that it is charged to now. */
export function wantedOf({ desk, plan, charging }: Pick<PlanView, 'desk' | 'plan' | 'charging'>): string | undefined {
  const wanted = desk.typed(chargeField(plan)) ?? plan.automatic?.methodId;
  return charging?.fitting.find(({ id }) => id === wanted)?.id;
}

/** Before the tick of an offer: by hand, or to which method; and what is agreed to by that. */
export function howToPay(view: PlanView): TemplateResult | typeof nothing {
  const { words, desk, plan, charging } = view;
  if (!charging?.automatic.available) return nothing;
  if (charging.fitting.length === 0) return html`<p class="small muted">${words('keepFirst')}</p>`;
  const chosen = chosenOf(view);
  const field = chargeField(plan);
  return html`<fieldset>
      <legend>${words('howToPay')}</legend>
      <div class="options">
        ${option(desk, field, HAND, words('byHand'), chosen === HAND)}
        ${charging.fitting.map((method) =>
          option(
            desk,
            field,
            method.id,
            html`${words('itself')}<br /><bdi class="small">${methodName(charging.methodWords, method)}</bdi>`,
            chosen === method.id,
          ),
        )}
      </div>
    </fieldset>
    ${chosen === HAND ? nothing : terms(charging)}`;
}

/** How a plan that runs is paid, and the way to another. */
export function howPaid(view: PlanView): TemplateResult | typeof nothing {
  const { words, desk, plan, charging } = view;
  const said = chargedTo(view);
  if (desk.opened(plan.id) === CHARGE && charging) return form(view, charging);
  const canChoose = charging?.automatic.available === true && charging.fitting.length > 0;
  const isOwn = plan.automatic ? plan.automatic.methodId !== null : true;
  const open = (): void => {
    desk.open(plan.id, CHARGE);
  };
  const buttons = html`${
    plan.automatic && charging
      ? html`<button type="button" class="button" data-stop @click=${charging.stop}>${words('stop')}</button>`
      : nothing
  }
  ${
    canChoose
      ? html`<button type="button" class="button" data-charge @click=${open}>
          ${words(plan.automatic ? 'switchMethod' : 'switchOn')}
        </button>`
      : nothing
  }`;
  return html`${said === undefined ? nothing : html`<p class="charged">${said}</p>`}
    <div class="ways-on">${isOwn ? buttons : nothing}</div>`;
}

/** Below a part that will be charged by itself. */
export function chargedOn(view: PlanView, { number, dueOn, open, status }: Instalment): string | undefined {
  const { words, formats, plan, charging } = view;
  if (!plan.automatic || plan.state !== 'active' || open === 0) return undefined;
  if (number === 0) return words('firstYourself');
  if (status !== 'upcoming') return undefined;
  // Where there is no time for the mail before it, its day is that of the mail's.
  const notice = (charging?.automatic.noticeDays ?? 0) + 1;
  const earliest = new Date(Date.parse(plan.automatic.agreedAt) + notice * 86_400_000).toISOString().slice(0, 10);
  return dueOn < earliest ? words('chargedSoon') : words('chargedOn', { day: formats.day(dueOn, new Date(0)) });
}

function chargedTo({ words, plan, charging }: PlanView): string | undefined {
  if (!plan.automatic) return undefined;
  const method = charging?.methods.find(({ id }) => id === plan.automatic?.methodId);
  if (!method || !charging) return words('chargedElsewhere');
  return words('chargedTo', { method: methodName(charging.methodWords, method) });
}

function form(view: PlanView, charging: ChargingView): TemplateResult {
  const { words, formats, desk, plan } = view;
  const chosen = wantedOf(view);
  return html`<form
    novalidate
    @submit=${(event: Event) => {
      event.preventDefault();
      charging.charge();
    }}
  >
    ${methodChoice({
      ...{ words: charging.methodWords, formats, methods: charging.fitting, chosen, field: 'plan-method' },
      choose: (id) => {
        desk.choose(chargeField(plan), id);
      },
    })}
    ${terms(charging)}
    <button type="submit" class="button primary" aria-disabled=${desk.busy(plan.id) ? 'true' : nothing}>
      ${words('agreeCharging')}
    </button>
    <button
      type="button"
      class="button quiet"
      @click=${() => {
        desk.close(plan.id);
      }}
    >
      ${words('notNow')}
    </button>
  </form>`;
}

function terms({ automatic: { terms: text } }: Charging): TemplateResult {
  return html`<blockquote lang=${text.language} dir="auto">${text.text}</blockquote>`;
}
