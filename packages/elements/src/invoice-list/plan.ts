/** The payment plan of the invoice that is open: offered with all its terms, agreed to, and followed. It loads with the first plan. */
import type { PaymentPlans } from '@portico/client';
import type { Invoice, PaymentPlan } from '@portico/contract';
import { nothing, type TemplateResult } from 'lit';
import { adopt } from '../core/adopt.js';
import { Desk } from '../core/desk.js';
import { LateWords } from '../core/late-words.js';
import { desk as deskStyles } from '../styles/desk.js';
import { wordOf } from './dispute-parts.js';
import type { ListHost } from './list-host.js';
import { planNotRead, type PlanTrouble, planView, tickOf } from './plan-view.js';
import { planTexts, type PlanWords } from './plan-words.js';
import { strings } from './plan.strings.js';
import { styles } from './plan.styles.js';

/** What a plan needs of the list. */
export interface PlanHost extends ListHost {
  /** What the invoice asks for has changed: read it again. */
  readonly stale: () => void;
  /** The button that saves a plan as PDF; nothing where none are made. */
  readonly pdf: (plan: PaymentPlan, label: string) => TemplateResult | typeof nothing;
}

export class InvoicePlan {
  readonly #host: PlanHost;
  readonly #desk = new Desk<PaymentPlans, PaymentPlan, PlanTrouble>(() => this.#host.portal()?.paymentPlans, {
    terms_changed: 'termsChanged',
    conflict: 'changed',
    not_found: 'gone',
  });
  readonly #words = new LateWords(strings, planTexts, () => void this.#host.changed());
  #invoice: Invoice | undefined;
  #plan: PaymentPlan | undefined;
  #untold = false;

  constructor(host: PlanHost) {
    this.#host = host;
    adopt(host.root(), deskStyles);
    adopt(host.root(), styles);
    this.#desk.addEventListener('change', () => void host.changed());
  }

  /** Reads the plan of an invoice. Where that fails the invoice is shown all the same, and says so. */
  async open(invoice: Invoice): Promise<void> {
    this.#invoice = invoice;
    this.#plan = undefined;
    this.#untold = false;
    await Promise.all([this.#words.ready(this.#host.reading().language), this.#read()]);
  }

  render(): TemplateResult | typeof nothing {
    const { formats, money } = this.#host;
    const plan = this.#plan;
    if (!this.#invoice) return nothing;
    if (!plan) return planNotRead(this.#now, () => void this.#read());
    return planView({
      words: this.#now,
      formats: formats(),
      money: money(),
      desk: this.#desk,
      plan,
      untold: this.#untold && this.#desk.typed(tickOf(plan)) !== 'yes',
      refused: this.#refused,
      pdf: plan.rows.length > 0 ? this.#host.pdf(plan, this.#now('pdf')) : nothing,
      accept: () => {
        this.#accept(plan);
      },
    });
  }

  get #now(): PlanWords {
    return this.#words.in(this.#host.reading().language);
  }

  get #refused(): string | undefined {
    const may = this.#host.session()?.capabilities['invoices.plan'];
    if (!may || may.allowed) return undefined;
    return may.reason === 'preview_read_only' ? this.#host.faces()('previewReadOnly') : this.#now('notHere');
  }

  async #read(): Promise<void> {
    const invoice = this.#invoice;
    const { changed, listening, portal } = this.#host;
    if (!invoice) return;
    const plan = await portal()
      ?.paymentPlans.of(invoice.id, { signal: listening() })
      .catch(() => undefined);
    if (invoice === this.#invoice) this.#plan = plan;
    await changed();
  }

  #accept(plan: PaymentPlan): void {
    const { announce, reading, stale } = this.#host;
    const { id, termsHash } = plan;
    this.#untold = this.#desk.typed(tickOf(plan)) !== 'yes';
    if (this.#untold || termsHash === null) {
      announce(this.#now('tickFirst'));
      void this.#focus('[part=plan] [name=agree]');
      return;
    }
    announce(this.#now('sending'));
    void this.#desk.run(
      id,
      (plans) => plans.accept(id, { termsHash, language: reading().language }),
      (accepted) => {
        this.#plan = accepted;
        announce(this.#now('accepted'));
        void this.#focus('#plan-title');
        stale();
      },
      (trouble) => {
        announce(this.#now(wordOf(trouble)));
        // Other terms have another tick: the new table is shown, and nothing is agreed to by the old one.
        if (trouble !== 'offline' && trouble !== 'server') void this.#read().then(() => this.#focus('#plan-title'));
      },
    );
  }

  async #focus(selector: string): Promise<void> {
    await this.#host.changed();
    this.#host.root().querySelector<HTMLElement>(selector)?.focus();
  }
}
