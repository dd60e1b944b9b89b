/** The templates of an open invoice, on screen and on paper: pure functions of what is to be shown. */
import type { Invoice, InvoiceLine, InvoiceMove, Session } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import type { strings as faceStrings } from '../core/faces.strings.js';
import type { Formats } from '../core/formats.js';
import type { Money } from '../core/money.js';
import { supportContact } from '../core/support.js';
import { supportFooter } from '../core/support-footer.js';
import type { Translate } from '../core/translate.js';
import { accountIcon, backIcon, downloadIcon, printIcon } from '../invoice-icons.js';
import type { InvoiceListWords } from './invoice-list-words.js';
import { isOpen, standingBadge } from './standing.js';
import { historyView } from './history-view.js';
import type { InvoiceWords } from './invoice-words.js';
import { linesView, sumsView } from './lines-view.js';

/** What stands at a line and below the lines of what the client has asked, and can ask. */
export interface Asking {
  mark(line: InvoiceLine): TemplateResult | typeof nothing;
  section(): TemplateResult | typeof nothing;
}

/** What the templates need to speak and to act. */
export interface InvoiceView {
  readonly invoice: Invoice;
  /** Minor units that are to be paid now: all that is open, or what its plan asks for next. */
  readonly asked: number;
  readonly words: InvoiceWords;
  readonly list: InvoiceListWords;
  readonly faces: Translate<typeof faceStrings>;
  readonly formats: Formats;
  readonly money: Money;
  readonly session: Session | undefined;
  /** What is on its way, by its id. */
  readonly busy: ReadonlySet<string>;
  /** What did not work last. */
  readonly problem: string | undefined;
  /** What saves PDFs; false on paper, and where none are made. */
  readonly pdf: false | { readonly invoice: () => void; readonly receipt: (move: InvoiceMove) => void };
  /** What the client asks about it; false on paper, and where that did not load. */
  readonly asking: false | Asking;
  /** Where one pays, or sees what became of it; undefined where that is not to be done here. */
  readonly payment: TemplateResult | undefined;
  /** Its payment plan; undefined on paper, and where there is none. */
  readonly plan: { render(): TemplateResult | typeof nothing } | undefined;
  readonly back: () => void;
  readonly print: () => void;
}

/** On screen, in the place of the list. */
export function invoicePage(view: InvoiceView): TemplateResult {
  const { words, faces, invoice, session, busy, problem, pdf, back, print } = view;
  return html`<article part="invoice" aria-labelledby="invoice-title">
    <div class="bar">
      <button type="button" class="button quiet turn" data-back @click=${back}>${backIcon}${words('back')}</button>
      <div class="papers">
        ${pdf ? pdfButton(words(busy.has(invoice.id) ? 'getting' : 'pdf'), busy.has(invoice.id), pdf.invoice) : nothing}
        <button type="button" class="button" data-print @click=${print}>${printIcon}${words('print')}</button>
      </div>
    </div>
    ${problem ? html`<p class="banner">${problem}</p>` : nothing} ${title(view)} ${due(view)}
    ${view.plan?.render() ?? nothing}
    ${view.payment ?? (isOpen(invoice) && session ? howToPay(view, session) : nothing)} ${whole(view)}
    ${session ? supportFooter(faces, session.support) : nothing}
  </article>`;
}

/** Saves something as a PDF. */
export function pdfButton(label: string, busy: boolean, save: () => void): TemplateResult {
  return html`<button type="button" class="button" data-pdf aria-disabled=${busy ? 'true' : nothing} @click=${save}>
    ${downloadIcon}${label}
  </button>`;
}

/** On paper: the same with the firm's name at its head, and nothing to press. */
export function paper(view: InvoiceView): TemplateResult {
  const { words, invoice, session } = view;
  return html`<article part="invoice">
    <p class="letterhead">${session?.firm.name}</p>
    ${title(view)} ${due(view)} ${whole(view)} ${isOpen(invoice) && session ? howToPay(view, session) : nothing}
    ${
      isOpen(invoice) || !session
        ? nothing
        : html`<p class="small">${words('from')}: ${session.firm.name} · ${supportContact(session.support)}</p>`
    }
  </article>`;
}

