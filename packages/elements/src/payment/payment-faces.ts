/** What `portal-payment` shows around paying. */
import type { Invoice, Session } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import type { strings as faceStrings } from '../core/faces.strings.js';
import type { Formats } from '../core/formats.js';
import type { Money } from '../core/money.js';
import { supportContact } from '../core/support.js';
import type { Translate } from '../core/translate.js';
import { doneIcon } from '../icons.js';
import type { PaymentWords } from './payment-words.js';

interface HeadView {
  readonly words: PaymentWords;
  readonly faces: Translate<typeof faceStrings>;
  readonly formats: Formats;
  readonly money: Money;
}

/** @param next minor units that its payment plan asks for next, where that is less than all of it */
export function invoiceHead(
  { words, faces, formats, money }: HeadView,
  invoice: Invoice,
  next: number | undefined,
): TemplateResult {
  const { about, balance, currency, dueOn, lineCount, matter, nextDueOn, number } = invoice;
  return html`<header part="header">
    <h2>${words('invoice', { number })}</h2>
    <p><bdi>${about}</bdi>${lineCount > 1 ? html` ${words('more', { count: lineCount - 1 })}` : nothing}</p>
    <p class="small muted">
      <bdi>${matter.title}</bdi>${
        matter.reference
          ? html` · <bdi class="whole">${faces('reference', { reference: matter.reference })}</bdi>`
          : nothing
      }
    </p>
    ${
      balance > 0 && invoice.status !== 'void'
        ? html`<p>
            ${words('toPay', { amount: money.format(next ?? balance, currency), day: formats.day(nextDueOn ?? dueOn) })}
          </p>`
        : nothing
    }
  </header>`;
}

export function nothingToPay(words: PaymentWords): TemplateResult {
  return html`<div class="face" part="empty">
    ${doneIcon}
    <h2>${words('noneTitle')}</h2>
    <p>${words('noneText')}</p>
  </div>`;
}

/** No processor for this money, or no right to pay. */
export function lockedFace(words: PaymentWords, session: Session | undefined): TemplateResult {
  return html`<section part="locked">
    <h3>${words('lockedTitle')}</h3>
    <p>${words('lockedText')}</p>
    ${session ? html`<p class="contact">${supportContact(session.support)}</p>` : nothing}
  </section>`;
}

/** Of the final height, so that nothing jumps. */
export function paymentSkeleton(): TemplateResult {
  return html`<div class="bone bone-head"></div>
    <div class="bone bone-pay"></div>`;
}
