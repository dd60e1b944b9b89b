/** The templates of paying several invoices at once: pure functions of what is to be shown. */
import type { Session } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { strings as faceStrings } from '../core/faces.strings.js';
import type { Formats } from '../core/formats.js';
import type { Money } from '../core/money.js';
import { supportFooter } from '../core/support-footer.js';
import type { Translate } from '../core/translate.js';
import { backIcon } from '../invoice-icons.js';
import { dueOf } from '../payment/due.js';
import type { InvoiceListWords } from './invoice-list-words.js';
import { type Choice, hindranceOf, MOST, sumOf } from './several-choice.js';
import type { SeveralWords } from './several-words.js';
import { dayLine, standingBadge } from './standing.js';

/** What the templates need to speak and to act. */
export interface SeveralView {
  readonly words: SeveralWords;
  readonly list: InvoiceListWords;
  readonly faces: Translate<typeof faceStrings>;
  readonly formats: Formats;
  readonly money: Money;
  readonly session: Session | undefined;
  readonly choices: readonly Choice[];
  /** There are others that are due later. */
  readonly more: boolean;
  readonly chosen: readonly Choice[];
  /** What did not work, or what is to be done first. */
  readonly problem: string | undefined;
  readonly busy: boolean;
  /** Paying what was chosen, in the place of the choice. */
  readonly payment: TemplateResult | undefined;
  readonly toggle: (choice: Choice) => void;
  /** Something that cannot be chosen was pressed. */
  readonly refuse: (choice: Choice) => void;
  readonly pay: () => void;
  readonly back: () => void;
}

/** In the place of the list. */
export function severalPage(view: SeveralView): TemplateResult {
  const { words, faces, session, payment, back } = view;
  return html`<section part="several" aria-labelledby="several-title">
    <button type="button" class="button quiet turn" data-back @click=${back}>${backIcon}${words('all')}</button>
    <h2 id="several-title" tabindex="-1">${words('title')}</h2>
    ${payment ?? chooser(view)} ${session ? supportFooter(faces, session.support) : nothing}
  </section>`;
}

function chooser(view: SeveralView): TemplateResult {
  const { words, choices, more, problem, busy, chosen, pay } = view;
  const count = chosen.length;
  return html`<p>${words('text')} ${more ? words('dueFirst', { count: MOST }) : nothing}</p>
    <form
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        pay();
      }}
    >
      <fieldset>
        <legend>${words('which')}</legend>
        <div class="options">
          ${repeat(
            choices,
            ({ invoice }) => invoice.id,
            (one) => box(view, one),
          )}
        </div>
      </fieldset>
      <div class="together">
        <p class="whole-sum">${sumText(view)}</p>
        ${problem ? html`<p class="wrong" id="several-problem">${problem}</p>` : nothing}
        <button type="submit" class="button primary" aria-disabled=${busy ? 'true' : nothing}>
          ${count === 0 ? words('payNone') : words('pay', { count })}
        </button>
      </div>
    </form>`;
}

/** What is chosen, and what it comes to. */
export function sumText({ words, money, chosen }: Pick<SeveralView, 'words' | 'money' | 'chosen'>): string {
  const [first] = chosen;
  if (!first) return words('none');
  return words('chosen', { count: chosen.length, amount: money.format(sumOf(chosen), first.options.currency) });
}

/** All of it is to be pressed. What cannot be chosen keeps its place for the keyboard, and says why. */
function box(view: SeveralView, choice: Choice): TemplateResult {
  const { words, list, formats, money, chosen, toggle, refuse } = view;
  const { invoice, options } = choice;
  const { id, about, number, status } = invoice;
  const hindrance = hindranceOf(choice, chosen);
  return html`<label class="option ${hindrance ? 'hindered' : ''}">
    <input
      type="checkbox"
      name="invoice"
      value=${id}
      .checked=${live(chosen.includes(choice))}
      aria-disabled=${hindrance ? 'true' : nothing}
      @click=${(event: Event) => {
        if (!hindrance) return;
        event.preventDefault();
        refuse(choice);
      }}
      @change=${() => {
        toggle(choice);
      }}
    />
    <strong class="name-of"><bdi>${about}</bdi></strong>
    <bdi class="whole amount">${money.format(dueOf(options), options.currency)}</bdi>
    <span class="details">
      <span class="small muted"><bdi class="whole">${number}</bdi></span>
      <span class="standing">
        ${standingBadge(list, status)}<span class="small">${dayLine(list, formats, invoice)}</span>
      </span>
      ${options.next ? html`<span class="small">${words('part')}</span>` : nothing}
      ${hindrance ? html`<span class="small why">${hindranceText(view, choice)}</span>` : nothing}
    </span>
  </label>`;
}

/** Why an invoice cannot be chosen, in words. */
export function hindranceText(
  { words, money, chosen }: Pick<SeveralView, 'words' | 'money' | 'chosen'>,
  choice: Choice,
): string {
  const hindrance = hindranceOf(choice, chosen);
  if (hindrance === undefined) return '';
  if (hindrance === 'currency') return words('currency', { currency: money.nameOf(choice.options.currency) });
  return words(hindrance);
}
