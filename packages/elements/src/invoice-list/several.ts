/**
 * Paying several invoices at once, in the place of the list: choosing them among those that are open, and paying what was chosen.
 * Every amount is what the server says when the choice is opened; it refuses where one is another by the time it is paid.
 */
import type { Portal } from '@portico/client';
import type { InvoiceSummary } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { adopt } from '../core/adopt.js';
import { LateWords } from '../core/late-words.js';
import { dueOf } from '../payment/due.js';
import type { PaymentHost } from '../payment/payment-host.js';
import type { PaymentPanel } from '../payment/payment-panel.js';
import { desk as deskStyles } from '../styles/desk.js';
import type { ListHost } from './list-host.js';
import { byDay, type Choice, hindranceOf, MOST, sampleOf } from './several-choice.js';
import { hindranceText, severalPage, type SeveralView, sumText } from './several-view.js';
import { severalTexts, type SeveralWords } from './several-words.js';
import { strings } from './several.strings.js';
import { styles } from './several.styles.js';
import { isOpen, statuses } from './standing.js';

/** By which what is under way is known. */
const KEY = 'several';

/** What paying several needs of its element. */
export interface SeveralHost extends ListHost, PaymentHost {
  /** The case that the list is of; undefined where it is of all. */
  readonly matterId: () => string | undefined;
  /** What is to be paid is not what it was. */
  readonly settled: () => void;
  /** The person went back to the list. @param id of an invoice that was paid */
  readonly closed: (id: string | undefined) => void;
}

export class Several {
  readonly #host: SeveralHost;
  readonly #words = new LateWords(strings, severalTexts, () => void this.#host.changed());
  #isOffered = false;
  #choices: readonly Choice[] | undefined;
  #more = false;
  #chosen: readonly string[] = [];
  #problem: 'first' | 'changed' | undefined;
  #payment: PaymentPanel | undefined;
  #isPaying = false;

  constructor(host: SeveralHost) {
    this.#host = host;
    adopt(host.root(), deskStyles);
    adopt(host.root(), styles);
  }

  /** Finds out whether there is more than one invoice that can be paid together. Where the server does not say, there is not. */
  async look(invoices: readonly InvoiceSummary[]): Promise<void> {
    const { listening, portal, reading } = this.#host;
    const optionsOf = async ({ id }: InvoiceSummary) =>
      portal()
        ?.payments.options(id, { signal: listening() })
        .catch(() => undefined);
    const [answers] = await Promise.all([
      Promise.all(sampleOf(invoices.filter(isOpen)).map(optionsOf)),
      this.#words.ready(reading().language),
    ]);
    this.#isOffered = answers.some((one) => one?.payable);
  }

  /** What opens it, above the list. */
  offer(): TemplateResult | typeof nothing {
    const { actions, session } = this.#host;
    if (!this.#isOffered || !session()?.capabilities['invoices.pay'].allowed) return nothing;
    return html`<p class="offer">
      <button
        type="button"
        class="button"
        data-several
        aria-disabled=${actions.busy.has(KEY) ? 'true' : nothing}
        @click=${() => {
          this.#choose();
        }}
      >
        ${this.#now('offer')}
      </button>
    </p>`;
  }

  /** What stands in the place of the list; undefined while nobody chooses or pays. */
  render(): TemplateResult | undefined {
    return this.#choices && severalPage(this.#view(this.#choices));
  }

  /** Called when the element has drawn. */
  updated(): void {
    this.#payment?.updated();
  }

  /** Forgets what was chosen; the focus stays where it is. */
  close(): void {
    this.#choices = undefined;
    this.#chosen = [];
    this.#problem = undefined;
    this.#isPaying = false;
    this.#payment?.close();
  }

  get #now(): SeveralWords {
    return this.#words.in(this.#host.reading().language);
  }

  get #picked(): readonly Choice[] {
    return (this.#choices ?? []).filter(({ invoice }) => this.#chosen.includes(invoice.id));
  }

