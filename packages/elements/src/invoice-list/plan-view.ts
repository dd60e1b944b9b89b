/** The templates of a payment plan: the table before anybody agrees, and the timeline after. Pure functions of what is to be shown. */
import type { Instalment, PaymentPlan } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { notSaved } from '../core/desk-fields.js';
import type { Desk } from '../core/desk.js';
import type { Formats } from '../core/formats.js';
import type { Money } from '../core/money.js';
import { doneIcon, todoIcon, waitingIcon, warningIcon } from '../icons.js';
import { wordOf } from './dispute-parts.js';
import { chargedOn, type ChargingView, chosenOf, HAND, howPaid, howToPay } from './plan-charging.js';
import type { PlanWords } from './plan-words.js';

export type PlanTrouble = 'termsChanged' | 'changed' | 'gone';

/** What the templates need to speak and to act. */
export interface PlanView {
  readonly words: PlanWords;
  readonly formats: Formats;
  readonly money: Money;
  readonly desk: Desk<unknown, unknown, PlanTrouble>;
  /** What there is about charging by itself; undefined where that is not to be chosen or seen here. */
  readonly charging: ChargingView | undefined;
  readonly plan: PaymentPlan;
  /** True once somebody tried to agree without the tick. */
  readonly untold: boolean;
  /** Why nobody can agree here; undefined where somebody can. */
  readonly refused: string | undefined;
  /** The button that saves it as PDF. */
  readonly pdf: TemplateResult | typeof nothing;
  readonly accept: () => void;
}

/** By which the desk keeps the tick: of other terms, or another way to pay them, it is another. */
export function tickOf({ desk, plan, charging }: Pick<PlanView, 'desk' | 'plan' | 'charging'>): string {
  const chosen = chosenOf({ desk, plan, charging });
  const charged = chosen === HAND ? '' : `/${chosen}/${charging?.automatic.terms.hash ?? ''}`;
  return `${plan.id}/${plan.termsHash ?? ''}${charged}`;
}

export function planView(view: PlanView): TemplateResult | typeof nothing {
  const { words, plan, charging } = view;
  if (charging?.asking) return section(words('proof'), html`<slot name="form"></slot>`);
  switch (plan.state) {
    case 'offered':
      return section(words('offerTitle'), html`${offer(view)}${view.pdf}`);
    case 'active':
      return section(
        words('activeTitle'),
        html`${next(view)}${timeline(view)}${howPaid(view)}${outcome(view)}${view.pdf}`,
      );
    case 'completed':
      return section(
        words('completedTitle'),
        html`<p>${words('nothingDue')}</p>
          ${timeline(view)}${view.pdf}`,
      );
    case 'ended':
      return section(
        words('endedTitle'),
        html`<p>${words('endedText')}</p>
          ${timeline(view)}${view.pdf}`,
      );
    case 'lapsed':
      return section(
        words('lapsedTitle'),
        html`<p>${words('lapsedText')}</p>
          ${outcome(view)}`,
      );
    case 'withdrawn':
      return nothing;
  }
}

/** The plan is not there to be seen: says so, and tries again. */
export function planNotRead(words: PlanWords, retry: () => void): TemplateResult {
  return section(words('activeTitle'), notSaved(words('notRead'), { label: words('retry'), act: retry }));
}

function section(title: string, content: TemplateResult): TemplateResult {
  return html`<section part="plan" aria-labelledby="plan-title">
    <h3 id="plan-title" tabindex="-1">${title}</h3>
    ${content}
  </section>`;
}

/** All days and amounts and what they come to stand before the tick. */
function offer(view: PlanView): TemplateResult {
  const { words, plan } = view;
  return html`<p>${words('offerText')}</p>
    <table class="parts" aria-label=${words('plan')}>
      <thead>
        <tr>
          <th scope="col">${words('part')}</th>
          <th scope="col">${words('when')}</th>
          <th scope="col" class="number">${words('amount')}</th>
        </tr>
      </thead>
      <tbody>
        ${plan.rows.map(
          (row) =>
            html`<tr>
              <td>${nameOf(view, row)}</td>
              <td>${day(view, row.dueOn)}</td>
              <td class="number">${amount(view, row.amount)}</td>
            </tr>`,
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colspan="2">${words('total')}</th>
          <td class="number">${amount(view, plan.total)}</td>
        </tr>
      </tfoot>
    </table>
    ${consent(view)}`;
}

