/**
 * One invoice, in the place of the list: read, printed and left again. The focus comes to its title when it opens and goes back to
 * its row when it is left.
 */
import type { Invoice, Session } from '@portico/contract';
import type { TemplateResult } from 'lit';
import { adopt } from '../core/adopt.js';
import type { strings as faceStrings } from '../core/faces.strings.js';
import type { Formats } from '../core/formats.js';
import type { Reading } from '../core/language.js';
import { LateWords } from '../core/late-words.js';
import type { Money } from '../core/money.js';
import type { Translate } from '../core/translate.js';
import type { InvoiceListWords } from './invoice-list-words.js';
import { isOpen } from './standing.js';
import { invoicePage, type InvoiceView, paper } from './invoice-view.js';
import { invoiceTexts } from './invoice-words.js';
import { strings } from './invoice.strings.js';
import { styles } from './invoice.styles.js';
import { printPaper } from './paper.js';

/** What an open invoice needs of its element. */
export interface InvoiceHost {
  readonly root: HTMLElement | DocumentFragment;
  readonly reading: () => Reading;
  readonly words: () => InvoiceListWords;
  readonly faces: () => Translate<typeof faceStrings>;
  readonly formats: () => Formats;
  readonly money: () => Money;
  readonly session: () => Session | undefined;
  readonly announce: (text: string) => void;
  /** Draws anew, and resolves when that is done. */
  readonly changed: () => Promise<void>;
  /** The person went back to the list. @param id of the invoice that was open */
  readonly closed: (id: string) => void;
}

export class OpenInvoice {
  readonly #host: InvoiceHost;
  readonly #words = new LateWords(strings, invoiceTexts, () => {
    void this.#host.changed();
  });
  #invoice: Invoice | undefined;

  constructor(host: InvoiceHost) {
    this.#host = host;
    adopt(host.root, styles);
  }

  /** Shows an invoice, and brings the focus to its title. */
  async open(invoice: Invoice): Promise<void> {
    await this.#words.ready(this.#host.reading().language);
    this.#invoice = invoice;
    await this.#host.changed();
    const title = this.#host.root.querySelector<HTMLElement>('#invoice-title');
    title?.focus({ preventScroll: true });
    title?.closest('[part=invoice]')?.scrollIntoView({ block: 'start' });
    this.#host.announce(this.#summary(invoice));
  }

  /** Forgets the invoice; the focus stays where it is. */
  close(): void {
    this.#invoice = undefined;
  }

  /** What stands in the place of the list; undefined while no invoice is open. */
  render(): TemplateResult | undefined {
    const view = this.#view();
    return view && invoicePage(view);
  }

  #view(): InvoiceView | undefined {
    const invoice = this.#invoice;
    if (!invoice) return undefined;
    const { faces, formats, money, reading, session, words } = this.#host;
    return {
      invoice,
      words: this.#words.in(reading().language),
      list: words(),
      faces: faces(),
      formats: formats(),
      money: money(),
      session: session(),
      back: this.#back,
      print: this.#print,
    };
  }

  #summary({ number, status, balance, currency, dueOn }: Invoice): string {
    const { formats, money, reading, words } = this.#host;
    const own = this.#words.in(reading().language);
    if (!isOpen({ status })) return `${own('invoice', { number })}: ${words()(status)}`;
    return own('saidOpen', { number, amount: money().format(balance, currency), day: formats().day(dueOn) });
  }

  #back = (): void => {
    const id = this.#invoice?.id ?? '';
    this.close();
    void this.#host.changed().then(() => {
      this.#host.closed(id);
    });
  };

  #print = (): void => {
    const view = this.#view();
    if (!view) return;
    const { reading, root } = this.#host;
    void printPaper(root, { content: paper(view), title: view.invoice.number, reading: reading() });
  };
}
