/**
 * Paying, wherever it stands: in an open invoice, over several of a list, or by itself on a page of the firm's. It keeps what the
 * person has chosen, brings the processor's fields when they press "Pay" and not before, and brings the focus to each new face.
 */
import type { DemoStep } from '@portico/contract';
import { minorDigitsOf } from '@portico/contract';
import type { TemplateResult } from 'lit';
import { adopt } from '../core/adopt.js';
import { LateWords } from '../core/late-words.js';
import { dropReturn, RETURN, returnedPayment } from '../core/link.js';
import { save } from '../core/save.js';
import { readAmount } from './amount.js';
import { isCheckout } from './pay-by.js';
import type { PaymentHost } from './payment-host.js';
import type { DemoCard, PaymentView } from './payment-parts.js';
import { PaymentRun, type PaymentStep, type ToPay } from './payment-run.js';
import { paymentView } from './payment-view.js';
import { paymentTexts } from './payment-words.js';
import {
  PortalPaymentFailedEvent,
  PortalPaymentLeaveEvent,
  PortalPaymentStartedEvent,
  PortalPaymentSubmittedEvent,
  PortalPaymentSucceededEvent,
} from './payment.events.js';
import { strings } from './payment.strings.js';
import { styles } from './payment.styles.js';
import { type Receipt, receiptsOf } from './receipts.js';
import type { StripeFields } from './stripe-fields.js';

