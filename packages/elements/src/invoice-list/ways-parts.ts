/** What the templates of the ways to pay are given, and the pieces that several of them show. */
import type { Autopay, FeeKind, KeptMethods, SavedMethod, Session } from '@portico/contract';
import type { Portal } from '@portico/client';
import { html, nothing, type TemplateResult } from 'lit';
import { notSaved } from '../core/desk-fields.js';
import type { Desk, Trouble } from '../core/desk.js';
import type { Formats } from '../core/formats.js';
import type { DemoCard } from '../payment/payment-parts.js';
import type { PaymentWords } from '../payment/payment-words.js';
import type { AddMethod, AddProblem } from './add-method.js';
import { methodName } from './methods.js';
import type { MethodWords } from './methods-words.js';
import type { WayWords } from './ways-words.js';

/** Why something about methods or automatic payments was not done, besides what can happen to everything. */
export type WayTrouble = 'termsChanged' | 'gone' | 'off' | 'notHere' | 'preview' | 'unavailable' | 'tooOften';
export type WaysDesk = Desk<Portal, boolean, WayTrouble>;

/** What is kept, and what is charged by itself. */
export interface WaysRead {
  readonly kept: KeptMethods;
  readonly autopay: Autopay;
}

/** What the templates need to speak and to act. */
export interface WaysView {
  readonly words: WayWords;
  readonly methodWords: MethodWords;
  readonly paymentWords: PaymentWords;
  readonly formats: Formats;
  readonly session: Session | undefined;
  readonly desk: WaysDesk;
  readonly adding: AddMethod;
  readonly read: WaysRead | 'loading' | 'failed';
  /** What has just been done. */
  readonly news: string | undefined;
  /** Why nothing can be changed; undefined where it can. */
  readonly refused: string | undefined;
  /** Whether one can be added: the processor's fields are not brought to a page that wants nothing of the processor's. */
  readonly addable: boolean;
  /** For what a proof is asked just now: a key of {@link autopayKey} or {@link addKey}. */
  readonly proving: string | undefined;
  /** Of the demo. */
  readonly card: DemoCard;
  /** The processor's fields are there. */
  readonly hasFields: boolean;
  readonly pick: (card: DemoCard) => void;
  readonly add: (kind: FeeKind) => void;
  readonly keep: () => void;
  readonly retryFields: () => void;
  readonly cancelAdding: () => void;
  readonly askRemove: (method: SavedMethod) => void;
  readonly remove: (method: SavedMethod) => void;
  /** Closes a question without an answer. @param to where the focus goes */
  readonly leave: (id: string, to: string) => void;
  /** Presses the switch: asks before it is on, and before it is off. */
  readonly flip: (kind: FeeKind, form: 'agree' | 'stop') => void;
  readonly chosen: (kind: FeeKind) => SavedMethod | undefined;
  readonly choose: (kind: FeeKind, methodId: string) => void;
  readonly agree: (kind: FeeKind) => void;
  readonly stop: (kind: FeeKind) => void;
  readonly retry: () => void;
  readonly close: () => void;
}

/** By which the desk knows the automatic payments of one kind of money. */
export function autopayKey(kind: FeeKind): string {
  return `autopay-${kind}`;
}

export function addKey(kind: FeeKind): string {
  return `add-${kind}`;
}

export function nameOf({ methodWords }: Pick<WaysView, 'methodWords'>, method: SavedMethod | undefined): string {
  return method ? methodName(methodWords, method) : methodWords('other');
}

/** The two answers to a question: what it is about, and to leave it. */
export function answers(
  { desk, leave }: WaysView,
  { id, yes, no, act, back }: { id: string; yes: string; no: string; act: () => void; back: string },
): TemplateResult {
  return html`<div class="buttons">
    <button type="button" class="button primary" aria-disabled=${desk.busy(id) ? 'true' : nothing} @click=${act}>
      ${yes}
    </button>
    <button
      type="button"
      class="button quiet"
      ?hidden=${desk.busy(id)}
      @click=${() => {
        leave(id, back);
      }}
    >
      ${no}
    </button>
  </div>`;
}

/** Why it was not done; what may pass can be tried again. */
export function outcome({ desk, words }: WaysView, id: string): TemplateResult | typeof nothing {
  const trouble = desk.trouble(id);
  if (trouble === undefined) return nothing;
  const again = {
    label: words('retry'),
    act: () => {
      desk.retry(id);
    },
  };
  return notSaved(words(trouble), passes(trouble) ? again : undefined);
}

export function passes(trouble: WayTrouble | AddProblem | Trouble): boolean {
  return trouble === 'offline' || trouble === 'server' || trouble === 'unavailable';
}

/** Where the person proves who they are: the form stands in the light DOM. */
export function proof({ words }: Pick<WaysView, 'words'>): TemplateResult {
  return html`<div class="ask">
    <h4>${words('proof')}</h4>
    <slot name="form"></slot>
  </div>`;
}