function title({ words, list, invoice: { number, status } }: InvoiceView): TemplateResult {
  return html`<div class="heading">
    <h2 id="invoice-title" tabindex="-1">${words('invoice', { number })}</h2>
    ${standingBadge(list, status)}
  </div>`;
}

/** What is to be done about it, in one sentence that stands out. */
function due({ words, formats, money, invoice, asked }: InvoiceView): TemplateResult {
  const { status, balance, currency, dueOn, nextDueOn, totals } = invoice;
  const amount = money.format(isOpen(invoice) ? asked : Math.abs(balance), currency);
  const left = money.format(balance, currency);
  const day = dayWithYear(formats, nextDueOn ?? dueOn);
  const say = (what: string, more: string) =>
    html`<div part="due" class=${status}>
      <p class="what">${what}</p>
      <p>${more}</p>
      ${isOpen(invoice) && asked < balance ? html`<p>${words('inAll', { amount: left })}</p>` : nothing}
    </div>`;
  if (status === 'void') return say(words('void'), words('nothingText'));
  if (balance < 0) return say(words('owed', { amount }), words('owedText'));
  if (status === 'overdue') return say(words('late', { amount }), words('lateText', { day }));
  if (isOpen(invoice)) return say(words('pleasePay', { amount }), words('by', { day }));
  return totals.paid > 0 ? say(words('paid'), words('paidText')) : say(words('credited'), words('nothingText'));
}

function howToPay({ words, invoice: { number } }: InvoiceView, { support }: Session): TemplateResult {
  return html`<section part="pay" aria-labelledby="pay-title">
    <h3 id="pay-title">${words('payTitle')}</h3>
    <p>
      ${words('payText')} <strong class="whole"><bdi>${number}</bdi></strong>
    </p>
    <p class="contact">${supportContact(support)}</p>
  </section>`;
}

function whole(view: InvoiceView): TemplateResult {
  const { words, invoice, asking } = view;
  return html`${facts(view)}
    <section aria-labelledby="lines-title">
      <h3 id="lines-title">${words('lines')}</h3>
      ${linesView(view)} ${sumsView(view)}
    </section>
    ${asking ? asking.section() : nothing}
    ${
      invoice.note === null
        ? nothing
        : html`<section aria-labelledby="note-title">
            <h3 id="note-title">${words('note')}</h3>
            <blockquote dir="auto">${invoice.note}</blockquote>
          </section>`
    }
    <section class="account" aria-labelledby="account-title">
      ${accountIcon}
      <div>
        <h3 id="account-title">${words('accountTitle')}</h3>
        <p>${words(invoice.kind)}</p>
      </div>
    </section>
    ${historyView(view)}`;
}

function facts({ words, faces, formats, session, invoice }: InvoiceView): TemplateResult {
  const { billTo, issuedOn, dueOn, matter } = invoice;
  const fact = (name: string, value: unknown) =>
    html`<div>
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`;
  return html`<dl class="facts">
    ${session ? fact(words('from'), html`<bdi>${session.firm.name}</bdi>`) : nothing}
    ${fact(words('to'), html`<bdi>${billTo}</bdi>`)} ${fact(words('issuedOn'), dayWithYear(formats, issuedOn))}
    ${fact(words('dueOn'), dayWithYear(formats, dueOn))}
    ${fact(
      words('case'),
      html`<bdi>${matter.title}</bdi>${
          matter.reference === null
            ? nothing
            : html` · <bdi class="whole">${faces('reference', { reference: matter.reference })}</bdi>`
        }`,
    )}
  </dl>`;
}

/** A paper outlives the year that it was printed in. */
function dayWithYear(formats: Formats, day: string): string {
  return formats.day(day, new Date(0));
}
