/**
 * Paying, wherever it stands: in an open invoice, over several of a list, or by itself on a page of the firm's. It keeps what the
 * person has chosen, and brings the focus to each new face.
 */
import type { TemplateResult } from 'lit';
import { adopt } from '../core/adopt.js';
import { LateWords } from '../core/late-words.js';
import { dropReturn, returnedPayment } from '../core/link.js';
import { AmountChoice, type Share } from './amount-choice.js';
import { PaymentActs } from './payment-acts.js';
import { PaymentFields } from './payment-fields.js';
import type { PaymentHost } from './payment-host.js';
import type { DemoCard, PaymentView } from './payment-parts.js';
import { PaymentRun, type PaymentStep, type ToPay } from './payment-run.js';
import { paymentView } from './payment-view.js';
import { paymentTexts } from './payment-words.js';
import { PortalPaymentSucceededEvent } from './payment.events.js';
import { strings } from './payment.strings.js';
import { styles } from './payment.styles.js';
import { Receipts } from './receipts.js';

/** What of paying its place cares about. */
export interface PaymentPanelHost extends PaymentHost {
  /** Balances are not what they were. */
  readonly settled: () => void;
  /** Where there is a way back to: the person is done with it. */
  readonly closed?: (() => void) | undefined;
}

export class PaymentPanel {
  readonly #host: PaymentPanelHost;
  readonly #words = new LateWords(strings, paymentTexts, () => {
    void this.#host.changed();
  });
  #run: PaymentRun;
  readonly #fields: PaymentFields;
  readonly #acts: PaymentActs;
  #receipts: Receipts;
  #amount = new AmountChoice();
  #card: DemoCard = 'card_ok';
  #step: PaymentStep = 'none';

  constructor(host: PaymentPanelHost) {
    this.#host = host;
    this.#run = this.#newRun();
    this.#fields = new PaymentFields(host);
    this.#acts = new PaymentActs({
      host,
      fields: this.#fields,
      run: () => this.#run,
      focus: () => {
        this.#focus('#payment-title');
      },
    });
    this.#receipts = this.#newReceipts();
    adopt(host.root(), styles);
    host.element.listening.addEventListener('abort', () => {
      this.close();
    });
  }

  get run(): PaymentRun {
    return this.#run;
  }

  /** Offers to pay invoices of one currency and kind. Rejects where the server does not say whether that can be done. */
  async open(invoices: readonly ToPay[]): Promise<void> {
    this.close();
    const run = this.#run;
    await Promise.all([run.open(invoices), this.#words.ready(this.#host.reading().language)]);
    if (run === this.#run) await this.#follow(false);
  }

  /** Offers to pay one invoice, or shows what has become of the payment of it that the client comes back from. */
  async openOne({ id, number, balance, currency }: ToPay): Promise<void> {
    const returned = returnedPayment();
    if (returned !== undefined) {
      await this.openAgain(returned).catch(() => {
        this.close();
      });
      if (this.#run.invoices.some((one) => one.id === id)) {
        dropReturn();
        return;
      }
    }
    await this.open([{ id, number, balance, currency }]);
  }

  /** Shows what has become of a payment after the client's bank has sent them back to this page. */
  async openAgain(paymentId: string): Promise<void> {
    this.close();
    const run = this.#run;
    await Promise.all([run.openAgain(paymentId), this.#words.ready(this.#host.reading().language)]);
    if (run === this.#run) await this.#follow(true);
  }

  /** Forgets everything; a payment that was begun is found again by the server. */
  close(): void {
    this.#run.end();
    this.#run = this.#newRun();
    this.#fields.remove();
    this.#fields.blocked = false;
    this.#receipts = this.#newReceipts();
    this.#amount = new AmountChoice();
    this.#card = 'card_ok';
    this.#step = 'none';
  }

  /** Called when the element has drawn: the fields follow its language. */
  updated(): void {
    this.#fields.follow(this.#host.reading().language);
  }

  /** What stands where one pays; undefined where there is nothing to be done here. */
  render(): TemplateResult | undefined {
    return this.#run.step === 'none' ? undefined : paymentView(this.#view());
  }

  #newRun(): PaymentRun {
    const run = new PaymentRun(this.#host.portal);
    run.addEventListener('change', () => {
      if (run === this.#run) void this.#follow(true);
    });
    return run;
  }

  #newReceipts(): Receipts {
    return new Receipts(this.#host, () => this.#words.in(this.#host.reading().language));
  }

  #view(): PaymentView {
    const { faces, formats, money, reading, session } = this.#host;
    const acts = this.#acts;
    const { shown, blocked } = this.#fields;
    const { typed, problem: amountProblem } = this.#amount;
    const share = this.#amount.share(this.#run.next);
    const { all: receipts, failed: noReceipt, save } = this.#receipts;
    return {
      ...{ run: this.#run, words: this.#words.in(reading().language), faces: faces(), money: money() },
      ...{ formats: formats(), session: session(), hasFields: shown !== undefined, blocked, byPage: acts.isByPage },
      ...{ receipts, noReceipt, save, share, typed, amountProblem },
      ...{ card: this.#card, pick: this.#pick, choose: this.#choose, begin: this.#begin, back: this.#back },
      ...{ pay: acts.pay, play: acts.play, authenticate: acts.authenticate, useOther: acts.useOther },
      ...{ retry: acts.retry, leave: () => acts.goToPage() },
      close: this.#host.closed,
    };
  }

  /** Draws what is new; where the person is somewhere else now, the focus comes along and the news are said. */
  async #follow(focus: boolean): Promise<void> {
    const run = this.#run;
    const { step } = run;
    const isNew = step !== this.#step;
    this.#step = step;
    if (step !== 'fields' && step !== 'action') this.#fields.remove();
    if (isNew && step === 'paid') void this.#paid();
    await this.#host.changed();
    if (run !== this.#run || !focus || run.busy) return;
    if (isNew) this.#focus('#payment-title');
    this.#say(isNew);
  }

  #say(isNew: boolean): void {
    const { root, announce } = this.#host;
    const news = isNew ? '#payment-title' : '#payment-problem';
    const text = root().querySelector(news)?.textContent.replace(/\s+/g, ' ').trim();
    if (text) announce(text);
  }

  #focus(selector: string): void {
    const found = this.#host.root().querySelector<HTMLElement>(selector);
    found?.focus({ preventScroll: true });
    found?.closest('section')?.scrollIntoView({ block: 'nearest' });
  }

  #choose = (share: Share, typed: string): void => {
    this.#amount.choose(share, typed);
    void this.#host.changed();
  };

  #pick = (card: DemoCard): void => {
    this.#card = card;
    void this.#host.changed();
  };

  #begin = async (): Promise<void> => {
    const { balance, next, options } = this.#run;
    const share = this.#amount.share(next);
    const { language } = this.#host.formats();
    const part = () => this.#amount.part(balance, options?.currency ?? '', language);
    const amount = { next: () => next, whole: () => undefined, part }[share]();
    if (share === 'part' && amount === undefined) {
      await this.#host.changed();
      this.#focus('#payment-amount');
      return;
    }
    await this.#acts.begin(amount);
    if (this.#run.problem === 'changed') this.#host.settled();
  };

  #back = (): void => {
    this.#fields.blocked = false;
    this.#run.back();
  };

  async #paid(): Promise<void> {
    const run = this.#run;
    const [payment, portal] = [run.payment, this.#host.portal()];
    if (!payment || !portal) return;
    this.#host.element.dispatchEvent(new PortalPaymentSucceededEvent(payment));
    this.#host.settled();
    await this.#receipts.find(portal, payment);
  }
}
