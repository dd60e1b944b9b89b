/** The first face: what is to be paid, and how much of it. Nothing of the processor's has been loaded yet. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { minorDigitsOf } from '@portico/contract';
import { lockedIcon } from '../icons.js';
import { readAmount, typedAmount } from './amount.js';
import type { Share } from './amount-choice.js';
import { actButton, demoNote, type PaymentView, problemNote, title } from './payment-parts.js';

export function amountView(view: PaymentView): TemplateResult {
  const { run, words, money, begin, close } = view;
  const { balance, invoices, next, options } = run;
  const currency = options?.currency ?? '';
  const several = invoices.length > 1;
  const amount = { next, whole: balance, part: chosen(view) }[view.share];
  // Of a part, the button names no amount that was not typed.
  const pay = amount === undefined ? words('title') : words('start', { amount: money.format(amount, currency) });
  return html`${title(several ? words('several', { count: invoices.length }) : words('title'))} ${demoNote(view)}
    ${problemNote(view)} ${several ? sumOf(view) : nothing}
    ${!several && (options?.partial || next !== undefined) ? howMuch(view) : nothing}
    <div class="acts">
      ${actButton(pay, words('starting'), run.busy, () => void begin())}
      ${
        close
          ? html`<button type="button" class="button quiet" ?hidden=${run.busy} @click=${close}>
              ${words('back')}
            </button>`
          : nothing
      }
    </div>
    ${
      view.byPage || options?.processor === 'stripe'
        ? html`<p class="small muted safe">${lockedIcon}<span>${words(view.byPage ? 'safePage' : 'safe')}</span></p>`
        : nothing
    }`;
}

/** Minor units of what was typed, as far as it is an amount that can be paid. */
function chosen({ typed, formats, run: { balance, options } }: PaymentView): number | undefined {
  const amount = readAmount(typed, formats.language, minorDigitsOf(options?.currency ?? ''));
  return amount !== undefined && amount > 0 && amount <= balance ? amount : undefined;
}

function sumOf({ run, words, money }: PaymentView): TemplateResult {
  const row = (name: string, amount: number, currency: string, kind = '') =>
    html`<div class=${kind}>
      <dt><bdi>${name}</bdi></dt>
      <dd><bdi class="whole">${money.format(amount, currency)}</bdi></dd>
    </div>`;
  const currency = run.options?.currency ?? '';
  return html`<dl class="rows">
    ${run.invoices.map((one) => row(words('invoice', { number: one.number }), one.balance, one.currency))}
    ${row(words('together'), run.balance, currency, 'sum')}
  </dl>`;
}

function howMuch(view: PaymentView): TemplateResult {
  const { run, words, money, formats, share, typed, amountProblem, choose } = view;
  const { balance, next, options } = run;
  const currency = options?.currency ?? '';
  const most = money.format(balance, currency);
  const example = typedAmount(balance, formats.language, minorDigitsOf(currency));
  const problem = {
    amountUnread: () => words('amountUnread', { example }),
    amountNothing: () => words('amountNothing'),
    amountOver: () => words('amountOver', { amount: most }),
  };
  const option = (of: Share, text: string) =>
    html`<label class="option">
      <input
        type="radio"
        name="how-much"
        .checked=${live(share === of)}
        @change=${() => {
          choose(of, typed);
        }}
      />
      <span>${text}</span>
    </label>`;
  return html`<fieldset class="options">
    <legend>${words('howMuch')}</legend>
    ${next === undefined ? nothing : option('next', words('nextPart', { amount: money.format(next, currency) }))}
    ${option('whole', words('all', { amount: most }))} ${options?.partial ? option('part', words('part')) : nothing}
    <div class="part" ?hidden=${share !== 'part'}>
      <label for="payment-amount">${words('partLabel', { currency: money.nameOf(currency) })}</label>
      <p id="payment-amount-problem" class="wrong" ?hidden=${!amountProblem}>
        ${amountProblem ? problem[amountProblem]() : nothing}
      </p>
      <input
        id="payment-amount"
        type="text"
        inputmode="decimal"
        autocomplete="off"
        .value=${live(typed)}
        aria-invalid=${amountProblem ? 'true' : nothing}
        aria-describedby="payment-amount-problem"
        @input=${({ currentTarget }: Event) => {
          if (currentTarget instanceof HTMLInputElement) choose('part', currentTarget.value);
        }}
      />
    </div>
  </fieldset>`;
}
