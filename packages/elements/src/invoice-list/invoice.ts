/**
 * One invoice, in the place of the list: read, printed and left again. The focus comes to its title when it opens and goes back to
 * its row when it is left.
 */
import type { Portal } from '@portico/client';
import type { Invoice, InvoiceMove, PaymentPlan } from '@portico/contract';
import { nothing, type TemplateResult } from 'lit';
import { adopt } from '../core/adopt.js';
import { LateWords } from '../core/late-words.js';
import { returnedPayment } from '../core/link.js';
import type { PaymentHost } from '../payment/payment-host.js';
import type { PaymentPanel } from '../payment/payment-panel.js';
import type { DisputesHost, InvoiceDisputes } from './disputes.js';
import type { InvoicePlan } from './plan.js';
import { isOpen } from './standing.js';
import { invoicePage, type InvoiceView, paper, pdfButton } from './invoice-view.js';
import { invoiceTexts } from './invoice-words.js';
import { strings } from './invoice.strings.js';
import { styles } from './invoice.styles.js';
import { printPaper } from './paper.js';
import { Papers } from './papers.js';

/** What an open invoice needs of its element. */
export interface InvoiceHost extends DisputesHost, PaymentHost {
  /** What is to be paid is not what it was. */
  readonly settled: (invoice: Invoice) => void;
  /** The person went back to the list. @param id of the invoice that was open */
  readonly closed: (id: string) => void;
}

/** Gets a PDF. */
type Get = (
  portal: Portal,
  paper: { readonly language: string },
  options: { readonly signal: AbortSignal },
) => Promise<Blob>;