function consent(view: PlanView): TemplateResult {
  const { words, desk, plan, untold, refused, accept } = view;
  if (refused !== undefined) return html`<p class="small muted">${refused}</p>`;
  const tick = tickOf(view);
  return html`<form
    novalidate
    @submit=${(event: Event) => {
      event.preventDefault();
      accept();
    }}
  >
    ${howToPay(view)}
    <label class="option tick">
      <input
        type="checkbox"
        name="agree"
        .checked=${live(desk.typed(tick) === 'yes')}
        aria-invalid=${untold ? 'true' : nothing}
        aria-describedby=${untold ? 'plan-untold' : nothing}
        @change=${({ target }: Event) => {
          if (target instanceof HTMLInputElement) desk.choose(tick, target.checked ? 'yes' : '');
        }}
      /><span>${words(chosenOf(view) === HAND ? 'agree' : 'agreeBoth')}</span>
    </label>
    ${untold ? html`<p class="wrong small" id="plan-untold">${words('tickFirst')}</p>` : nothing}
    <button type="submit" class="button primary" aria-disabled=${desk.busy(plan.id) ? 'true' : nothing}>
      ${words('accept')}
    </button>
    <p class="small muted">${words('early')}</p>
    ${outcome(view)}
  </form>`;
}

function outcome({ words, desk, plan }: PlanView): TemplateResult | typeof nothing {
  const trouble = desk.trouble(plan.id);
  if (desk.busy(plan.id)) return html`<p class="small muted">${words('sending')}</p>`;
  if (!trouble) return nothing;
  const again = {
    label: words('retry'),
    act: () => {
      desk.retry(plan.id);
    },
  };
  return notSaved(words(wordOf(trouble)), trouble === 'offline' || trouble === 'server' ? again : undefined);
}

function next(view: PlanView): TemplateResult {
  const { words, formats, money, plan } = view;
  if (!plan.nextDue) return html`<p>${words('nothingDue')}</p>`;
  const values = {
    amount: money.format(plan.nextDue.amount, plan.currency),
    day: formats.day(plan.nextDue.dueOn, new Date(0)),
  };
  return html`<p class="next">${words('nextDue', values)}</p>`;
}

const shapes = { paid: doneIcon, upcoming: todoIcon, due: waitingIcon, overdue: warningIcon } as const;

/** Each part with a shape and words for how it stands. */
function timeline(view: PlanView): TemplateResult {
  const { words, plan } = view;
  return html`<ol class="timeline" aria-label=${words('plan')}>
    ${plan.rows.map(
      (row) =>
        html`<li class=${row.status}>
          <span class="dot">${shapes[row.status]}</span>
          <div>
            <p>
              <strong>${nameOf(view, row)}</strong> · ${day(view, row.dueOn)}
              <span class="small muted">– ${words(row.status)}</span>
            </p>
            ${rest(view, row)} ${charge(view, row)}
          </div>
          <span class="number">${amount(view, row.amount)}</span>
        </li>`,
    )}
  </ol>`;
}

/** What is left of a part that was paid in part, and what the firm took off it. */
function rest({ words, money, plan }: PlanView, { credited, open, paid }: Instalment): TemplateResult {
  const said = (value: number) => money.format(value, plan.currency);
  return html`${
    paid > 0 && open > 0 ? html`<p class="small muted">${words('stillOpen', { amount: said(open) })}</p>` : nothing
  }
  ${credited > 0 ? html`<p class="small muted">${words('takenOff', { amount: said(credited) })}</p>` : nothing}`;
}

function charge(view: PlanView, row: Instalment): TemplateResult | typeof nothing {
  const said = chargedOn(view, row);
  return said === undefined ? nothing : html`<p class="small muted">${said}</p>`;
}

function nameOf({ words, formats }: PlanView, { number }: Instalment): string {
  return number === 0 ? words('down') : words('row', { number: formats.number(number) });
}

function day({ formats }: PlanView, value: string): TemplateResult {
  return html`<span class="whole">${formats.day(value, new Date(0))}</span>`;
}

function amount({ money, plan }: PlanView, value: number): TemplateResult {
  return html`<bdi class="whole">${money.format(value, plan.currency)}</bdi>`;
}
