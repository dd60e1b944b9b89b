/** What a kept card or bank account is called, how long it is good, and the choice of one among several. */
import type { SavedMethod } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Formats } from '../core/formats.js';
import { warningIcon } from '../icons.js';
import type { MethodWords } from './methods-words.js';

/** How processors spell brands, and how people do. */
const brands: Readonly<Record<string, string>> = {
  amex: 'American Express',
  cartes_bancaires: 'Cartes Bancaires',
  diners: 'Diners Club',
  discover: 'Discover',
  eftpos_au: 'eftpos',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
};

/** What it needs to speak. */
export interface MethodSpeech {
  readonly words: MethodWords;
  readonly formats: Formats;
}

/** `Visa ending in 4242`. */
export function methodName(words: MethodWords, { type, name, last4 }: SavedMethod): string {
  // "unknown" is what processors say of a card whose brand they cannot tell.
  const known = name === null || name === 'unknown' ? words(type) : (brands[name] ?? name);
  return last4 === null ? known : words('named', { name: known, last4 });
}

/** A card is good until the end of its month, where the reader is. */
export function isExpired({ expires }: Pick<SavedMethod, 'expires'>, now = new Date()): boolean {
  return expires !== null && monthsLeft(expires, now) < 0;
}

/** How long it is good, in words and shape; nothing for what does not run out. */
export function methodLife(
  { words, formats }: MethodSpeech,
  { expires }: Pick<SavedMethod, 'expires'>,
  now = new Date(),
): TemplateResult | typeof nothing {
  if (expires === null) return nothing;
  const left = monthsLeft(expires, now);
  const day = new Date(expires.year, expires.month - 1, 1);
  const month = new Intl.DateTimeFormat(formats.language, { month: 'long', year: 'numeric' }).format(day);
  if (left < 0) return html`<span class="life expired">${warningIcon}${words('expired', { month })}</span>`;
  if (left <= 1) return html`<span class="life soon">${warningIcon}${words('expiresSoon', { month })}</span>`;
  return html`<span class="life">${words('goodUntil', { month })}</span>`;
}

/** What a choice among methods is given. */
export interface MethodChoice extends MethodSpeech {
  /** Those that may be chosen; {@link isExpired} ones are shown and cannot be. */
  readonly methods: readonly SavedMethod[];
  readonly chosen: string | undefined;
  /** Of the radio buttons; unique in the element. */
  readonly field: string;
  readonly choose: (id: string) => void;
}

/** The question which one pays, as radio buttons with what is known of each. */
export function methodChoice({ methods, chosen, field, choose, ...speech }: MethodChoice): TemplateResult {
  const { words } = speech;
  return html`<fieldset>
    <legend>${words('which')}</legend>
    <div class="options">
      ${methods.map(
        (method) =>
          html`<label class="option">
            <input
              type="radio"
              name=${field}
              value=${method.id}
              ?disabled=${isExpired(method)}
              .checked=${live(method.id === chosen)}
              @change=${() => {
                choose(method.id);
              }}
            />
            <span>
              ${methodName(words, method)}
              ${method.expires ? html`<br /><span class="small">${methodLife(speech, method)}</span>` : nothing}
            </span>
          </label>`,
      )}
    </div>
  </fieldset>`;
}

/** Months after this one in which it is still good; below zero where it is not any more. */
function monthsLeft({ month, year }: { month: number; year: number }, now: Date): number {
  return (year - now.getFullYear()) * 12 + month - 1 - now.getMonth();
}
