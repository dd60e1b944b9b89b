/**
 * Lines and sums. The column adds up: a line shows quantity times price, and below the lines stand what was taken off, the taxes and
 * what is left, in the order in which the server computed them. Prices that have their taxes in them get none on top.
 */
import type { InvoiceLine } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import type { InvoiceView } from './invoice-view.js';

type LinesView = Pick<InvoiceView, 'invoice' | 'words' | 'formats' | 'money' | 'asking'>;

/** A table; where there is little room, each line stands over its numbers, and stays a row for who listens. */
export function linesView(view: LinesView): TemplateResult {
  const { words, invoice } = view;
  return html`<table part="lines" role="table" aria-labelledby="lines-title">
    <thead>
      <tr role="row">
        <th role="columnheader" scope="col">${words('description')}</th>
        <th role="columnheader" scope="col" class="number">${words('quantity')}</th>
        <th role="columnheader" scope="col" class="number">${words('price')}</th>
        <th role="columnheader" scope="col" class="number">${words('amount')}</th>
      </tr>
    </thead>
    <tbody>
      ${invoice.lines.map((line) => row(view, line))}
    </tbody>
  </table>`;
}

function row(view: LinesView, line: InvoiceLine): TemplateResult {
  const { invoice, formats, words, asking } = view;
  const sum = (amount: number): TemplateResult => amountOf(view, amount);
  const { money } = view;
  return html`<tr role="row">
    <td role="cell">
      <span class="subject" dir="auto">${line.description}</span>
      ${
        line.discount === 0
          ? nothing
          : html`<span class="small muted">
              ${words('lineDiscount', { amount: money.format(-line.discount, invoice.currency) })}
            </span>`
      }
      ${line.taxes.map(
        ({ name, rate, amount }) =>
          html`<span class="small muted">
            ${words('lineTax', { name, rate: formats.rate(rate), amount: money.format(amount, invoice.currency) })}
          </span>`,
      )}
      ${asking ? asking.mark(line) : nothing}
    </td>
    <td role="cell" class="number quantity">${formats.decimal(line.quantity)}</td>
    <td role="cell" class="number price">${sum(line.unitPrice)}</td>
    <td role="cell" class="number amount">${sum(line.subtotal)}</td>
  </tr>`;
}

/** From what the lines come to, down to what is left to pay. */
export function sumsView(view: LinesView): TemplateResult {
  const { words, formats, invoice } = view;
  const { taxInclusive, balance, totals } = invoice;
  const { subtotal, discount, taxes, total, paid, credited } = totals;
  const line = (name: string, amount: number, kind = ''): TemplateResult =>
    html`<div class=${kind}>
      <dt>${name}</dt>
      <dd>${amountOf(view, amount)}</dd>
    </div>`;
  const taxed = taxes.map(({ name, rate, amount }) => {
    const values = { name, rate: formats.rate(rate) };
    return taxInclusive ? line(words('taxIn', values), amount, 'muted') : line(words('tax', values), amount);
  });
  const bare = discount === 0 && (taxInclusive || taxes.length === 0);
  return html`<dl part="sums">
    ${bare ? nothing : line(words('subtotal'), subtotal)}
    ${discount === 0 ? nothing : line(words('discount'), -discount)} ${taxInclusive ? nothing : taxed}
    ${line(words('total'), total, 'total')} ${taxInclusive ? taxed : nothing}
    ${paid === 0 ? nothing : line(words('alreadyPaid'), -paid)}
    ${credited === 0 ? nothing : line(words('takenBack'), -credited)}
    ${
      invoice.status === 'void' || (balance === total && credited === 0)
        ? nothing
        : line(words(balance < 0 ? 'ours' : 'left'), Math.abs(balance), 'left')
    }
  </dl>`;
}

function amountOf({ invoice, money }: LinesView, amount: number): TemplateResult {
  return html`<bdi class="whole">${money.format(amount, invoice.currency)}</bdi>`;
}