export class OpenInvoice {
  readonly #host: InvoiceHost;
  readonly #words = new LateWords(strings, invoiceTexts, () => {
    void this.#host.changed();
  });
  readonly #papers = new Papers();
  #disputes: InvoiceDisputes | undefined;
  #plan: InvoicePlan | undefined;
  #invoice: Invoice | undefined;
  #payment: PaymentPanel | undefined;

  constructor(host: InvoiceHost) {
    this.#host = host;
    adopt(host.root(), styles);
  }

  /** Shows an invoice, and brings the focus to its title. */
  async open(invoice: Invoice): Promise<void> {
    const returned = returnedPayment();
    const words = this.#words.ready(this.#host.reading().language);
    await Promise.all([words, this.#readDisputes(invoice), this.#readPlan(invoice), this.#offer(invoice)]);
    this.#invoice = invoice;
    await this.#host.changed();
    const find = (selector: string) => this.#host.root().querySelector<HTMLElement>(selector);
    // Who comes back from paying is told what became of it.
    const isBack = returned !== returnedPayment();
    const outcome = isBack ? find('#payment-title') : null;
    const title = outcome ?? find('#invoice-title');
    title?.focus({ preventScroll: true });
    title?.closest(outcome ? '[part=pay]' : '[part=invoice]')?.scrollIntoView({ block: 'start' });
    this.#host.announce(outcome?.textContent.trim() ?? this.#summary(invoice));
  }

  /** Called when the element has drawn. */
  updated(): void {
    this.#payment?.updated();
    this.#plan?.updated();
  }

  /** Forgets the invoice; the focus stays where it is. */
  close(): void {
    this.#invoice = undefined;
    this.#payment?.close();
    this.#plan?.close();
  }

  /** What stands in the place of the list; undefined while no invoice is open. */
  render(): TemplateResult | undefined {
    const view = this.#view();
    return view && invoicePage(view);
  }

  #view(): InvoiceView | undefined {
    const invoice = this.#invoice;
    if (!invoice) return undefined;
    const { actions, faces, formats, money, reading, session, words } = this.#host;
    return {
      invoice,
      words: this.#words.in(reading().language),
      list: words(),
      faces: faces(),
      formats: formats(),
      money: money(),
      session: session(),
      busy: actions.busy,
      problem: actions.problem,
      pdf: this.#papers.made && {
        invoice: this.#savePdf,
        receipt: this.#saveReceipt,
      },
      asking: this.#disputes ?? false,
      payment: this.#payment?.render(),
      plan: invoice.planId === null ? undefined : this.#plan,
      asked: this.#asked(invoice),
      back: this.#back,
      print: this.#print,
    };
  }

  /** Where its code does not come, the invoice is read without it. */
  async #readDisputes(invoice: Invoice): Promise<void> {
    const loaded = this.#disputes ? undefined : await import('./disputes.js').catch(() => undefined);
    if (loaded) this.#disputes = new loaded.InvoiceDisputes(this.#host);
    await this.#disputes?.open(invoice);
  }

  /** Brings paying where there may be something to pay; where it does not come, it says whom to ask. */
  async #offer(invoice: Invoice): Promise<void> {
    this.#payment?.close();
    const isBack = returnedPayment() !== undefined;
    if ((!isOpen(invoice) && !isBack) || !this.#host.session()?.capabilities['invoices.pay'].allowed) return;
    const loaded = this.#payment ? undefined : await import('../payment/payment-panel.js').catch(() => undefined);
    if (loaded) {
      const settled = (): void => void this.#settled();
      this.#payment ??= new loaded.PaymentPanel({ ...this.#host, settled, closed: undefined });
    }
    await this.#payment?.openOne(invoice).catch(() => undefined);
  }

  /** What was paid stands in the invoice at once, and in its plan. */
  async #settled(): Promise<void> {
    const fresh = await this.#reread();
    if (fresh && fresh.planId !== null) await this.#plan?.follow(fresh);
  }

  /** What a plan asks for is what is offered to be paid; what is being paid already stays. */
  async #replanned(): Promise<void> {
    const fresh = await this.#reread();
    if (fresh && this.#payment?.run.step === 'amount') await this.#offer(fresh);
  }

  async #reread(): Promise<Invoice | undefined> {
    const { changed, listening: signal, portal, settled } = this.#host;
    const { id } = this.#invoice ?? {};
    const fresh =
      id &&
      (await portal()
        ?.invoices.get(id, { signal: signal() })
        .catch(() => undefined));
    if (!fresh || this.#invoice?.id !== id) return undefined;
    this.#invoice = fresh;
    settled(fresh);
    await changed();
    return fresh;
  }

  /** Most invoices have none. */
  async #readPlan(invoice: Invoice): Promise<void> {
    if (invoice.planId === null) return;
    const loaded = this.#plan ? undefined : await import('./plan.js').catch(() => undefined);
    if (loaded) {
      const stale = (): void => void this.#replanned();
      this.#plan = new loaded.InvoicePlan({ ...this.#host, stale, pdf: this.#planPdf });
    }
    await this.#plan?.open(invoice);
  }

  #asked({ planId, balance }: Invoice): number {
    return (planId === null ? undefined : this.#plan?.asked) ?? balance;
  }

  #summary(invoice: Invoice): string {
    const { number, status, currency, dueOn, nextDueOn } = invoice;
    const { formats, money, reading, words } = this.#host;
    const own = this.#words.in(reading().language);
    if (!isOpen({ status })) return `${own('invoice', { number })}: ${words()(status)}`;
    return own('saidOpen', {
      number,
      amount: money().format(this.#asked(invoice), currency),
      day: formats().day(nextDueOn ?? dueOn),
    });
  }

  #back = (): void => {
    const id = this.#invoice?.id ?? '';
    this.close();
    void this.#host.changed().then(() => {
      this.#host.closed(id);
    });
  };

  #savePdf = (): void => {
    const invoice = this.#invoice;
    if (invoice) {
      const { id, number } = invoice;
      this.#save(id, `${number}.pdf`, ({ invoices }, ...options) => invoices.pdf(id, ...options));
    }
  };

  #saveReceipt = ({ id, on }: InvoiceMove): void => {
    const invoice = this.#invoice;
    if (invoice)
      this.#save(id, `receipt-${invoice.number}-${on}.pdf`, ({ invoices }, ...options) =>
        invoices.receipt(id, ...options),
      );
  };

  /** The button that saves the plan; nothing where no PDF is made. */
  #planPdf = ({ id }: PaymentPlan, label: string): TemplateResult | typeof nothing => {
    const invoice = this.#invoice;
    if (!this.#papers.made || !invoice) return nothing;
    const { actions, reading } = this.#host;
    const save = (): void => {
      const name = `plan-${invoice.number}.pdf`;
      this.#save(id, name, ({ paymentPlans }, ...options) => paymentPlans.pdf(id, ...options));
    };
    const busy = actions.busy.has(id);
    return pdfButton(busy ? this.#words.in(reading().language)('getting') : label, busy, save);
  };

  /** Says what is under way and what became of it; where the portal makes no PDF, printing is left. */
  #save(key: string, name: string, get: Get): void {
    const { actions, announce, reading } = this.#host;
    const { language } = reading();
    const words = this.#words.in(language);
    announce(words('getting'));
    void actions.run(key, async (portal, signal) => {
      const saved = await this.#papers.save(name, () => get(portal, { language }, { signal }));
      announce(saved ? words('saved', { name }) : words('noPdf'));
      if (!saved) await this.#focusPrint();
    });
  }

  /** The button that was pressed is gone. */
  async #focusPrint(): Promise<void> {
    await this.#host.changed();
    this.#host.root().querySelector<HTMLElement>('[data-print]')?.focus();
  }

  #print = (): void => {
    const view = this.#view();
    if (!view) return;
    const { reading, root } = this.#host;
    void printPaper(root(), {
      content: paper({ ...view, pdf: false, asking: false, payment: undefined, plan: undefined }),
      title: view.invoice.number,
      reading: reading(),
    });
  };
}
