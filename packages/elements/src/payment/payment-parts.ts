/** What the faces of paying share: what they are given, and the pieces that more than one of them shows. */
import type { DemoStep, Session } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { strings as faceStrings } from '../core/faces.strings.js';
import type { Formats } from '../core/formats.js';
import type { Money } from '../core/money.js';
import { supportContact } from '../core/support.js';
import type { Translate } from '../core/translate.js';
import { warningIcon } from '../icons.js';
import type { AmountProblem, Share } from './amount-choice.js';
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
  /** The client pays on the processor's own page. */
  readonly byPage: boolean;
  readonly hasFields: boolean;
  /** Something keeps the fields away. */
  readonly blocked: boolean;
  readonly receipts: readonly Receipt[];
  readonly noReceipt: boolean;
  readonly share: Share;
  readonly typed: string;
  readonly amountProblem: AmountProblem | undefined;
  /** Of the demo. */
  readonly card: DemoCard;
  readonly pick: (card: DemoCard) => void;
  readonly choose: (share: Share, typed: string) => void;
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

export function title(text: string): TemplateResult {
  return html`<h3 id="payment-title" tabindex="-1">${text}</h3>`;
}

/** The demo's cards as radio buttons. @param given.name of the buttons, unique in the element */
export function demoCardOptions(given: {
  readonly words: PaymentWords;
  readonly name: string;
  readonly card: DemoCard;
  readonly pick: (card: DemoCard) => void;
}): TemplateResult[] {
  const { words, name, card: chosen, pick } = given;
  return demoCards.map(
    (card) =>
      html`<label class="option">
        <input
          type="radio"
          name=${name}
          .checked=${live(card === chosen)}
          @change=${() => {
            pick(card);
          }}
        />
        <span>${words(card)}</span>
      </label>`,
  );
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
