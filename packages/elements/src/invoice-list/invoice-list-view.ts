/** The templates of the list: pure functions of what is to be shown. */
import type { InvoiceStatus, InvoiceStrip, InvoiceSummary, Session } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { askedIcon, billIcon, cardIcon, statementIcon } from '../bill-icons.js';
import type { strings as faceStrings } from '../core/faces.strings.js';
import type { Formats } from '../core/formats.js';
import type { Money } from '../core/money.js';
import type { Translate } from '../core/translate.js';
import { doneIcon, warningIcon } from '../icons.js';
import type { InvoiceListWords } from './invoice-list-words.js';
import type { InvoicePages } from './invoice-pages.js';
import type { PanelName, Panels } from './panels.js';
import { dayLine, inParts, isOpen, standingBadge, standingIcon, statuses } from './standing.js';

/** What the templates need to speak and to act. */
export interface InvoiceListView {
  readonly words: InvoiceListWords;
  readonly faces: Translate<typeof faceStrings>;
  readonly formats: Formats;
  readonly money: Money;
  /** What is on its way: ids of invoices, `more`, `choice`. */
  readonly busy: ReadonlySet<string>;
  readonly open: (invoice: InvoiceSummary) => void;
  readonly choose: (status: InvoiceStatus | undefined) => void;
  readonly more: () => void;
  /** What is open below the list. */
  readonly panels: Panels;
  /** Whether cards and bank accounts are kept here. */
  readonly ways: boolean;
}

/** Invoices from which on a choice among them helps. */
const MANY = 4;

export function listHeader(view: InvoiceListView, pages: InvoicePages): TemplateResult {
  const { invoices, nextCursor, status } = pages;
  const many = invoices.length >= MANY || nextCursor !== null || status !== undefined;
  return html`<header part="header">
    <h2 tabindex="-1">${view.words('title')}</h2>
    ${many ? choice(view, status) : nothing}
  </header>`;
}

function choice({ words, choose }: InvoiceListView, chosen: InvoiceStatus | undefined): TemplateResult {
  return html`<label class="choice">
    <span class="small muted">${words('show')}</span>
    <select
      .value=${live(chosen ?? '')}
      @change=${({ currentTarget }: Event) => {
        if (!(currentTarget instanceof HTMLSelectElement)) return;
        const { value } = currentTarget;
        choose(statuses.find((one) => one === value));
      }}
    >
      <option value="">${words('all')}</option>
      ${statuses.map((status) => html`<option value=${status}>${words(status)}</option>`)}
    </select>
  </label>`;
}

/** What is to pay, late and paid, for each currency; the currency is named where there are several. */
export function totalsStrip(view: InvoiceListView, totals: readonly InvoiceStrip[]): TemplateResult {
  const { words, money } = view;
  return html`<div part="totals" role="group" aria-label=${words('totals')}>
    ${totals.map(
      (strip) =>
        html`<div class="strip">
          ${totals.length > 1 ? html`<h3 class="small muted">${money.nameOf(strip.currency)}</h3>` : nothing}
          ${sums(view, strip)}
        </div>`,
    )}
  </div>`;
}

function sums({ words, money }: InvoiceListView, { currency, dueNow, later, overdue, paidThisYear }: InvoiceStrip) {
  const sum = (amount: number): TemplateResult | string =>
    amount === 0 ? words('nothing') : html`<bdi class="whole">${money.format(amount, currency)}</bdi>`;
  return html`<dl>
    <div class="main">
      <dt>${words('toPay')}</dt>
      <dd>${dueNow === 0 ? doneIcon : nothing}${sum(dueNow)}</dd>
    </div>
    <div class=${overdue > 0 ? 'late' : ''}>
      <dt>${words('ofThisOverdue')}</dt>
      <dd>${overdue > 0 ? warningIcon : nothing}${sum(overdue)}</dd>
    </div>
    ${
      later === 0
        ? nothing
        : html`<div>
            <dt>${words('later')}</dt>
            <dd>${sum(later)}</dd>
          </div>`
    }
    <div>
      <dt>${words('paidThisYear')}</dt>
      <dd>${sum(paidThisYear)}</dd>
    </div>
  </dl>`;
}

export function invoiceRows(view: InvoiceListView, { invoices, nextCursor, asked }: InvoicePages): TemplateResult {
  const { words, busy, choose, more } = view;
  if (invoices.length === 0) {
    return html`<div class="face" part="none">
      ${billIcon}
      <h3>${words('noneTitle')}</h3>
      <button
        type="button"
        class="button"
        @click=${() => {
          choose(undefined);
        }}
      >
        ${words('showAll')}
      </button>
    </div>`;
  }
  return html`<ul part="list" aria-busy=${busy.has('choice') ? 'true' : nothing}>
      ${repeat(
        invoices,
        ({ id }) => id,
        (one) => row(view, one, asked.get(one.id)),
      )}
    </ul>
    ${
      nextCursor === null
        ? nothing
        : html`<button
            type="button"
            class="button more"
            aria-disabled=${busy.has('more') ? 'true' : nothing}
            @click=${more}
          >
            ${words('showMore')}
          </button>`
    }`;
}