  #view(choices: readonly Choice[]): SeveralView {
    const { actions, faces, formats, money, session, words } = this.#host;
    return {
      ...{ words: this.#now, list: words(), faces: faces(), formats: formats(), money: money(), session: session() },
      ...{ choices, more: this.#more, chosen: this.#picked, busy: actions.busy.has(KEY) },
      problem: this.#problem ? this.#now(this.#problem) : actions.problem,
      payment: this.#isPaying ? this.#payment?.render() : undefined,
      ...{ toggle: this.#toggle, refuse: this.#refuse, pay: this.#pay, back: this.#back },
    };
  }

  /** Opens the choice, or comes back to it: the server says anew what is to be paid. */
  #choose(): void {
    void this.#host.actions.run(KEY, async (portal, signal) => {
      await this.#read(portal, signal);
      this.#problem = undefined;
      await this.#focus('#several-title');
    });
  }

  /** The invoices that are due first, whatever part of the list is on screen, and what the server says about paying each. */
  async #read(portal: Portal, signal: AbortSignal): Promise<void> {
    const matterId = this.#host.matterId();
    const pages = await Promise.all(
      statuses
        .filter((status) => isOpen({ status }))
        .map((status) => portal.invoices.list({ matterId, status }, { signal })),
    );
    const open = byDay(pages.flatMap(({ data }) => data));
    const choices = await Promise.all(
      open
        .slice(0, MOST)
        .map(async (invoice) => ({ invoice, options: await portal.payments.options(invoice.id, { signal }) })),
    );
    this.#choices = choices.filter(({ options }) => options.amount > 0 || options.underWay !== null);
    this.#more = open.length > MOST || pages.some(({ nextCursor }) => nextCursor !== null);
    // What was chosen stays chosen, as far as it still goes.
    this.#chosen = this.#picked.filter((one) => !hindranceOf(one, [])).map(({ invoice }) => invoice.id);
    this.#isPaying = false;
    this.#payment?.close();
  }

  #toggle = (choice: Choice): void => {
    const { id } = choice.invoice;
    const isChosen = this.#chosen.includes(id);
    this.#chosen = isChosen ? this.#chosen.filter((one) => one !== id) : [...this.#chosen, id];
    this.#problem = undefined;
    const { announce, money } = this.#host;
    announce(sumText({ words: this.#now, money: money(), chosen: this.#picked }));
    void this.#host.changed();
  };

  #refuse = (choice: Choice): void => {
    const { announce, money } = this.#host;
    announce(hindranceText({ words: this.#now, money: money(), chosen: this.#picked }, choice));
  };

  #pay = (): void => {
    const chosen = this.#picked;
    if (chosen.length === 0) {
      this.#say('first');
      void this.#focus('[name=invoice]:not([aria-disabled])');
      return;
    }
    const invoices = chosen.map(({ invoice: { id, number }, options }) => {
      return { id, number, balance: dueOf(options), currency: options.currency };
    });
    void this.#host.actions.run(KEY, async (portal, signal) => {
      const { PaymentPanel } = await import('../payment/payment-panel.js');
      const { settled } = this.#host;
      this.#payment ??= new PaymentPanel({ ...this.#host, settled, closed: this.#leave });
      await this.#payment.open(invoices);
      this.#isPaying = this.#payment.run.step !== 'none';
      if (this.#isPaying) {
        await this.#focus('#payment-title');
        return;
      }
      await this.#read(portal, signal);
      this.#say('changed');
    });
  };

  /** The person is done with paying, or wants to choose anew. */
  #leave = (): void => {
    const { payment, invoices, step } = this.#payment?.run ?? {};
    if (step === 'amount') {
      this.#choose();
      return;
    }
    const [first] = payment?.invoices ?? [];
    if (step === 'paid') this.#host.announce(this.#now('paid', { count: invoices?.length ?? 0 }));
    this.#end(first?.id);
  };

  #back = (): void => {
    this.#end(undefined);
  };

  #end(paid: string | undefined): void {
    this.close();
    void this.#host.changed().then(() => {
      this.#host.closed(paid);
    });
  }

  #say(problem: 'first' | 'changed'): void {
    this.#problem = problem;
    this.#host.announce(this.#now(problem));
    void this.#host.changed();
  }

  async #focus(selector: string): Promise<void> {
    await this.#host.changed();
    const found = this.#host.root().querySelector<HTMLElement>(selector);
    found?.focus({ preventScroll: true });
    found?.scrollIntoView({ block: 'nearest' });
  }
}
