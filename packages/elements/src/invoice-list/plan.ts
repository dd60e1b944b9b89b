/** The payment plan of the invoice that is open: offered with all its terms, agreed to, and followed. It loads with the first plan. */
import type { PaymentPlans } from '@portico/client';
import type { Invoice, PaymentPlan } from '@portico/contract';
import { nothing, type TemplateResult } from 'lit';
import { adopt } from '../core/adopt.js';
import { Desk } from '../core/desk.js';
import { LateWords } from '../core/late-words.js';
import { ProofForm } from '../form/proof-form.js';
import { ProofRun } from '../form/proof-run.js';
import { desk as deskStyles } from '../styles/desk.js';
import { wordOf } from './dispute-parts.js';
import type { ListHost } from './list-host.js';
import { methodTexts } from './methods-words.js';
import { strings as methodStrings } from './methods.strings.js';
import { type Charging, type ChargingView, chosenOf, HAND, readCharging, wantedOf } from './plan-charging.js';
import { planNotRead, type PlanTrouble, type PlanView, planView, tickOf } from './plan-view.js';
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
  readonly #desk = new Desk<PaymentPlans, PaymentPlan | undefined, PlanTrouble>(
    () => this.#host.portal()?.paymentPlans,
    {
      terms_changed: 'termsChanged',
      conflict: 'changed',
      autopay_off: 'changed',
      method_elsewhere: 'changed',
      not_found: 'gone',
    },
  );
  readonly #words = new LateWords(strings, planTexts, () => void this.#host.changed());
  readonly #methodWords = new LateWords(methodStrings, methodTexts, () => void this.#host.changed());
  readonly #proofs = new ProofRun();
  readonly #proofForm: ProofForm;
  #charging: Charging | undefined;
  #invoice: Invoice | undefined;
  #plan: PaymentPlan | undefined;
  #untold = false;

  constructor(host: PlanHost) {
    this.#host = host;
    adopt(host.root(), deskStyles);
    adopt(host.root(), styles);
    const { element, reading, session, announce, texts } = host;
    const language = (): string => reading().language;
    const email = (): string => session()?.contact.email ?? '';
    this.#proofForm = new ProofForm({ element, language, texts, email, announce }, this.#proofs);
    for (const one of [this.#desk, this.#proofs]) one.addEventListener('change', () => void host.changed());
  }

  /** Reads the plan of an invoice. Where that fails the invoice is shown all the same, and says so. */
  async open(invoice: Invoice): Promise<void> {
    this.#invoice = invoice;
    this.#plan = undefined;
    this.#untold = false;
    this.#charging = undefined;
    const { language } = this.#host.reading();
    await Promise.all([this.#words.ready(language), this.#methodWords.ready(language), this.#read()]);
  }

  /** Reads it again where the invoice is another by now; what is shown stays meanwhile. */
  async follow(invoice: Invoice): Promise<void> {
    this.#invoice = invoice;
    await this.#read();
  }

  /** Minor units that it asks for next; undefined where nobody has agreed to it. */
  get asked(): number | undefined {
    return this.#plan?.state === 'active' ? this.#plan.nextDue?.amount : undefined;
  }

  /** Called when the element has drawn. */
  updated(): void {
    this.#proofForm.update();
    const { language } = this.#host.reading();
    // What is agreed to is read in the language on screen.
    if (this.#charging && this.#charging.language !== language) {
      this.#charging = { ...this.#charging, language };
      void this.#readCharging().then(() => this.#host.changed());
    }
  }

  /** Nobody waits for a proof any more. */
  close(): void {
    this.#proofs.cancel();
  }

  render(): TemplateResult | typeof nothing {
    const { formats, money } = this.#host;
    const plan = this.#plan;
    if (!this.#invoice) return nothing;
    if (!plan) return planNotRead(this.#now, () => void this.#read());
    const charging = this.#chargingView;
    const seen = { desk: this.#desk, plan, charging };
    return planView({
      ...seen,
      words: this.#now,
      formats: formats(),
      money: money(),
      untold: this.#untold && this.#desk.typed(tickOf(seen)) !== 'yes',
      refused: this.#refused,
      pdf: plan.rows.length > 0 ? this.#host.pdf(plan, this.#now('pdf')) : nothing,
      accept: () => {
        this.#accept(seen);
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
    await this.#readCharging();
    await changed();
  }

  async #readCharging(): Promise<void> {
    const [invoice, plan] = [this.#invoice, this.#plan];
    if (!invoice || !plan) return;
    const charging = await readCharging(this.#host, plan, invoice.kind);
    if (plan.id === this.#plan?.id) this.#charging = charging;
  }

  get #chargingView(): ChargingView | undefined {
    const [charging, plan] = [this.#charging, this.#plan];
    return charging && plan
      ? {
          ...charging,
          methodWords: this.#methodWords.in(this.#host.reading().language),
          asking: this.#proofs.asking !== undefined,
          charge: () => {
            this.#charge({ desk: this.#desk, plan, charging: this.#chargingView });
          },
          stop: () => {
            this.#change(plan, (plans) => plans.payByHand(plan.id), 'stopped');
          },
        }
      : undefined;
  }

  /** Has a plan that runs charged to what was chosen. */
  #charge(seen: Pick<PlanView, 'desk' | 'plan' | 'charging'>): void {
    const methodId = wantedOf(seen);
    const { id } = seen.plan;
    if (methodId === undefined || !seen.charging) {
      this.#host.announce(this.#now('chooseFirst'));
      void this.#focus('[name=plan-method]');
      return;
    }
    const { hash: termsHash } = seen.charging.automatic.terms;
    this.#change(seen.plan, (plans) => plans.chargeTo(id, { methodId, termsHash }), 'charged');
  }

  /** Does something to a plan, with a proof in between where one is wanted; says what came of it. */
  #change(
    { id }: PaymentPlan,
    act: (plans: PaymentPlans) => Promise<PaymentPlan>,
    said: 'accepted' | 'acceptedCharged' | 'charged' | 'stopped',
  ): void {
    const { announce, portal, listening, stale } = this.#host;
    announce(this.#now('sending'));
    void this.#desk.run(
      id,
      async (plans) => {
        const here = portal();
        return here && this.#proofs.guard(here, () => act(plans), listening());
      },
      (made) => {
        void this.#focus('#plan-title');
        if (!made) return;
        this.#plan = made;
        announce(this.#now(said));
        stale();
      },
      (trouble) => {
        announce(this.#now(wordOf(trouble)));
        // Other terms have another tick: the new table is shown, and nothing is agreed to by the old one.
        if (trouble !== 'offline' && trouble !== 'server') void this.#read().then(() => this.#focus('#plan-title'));
      },
    );
  }

  #accept(seen: Pick<PlanView, 'desk' | 'plan' | 'charging'>): void {
    const { announce, reading } = this.#host;
    const { id, termsHash } = seen.plan;
    this.#untold = this.#desk.typed(tickOf(seen)) !== 'yes';
    if (this.#untold || termsHash === null) {
      announce(this.#now('tickFirst'));
      void this.#focus('[part=plan] [name=agree]');
      return;
    }
    const chosen = chosenOf(seen);
    const hash = seen.charging?.automatic.terms.hash ?? '';
    const automatic = chosen === HAND ? undefined : { methodId: chosen, termsHash: hash };
    const consent = { termsHash, language: reading().language, automatic };
    this.#change(seen.plan, (plans) => plans.accept(id, consent), automatic ? 'acceptedCharged' : 'accepted');
  }

  async #focus(selector: string): Promise<void> {
    await this.#host.changed();
    this.#host.root().querySelector<HTMLElement>(selector)?.focus();
  }
}
