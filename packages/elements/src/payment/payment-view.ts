/** The faces of paying until it is done: pure functions of what is to be shown. */
import type { DemoStep, Session } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { strings as faceStrings } from '../core/faces.strings.js';
import type { Formats } from '../core/formats.js';
import type { Money } from '../core/money.js';
import { supportContact } from '../core/support.js';
import type { Translate } from '../core/translate.js';
import { warningIcon } from '../icons.js';
import { amountView } from './amount-view.js';
import { heldView, paidView, processingView } from './outcome-view.js';
import type { PaymentRun } from './payment-run.js';
import type { PaymentWords } from './payment-words.js';
import type { Receipt } from './receipts.js';

/** Cards and accounts of the demo, by what becomes of them. */
export const demoCards = ['card_ok', 'card_declined', 'card_authenticate', 'bank_slow', 'bank_fails'] as const;
export type DemoCard = (typeof demoCards)[number];

/** What the templates need to speak and to act. */
export interface PaymentView {
  readonly run: PaymentRun;
  readonly words: PaymentWords;
  readonly faces: Translate<typeof faceStrings>;
  readonly formats: Formats;
  readonly money: Money;
  readonly session: Session | undefined;
  readonly hasFields: boolean;
  /** Something keeps the fields away. */
  readonly blocked: boolean;
  readonly receipts: readonly Receipt[];
  readonly noReceipt: boolean;
  /** Everything that is open, or what was typed. */
  readonly whole: boolean;
  readonly typed: string;
  readonly amountProblem: 'amountUnread' | 'amountNothing' | 'amountOver' | undefined;
  /** Of the demo. */
  readonly card: DemoCard;
  readonly pick: (card: DemoCard) => void;
  readonly choose: (whole: boolean, typed: string) => void;
  readonly begin: () => Promise<void>;
  readonly pay: () => Promise<void>;
  readonly play: (step: DemoStep) => Promise<void>;
  readonly authenticate: () => Promise<void>;
  readonly useOther: () => Promise<void>;
  /** To the processor's own page. */
  readonly leave: () => Promise<void>;
  readonly retry: () => Promise<void>;
  readonly back: () => void;
  readonly save: (receipt: Receipt) => Promise<void>;
  readonly close: (() => void) | undefined;
}

export function paymentView(view: PaymentView): TemplateResult {
  const { run } = view;
  return html`<section part="pay" class="payment ${run.step}" aria-labelledby="payment-title">${face(view)}</section>`;
}

function face(view: PaymentView): TemplateResult | typeof nothing {
  switch (view.run.step) {
    case 'none':
      return nothing;
    case 'amount':
      return amountView(view);
    case 'fields':
      return fieldsView(view);
    case 'action':
      return actionView(view);
    case 'processing':
      return processingView(view);
    case 'held':
      return heldView(view);
    case 'paid':
      return paidView(view);
  }
}

export function title(text: string): TemplateResult {
  return html`<h3 id="payment-title" tabindex="-1">${text}</h3>`;
}

/** Said at every step of the demo, so that nobody takes it for paying. */
export function demoNote({ run, words }: PaymentView): TemplateResult | typeof nothing {
  return run.options?.processor === 'demo'
    ? html`<p class="banner demo">${warningIcon}<span>${words('demo')}</span></p>`
    : nothing;
}

/** A button that says what it is busy with, and is not pressed twice meanwhile. */
export function actButton(text: string, busyText: string, busy: boolean, act: () => void): TemplateResult {
  return html`<button
    type="button"
    class="button primary"
    aria-disabled=${busy ? 'true' : nothing}
    @click=${busy ? nothing : act}
  >
    ${busy ? busyText : text}
  </button>`;
}

/** What went wrong last, and what to do about it. */
export function problemNote({ run, words, session }: PaymentView): TemplateResult | typeof nothing {
  const { payment, problem } = run;
  const failure = run.step === 'fields' ? payment?.failure : null;
  const key = problem ?? failure;
  if (!key || key === 'blocked') return nothing;
  const text = key === 'card_declined' ? words('declined') : words(key);
  const asks = key === 'not_here' || key === 'not_known' || key === 'amount_refused' || key === 'unknown';
  return html`<div id="payment-problem" class="problem" role="group" aria-labelledby="payment-problem-text">
    ${warningIcon}
    <div>
      ${!problem && failure ? html`<h4>${words('declinedTitle')}</h4>` : nothing}
      <p id="payment-problem-text">${text}</p>
      ${asks && session ? html`<p class="contact">${supportContact(session.support)}</p>` : nothing}
    </div>
  </div>`;
}