/** The slot of the element in which the processor's fields are shown. */
const SLOT = 'payment';

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
  #fields: StripeFields | undefined;
  #receipts: readonly Receipt[] = [];
  #noReceipt = false;
  #blocked = false;
  #whole = true;
  #typed = '';
  #amountProblem: PaymentView['amountProblem'];
  #card: DemoCard = 'card_ok';
  #step: PaymentStep = 'none';
  #language = '';

  constructor(host: PaymentPanelHost) {
    this.#host = host;
    this.#run = this.#newRun();
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
    this.#removeFields();
    this.#receipts = [];
    this.#noReceipt = false;
    this.#blocked = false;
    this.#whole = true;
    this.#typed = '';
    this.#amountProblem = undefined;
    this.#card = 'card_ok';
    this.#step = 'none';
  }

  /** Called when the element has drawn: the fields follow its language. */
  updated(): void {
    const { language } = this.#host.reading();
    if (language === this.#language) return;
    this.#language = language;
    this.#fields?.restyle(language);
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

  #view(): PaymentView {
    const { faces, formats, money, reading, session } = this.#host;
    return {
      ...{ run: this.#run, words: this.#words.in(reading().language), faces: faces(), money: money() },
      byPage: this.#isByPage,
      ...{ formats: formats(), session: session(), hasFields: this.#fields !== undefined, blocked: this.#blocked },
      ...{ receipts: this.#receipts, noReceipt: this.#noReceipt },
      ...{ whole: this.#whole, typed: this.#typed, amountProblem: this.#amountProblem },
      ...{ card: this.#card, pick: this.#pick },
      ...{ choose: this.#choose, begin: this.#begin, pay: this.#pay, play: this.#play, retry: this.#retry },
      ...{
        back: this.#back,
        authenticate: this.#authenticate,
        useOther: this.#useOther,
        save: this.#save,
        leave: this.#leave,
      },
      close: this.#host.closed,
    };
  }

  /** Draws what is new; where the person is somewhere else now, the focus comes along and the news are said. */
  async #follow(focus: boolean): Promise<void> {
    const run = this.#run;
    const { step } = run;
    const isNew = step !== this.#step;
    this.#step = step;
    if (step !== 'fields' && step !== 'action') this.#removeFields();
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

  #choose = (whole: boolean, typed: string): void => {
    this.#whole = whole;
    this.#typed = typed;
    this.#amountProblem = undefined;
    void this.#host.changed();
  };

  #pick = (card: DemoCard): void => {
    this.#card = card;
    void this.#host.changed();
  };

  #begin = async (): Promise<void> => {
    const amount = this.#whole ? undefined : this.#partial();
    if (!this.#whole && amount === undefined) {
      await this.#host.changed();
      this.#focus('#payment-amount');
      return;
    }
    if (this.#isByPage) await this.#goToPage(amount);
    else await this.#beginHere(amount);
    if (this.#run.problem === 'changed') this.#host.settled();
  };

  async #beginHere(amount: number | undefined): Promise<void> {
    const run = this.#run;
    await run.begin(amount);
    if (!run.payment || run.problem) return;
    this.#tell(new PortalPaymentStartedEvent(run.payment));
    if (run.step === 'fields') await this.#showFields();
  }

  get #isByPage(): boolean {
    return isCheckout(this.#host.payBy());
  }

  /** Sends the client to the processor's page. @param amount of a part; what was begun, or is open, otherwise */
  async #goToPage(amount?: number): Promise<void> {
    const run = this.#run;
    const isBegun = run.payment !== undefined;
    const started = await run.leave(location.href.replace(/#.*$/, ''), amount);
    if (!started?.checkout || run !== this.#run) return;
    if (!isBegun) this.#tell(new PortalPaymentStartedEvent(started));
    const { url } = started.checkout;
    const event = new PortalPaymentLeaveEvent(url);
    this.#tell(event);
    if (!event.defaultPrevented) location.assign(url);
  }

  /** What was typed, in minor units; undefined, and a problem, where it is not an amount that can be paid. */
  #partial(): number | undefined {
    const { balance, options } = this.#run;
    const amount = readAmount(this.#typed, this.#host.formats().language, minorDigitsOf(options?.currency ?? ''));
    if (amount === undefined) this.#amountProblem = 'amountUnread';
    else if (amount < 1) this.#amountProblem = 'amountNothing';
    else if (amount > balance) this.#amountProblem = 'amountOver';
    else this.#amountProblem = undefined;
    return this.#amountProblem ? undefined : amount;
  }

  async #showFields(): Promise<void> {
    const run = this.#run;
    const fields = run.payment?.fields;
    if (this.#fields || fields?.processor !== 'stripe') return;
    const { element: host, reading, root } = this.#host;
    try {
      const { StripeFields } = await import('./stripe-fields.js');
      const shown = await StripeFields.show({ host, root: root(), slot: SLOT, language: reading().language, fields });
      if (run === this.#run) this.#fields = shown;
      else shown.remove();
    } catch {
      if (run !== this.#run) return;
      this.#blocked = true;
      run.block();
      return;
    }
    await this.#host.changed();
  }

  #removeFields(): void {
    this.#fields?.remove();
    this.#fields = undefined;
  }

  #pay = async (): Promise<void> => {
    const fields = this.#fields;
    if (!fields) return;
    await this.#run.confirm(() => fields.confirm(returnAddress(this.#run.payment?.id ?? '')));
    this.#tellOutcome();
  };

  #authenticate = async (): Promise<void> => {
    if (this.#isByPage) return this.#goToPage();
    const run = this.#run;
    if (!run.payment?.fields) await run.beginAgain();
    if (run.problem) return;
    await this.#showFields();
    const fields = this.#fields;
    // Where the payment was ended meanwhile, another one waits for a card now.
    if (!fields || run.step !== 'action') return;
    await run.confirm(() => fields.authenticate());
    this.#tellOutcome();
  };

  #leave = (): Promise<void> => this.#goToPage();

  #play = async (step: DemoStep): Promise<void> => {
    await this.#run.demo(step);
    this.#tellOutcome();
  };

  #useOther = async (): Promise<void> => {
    const run = this.#run;
    if (!run.payment?.fields) await run.beginAgain();
    if (run.problem) return;
    run.useOther();
    await this.#showFields();
  };

  #retry = async (): Promise<void> => {
    const run = this.#run;
    // Whoever has been at the processor's page has ended what the fields were for.
    await run.beginAgain();
    if (run.problem || run !== this.#run) return;
    this.#blocked = false;
    await this.#host.changed();
    this.#focus('#payment-title');
    await this.#showFields();
  };

  #back = (): void => {
    this.#blocked = false;
    this.#run.back();
  };

  #tellOutcome(): void {
    const { payment, problem, step } = this.#run;
    if (!payment || problem) return;
    if (step === 'processing') this.#tell(new PortalPaymentSubmittedEvent(payment));
    if (step === 'fields' && payment.failure) this.#tell(new PortalPaymentFailedEvent(payment, payment.failure));
  }

  #tell(event: Event): void {
    this.#host.element.dispatchEvent(event);
  }

  async #paid(): Promise<void> {
    const run = this.#run;
    const [payment, portal] = [run.payment, this.#host.portal()];
    if (!payment || !portal) return;
    this.#tell(new PortalPaymentSucceededEvent(payment));
    this.#host.settled();
    const receipts = await receiptsOf(portal, payment, this.#host.element.listening).catch(() => []);
    if (run !== this.#run) return;
    this.#receipts = receipts;
    await this.#host.changed();
  }

  #save = async ({ entryId, number }: Receipt): Promise<void> => {
    const { announce, element, portal, reading } = this.#host;
    const { language } = reading();
    const words = this.#words.in(language);
    const name = `${number}.pdf`;
    try {
      const pdf = await portal()?.invoices.receipt(entryId, { language }, { signal: element.listening });
      if (pdf) save(pdf, name);
      announce(words('saved', { name }));
      this.#noReceipt = false;
    } catch {
      this.#noReceipt = true;
      announce(words('noReceipt'));
    }
    await this.#host.changed();
  };
}

/** Where a bank with pages of its own sends the client back to: this page, which then shows what has become of the payment. */
function returnAddress(paymentId: string): string {
  const address = new URL(location.href);
  address.hash = '';
  address.searchParams.set(RETURN, paymentId);
  return address.href;
}
