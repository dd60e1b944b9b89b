/** What moved an invoice, oldest first: what was asked, paid, given back and taken off. */
import type { InvoiceMove } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { downloadIcon } from '../invoice-icons.js';
import type { InvoiceView } from './invoice-view.js';

export function historyView(view: InvoiceView): TemplateResult {
  const { words, invoice } = view;
  return html`<section aria-labelledby="history-title">
    <h3 id="history-title">${words('history')}</h3>
    <ol part="history">
      ${invoice.history.map((move) => step(view, move))}
    </ol>
  </section>`;
}

function step(view: InvoiceView, move: InvoiceMove): TemplateResult {
  const { formats, money, invoice } = view;
  const amount = isMore(move) ? move.amount : -move.amount;
  return html`<li>
    <div>
      <p>${what(view, move)}</p>
      <p class="small muted">
        ${formats.day(move.on, new Date(0))}${
          move.reference === null || move.type === 'credit_note' ? nothing : html` · <bdi>${move.reference}</bdi>`
        }
      </p>
    </div>
    <bdi class="whole number">${money.format(amount, invoice.currency)}</bdi>
    ${receipt(view, move)}
  </li>`;
}

/** Money that came or went back has a paper of its own. */
function receipt(view: InvoiceView, move: InvoiceMove): TemplateResult | typeof nothing {
  const { words, formats, busy, pdf } = view;
  if (!pdf || (move.type !== 'payment' && move.type !== 'refund')) return nothing;
  return html`<button
    type="button"
    class="button quiet receipt"
    aria-label="${words('receipt')}: ${what(view, move)}, ${formats.day(move.on, new Date(0))}"
    aria-disabled=${busy.has(move.id) ? 'true' : nothing}
    @click=${() => {
      pdf.receipt(move);
    }}
  >
    ${downloadIcon}${words(busy.has(move.id) ? 'getting' : 'receipt')}
  </button>`;
}

/** True where more is owed after it. */
function isMore({ type }: InvoiceMove): boolean {
  return type === 'charge' || type === 'refund' || type === 'chargeback';
}

function what({ words }: InvoiceView, { type, method, reference }: InvoiceMove): string {
  if (type === 'credit_note') return words('credit_note', { number: reference ?? '' });
  if (type === 'void') return words('voided');
  if (type === 'chargeback') return words('chargeback');
  return method === null ? words(type) : `${words(type)} ${words(method)}`;
}