function amountOf({ money, run: { payment } }: PaymentView): string {
  return payment ? money.format(payment.amount, payment.currency) : '';
}

function fieldsView(view: PaymentView): TemplateResult {
  const { run, words, back, pay, hasFields } = view;
  const amount = amountOf(view);
  const busy = run.busy;
  const isDemo = run.options?.processor === 'demo';
  return html`${title(words('start', { amount }))} ${demoNote(view)} ${problemNote(view)}
  ${
    view.blocked
      ? blockedView(view)
      : html`${isDemo ? cardsView(view) : nothing}
          <div class="fields" ?hidden=${isDemo} aria-busy=${hasFields ? nothing : 'true'}>
            ${
              hasFields || isDemo
                ? nothing
                : html`<p class="unseen">${words('fieldsLoading')}</p>
                    <div class="bone bone-fields"></div>`
            }
            <slot name="payment"></slot>
          </div>
          <div class="acts">
            ${
              isDemo || !hasFields
                ? nothing
                : actButton(words('confirm', { amount }), words('confirming'), busy, () => void pay())
            }
            <button type="button" class="button quiet" ?hidden=${busy} @click=${back}>${words('back')}</button>
          </div>`
  }`;
}

function cardsView(view: PaymentView): TemplateResult {
  const { run, words, card: chosen, pick, play } = view;
  return html`<fieldset class="options">
      <legend>${words('cards')}</legend>
      ${demoCards.map(
        (card) =>
          html`<label class="option">
            <input
              type="radio"
              name="card"
              .checked=${live(card === chosen)}
              @change=${() => {
                pick(card);
              }}
            />
            <span>${words(card)}</span>
          </label>`,
      )}
    </fieldset>
    ${actButton(words('confirm', { amount: amountOf(view) }), words('confirming'), run.busy, () => void play({ card: chosen }))}`;
}

function actionView(view: PaymentView): TemplateResult {
  const { run, words, authenticate, play, useOther } = view;
  const isDemo = run.options?.processor === 'demo';
  return html`${title(words('actionTitle'))} ${demoNote(view)} ${problemNote(view)}
    <p>${words('actionText')}</p>
    ${
      isDemo
        ? html`<p>${words('actionDemo')}</p>
            <div class="acts">
              ${actButton(words('actionYes'), words('confirming'), run.busy, () => void play({ passed: true }))}
              <button
                type="button"
                class="button"
                aria-disabled=${run.busy ? 'true' : nothing}
                @click=${() => void play({ passed: false })}
              >
                ${words('actionNo')}
              </button>
            </div>`
        : html`${view.blocked ? blockedView(view) : nothing}
            <div class="acts">
              ${actButton(words('actionGo'), words('confirming'), run.busy, () => void authenticate())}
              <button type="button" class="button quiet" ?hidden=${run.busy} @click=${() => void useOther()}>
                ${words('actionOther')}
              </button>
            </div>
            <slot name="payment" hidden></slot>`
    }`;
}

/** The processor's script was kept away: an ad blocker, a policy, the network. Its own page needs none. */
function blockedView({ run, words, session, retry, leave, back }: PaymentView): TemplateResult {
  return html`<div id=${run.problem === 'blocked' ? 'payment-problem' : nothing} class="problem">
      ${warningIcon}
      <div>
        <h4>${words('blockedTitle')}</h4>
        <p>${words('blocked')}</p>
        ${session ? html`<p class="contact">${supportContact(session.support)}</p>` : nothing}
      </div>
    </div>
    <div class="acts">
      ${actButton(words('leave'), words('starting'), run.busy, () => void leave())}
      <button type="button" class="button" ?hidden=${run.busy} @click=${() => void retry()}>${words('retry')}</button>
      <button type="button" class="button quiet" ?hidden=${run.busy} @click=${back}>${words('back')}</button>
    </div>`;
}
