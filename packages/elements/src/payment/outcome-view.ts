/** The faces in which nothing is left to press: with the bank, with the firm, and paid. */
import { html, nothing, type TemplateResult } from 'lit';
import { supportContact } from '../core/support.js';
import { doneIcon, reviewIcon, waitingIcon } from '../icons.js';
import { demoNote, type PaymentView, title } from './payment-parts.js';

function amountOf({ money, run: { payment } }: PaymentView): string {
  return payment ? money.format(payment.amount, payment.currency) : '';
}

export function processingView(view: PaymentView): TemplateResult {
  const { words } = view;
  return html`<div class="outcome">
      ${waitingIcon}
      <div>
        ${title(words('processingTitle'))}
        <p>${words('processingText', { amount: amountOf(view) })}</p>
      </div>
    </div>
    ${demoNote(view)} ${facts(view)} ${closeButton(view)}`;
}

export function heldView(view: PaymentView): TemplateResult {
  const { words, session } = view;
  return html`<div class="outcome">
      ${reviewIcon}
      <div>
        ${title(words('heldTitle'))}
        <p>${words('heldText', { amount: amountOf(view) })}</p>
        ${session ? html`<p class="contact">${supportContact(session.support)}</p>` : nothing}
      </div>
    </div>
    ${facts(view)} ${closeButton(view)}`;
}

export function paidView(view: PaymentView): TemplateResult {
  const { run, words, money, receipts, noReceipt, save } = view;
  const left = receipts.reduce((sum, one) => sum + one.left, 0);
  const isDemo = run.options?.processor === 'demo';
  return html`<div class="outcome done">
      ${doneIcon}
      <div>
        ${title(words('paidTitle', { amount: amountOf(view) }))} ${isDemo ? html`<p>${words('paidDemo')}</p>` : nothing}
      </div>
    </div>
    ${facts(view)}
    <div>
      <h4>${words('next')}</h4>
      <p>
        ${left > 0 ? words('nextLeft', { amount: money.format(left, run.payment?.currency ?? '') }) : words('nextDone')}
      </p>
    </div>
    ${noReceipt ? html`<p class="banner">${words('noReceipt')}</p>` : nothing}
    <div class="acts">
      ${receipts.map(
        (one) =>
          html`<button type="button" class="button" @click=${() => void save(one)}>
            ${words('receipt', { number: one.number })}
          </button>`,
      )}
      ${close(view)}
    </div>`;
}

/** What a person tells the firm, or looks for in the statement of their bank. */
function facts(view: PaymentView): TemplateResult {
  const { run, words } = view;
  const numbers = run.invoices.map(({ number }) => html`<bdi class="whole">${number}</bdi> `);
  return html`<dl class="rows">
    <div>
      <dt>${words('amount')}</dt>
      <dd><bdi class="whole">${amountOf(view)}</bdi></dd>
    </div>
    <div>
      <dt>${words('paidFor')}</dt>
      <dd>${numbers}</dd>
    </div>
    <div>
      <dt>${words('reference')}</dt>
      <dd><bdi class="code">${run.payment?.id}</bdi></dd>
    </div>
  </dl>`;
}

function closeButton(view: PaymentView): TemplateResult | typeof nothing {
  return view.close ? html`<div class="acts">${close(view)}</div>` : nothing;
}

function close({ words, close: leave }: PaymentView): TemplateResult | typeof nothing {
  return leave
    ? html`<button type="button" class="button primary" @click=${leave}>${words('close')}</button>`
    : nothing;
}