/** What can be had besides, and what of it is open. */
export function besides({ words, busy, panels, ways }: InvoiceListView): TemplateResult {
  const tool = (name: PanelName, icon: TemplateResult): TemplateResult => {
    const opened = panels.opened === name;
    return html`<button
      type="button"
      class="button quiet"
      data-panel=${name}
      aria-expanded=${opened}
      aria-controls=${opened ? 'panel' : nothing}
      aria-disabled=${busy.has(name) ? 'true' : nothing}
      @click=${() => {
        panels.toggle(name);
      }}
    >
      ${icon}${words(name)}
    </button>`;
  };
  return html`<div part="tools">${ways ? tool('ways', cardIcon) : nothing}${tool('statement', statementIcon)}</div>
    ${panels.render()}`;
}

/** Where a client could pay by them; a preview shows what the client sees. */
export function mayKeep(session: Session | undefined): boolean {
  const pay = session?.capabilities['invoices.pay'];
  return pay !== undefined && (pay.allowed || pay.reason === 'preview_read_only');
}

/** @param withFirm whether its open question is for the firm to answer; undefined without one */
function row(view: InvoiceListView, invoice: InvoiceSummary, withFirm: boolean | undefined): TemplateResult {
  const { words, faces, formats, busy, open } = view;
  const { id, about, lineCount, matter, number, status } = invoice;
  return html`<li class=${status}>
    <span class="tile">${standingIcon(status)}</span>
    <div class="what">
      <h3>
        <button
          type="button"
          class="name"
          data-open=${id}
          aria-describedby="more-${id}"
          @click=${() => {
            open(invoice);
          }}
        >
          <bdi>${about}</bdi>
        </button>
      </h3>
      <div id="more-${id}">
        ${lineCount > 1 ? html`<p class="small">${words('more', { count: lineCount - 1 })}</p>` : nothing}
        <p class="small muted">
          <bdi>${matter.title}</bdi>${
            matter.reference
              ? html` · <bdi class="whole">${faces('reference', { reference: matter.reference })}</bdi>`
              : nothing
          }
          · <bdi class="whole">${number}</bdi>
        </p>
        <p class="standing">
          ${standingBadge(words, status)}<span class="small">${dayLine(words, formats, invoice)}</span>
        </p>
        ${
          withFirm === undefined
            ? nothing
            : html`<p class="asked small">${askedIcon}${words(withFirm ? 'asked' : 'answered')}</p>`
        }
      </div>
    </div>
    <p class="sum">${busy.has(id) ? html`<span class="small muted">${words('opening')}</span>` : sum(view, invoice)}</p>
  </li>`;
}

/** What is left to pay, or what there was. */
function sum({ words, money }: InvoiceListView, invoice: InvoiceSummary): TemplateResult {
  const { status, currency, total, balance } = invoice;
  const amount = (value: number) => html`<bdi class="whole">${money.format(value, currency)}</bdi>`;
  const caption = (text: string) => html`<span class="small muted">${text}</span>`;
  if (status === 'void') return html`<s>${amount(total)}</s>`;
  if (balance < 0) return html`<strong>${amount(-balance)}</strong>${caption(words('owedToYou'))}`;
  if (!isOpen(invoice)) return html`${amount(total)}${caption(words('settled'))}`;
  const [whole, some] = inParts(invoice) ? (['inAll', 'inAllOf'] as const) : (['left', 'leftOf'] as const);
  const text = balance === total ? words(whole) : words(some, { total: money.format(total, currency) });
  return html`<strong>${amount(balance)}</strong>${caption(text)}`;
}

/** Nothing was issued yet: nothing is to be paid either. */
export function noInvoices({ words }: Pick<InvoiceListView, 'words'>): TemplateResult {
  return html`<div class="face" part="empty">
    ${billIcon}
    <h2>${words('emptyTitle')}</h2>
    <p>${words('emptyText')}</p>
  </div>`;
}

/** Of the final heights, so that nothing jumps. */
export function listSkeleton(): TemplateResult {
  return html`<div class="bone bone-title"></div>
    <div class="bone bone-strip"></div>
    ${[1, 2, 3].map(() => html`<div class="bone bone-row"></div>`)}`;
}
