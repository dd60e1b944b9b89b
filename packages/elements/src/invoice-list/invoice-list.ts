import type { InvoiceStatus, InvoiceSummary } from '@portico/contract';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { Actions, isGone } from '../core/actions.js';
import { FacedElement } from '../core/faced-element.js';
import { Faces } from '../core/faces.js';
import { LateWords } from '../core/late-words.js';
import { dropReturn, returnedPayment } from '../core/link.js';
import { Money } from '../core/money.js';
import { supportFooter } from '../core/support-footer.js';
import type { PayBy } from '../payment/pay-by.js';
import type { OpenInvoice } from './invoice.js';
import {
  besides,
  invoiceRows,
  type InvoiceListView,
  listHeader,
  listSkeleton,
  mayKeep,
  noInvoices,
  totalsStrip,
} from './invoice-list-view.js';
import { invoiceListTexts } from './invoice-list-words.js';
import { PortalInvoiceOpenedEvent } from './invoice-list.events.js';
import { strings } from './invoice-list.strings.js';
import { styles } from './invoice-list.styles.js';
import type { ListHost } from './list-host.js';
import { type InvoicePages, isBare, readInvoices, readOn, withAsked } from './invoice-pages.js';
import { Panels } from './panels.js';
import type { Several } from './several.js';
import { isOpen } from './standing.js';

/**
 * What the client owes and has paid: sums by currency, every invoice with how it stands in words and shape, and each one to be
 * read and printed, with its lines, its terms and everything that was paid on it. What reads one invoice loads when the first is opened.
 *
 * @summary Invoices: what is due, what is paid, each one to read and to print.
 *
 * @slot - Shown until the element is defined, and where there is no script.
 * @slot form - Used by the element to ask who somebody is before what weighs; leave it alone.
 * @slot method - Used by the element for the fields of a card or bank account that is to be kept; leave it alone.
 * @slot sign-in - A `portal-sign-in` of the page's own; without one the element brings it when nobody is signed in.
 *
 * @event {PortalInvoiceOpenedEvent} portal-invoice-opened - The person opened an invoice.
 * @event {PortalPaymentStartedEvent} portal-payment-started - A payment is ready; no money has moved.
 * @event {PortalPaymentSubmittedEvent} portal-payment-submitted - A payment is with the client's bank, which takes days.
 * @event {PortalPaymentSucceededEvent} portal-payment-succeeded - Invoices were paid, whole or in part.
 * @event {PortalPaymentFailedEvent} portal-payment-failed - A try to pay did not work, and nothing was taken.
 * @event {PortalPaymentLeaveEvent} portal-payment-leave - The person leaves for the processor's own page; canceled, they stay.
 * @event {PortalSignedInEvent} portal-signed-in - The person signed in at the element's own sign-in.
 *
 * @csspart base - Everything inside the element.
 * @csspart header - The title, and the choice among many invoices.
 * @csspart totals - What is to pay, overdue and paid this year, for each currency.
 * @csspart list - The invoices.
 * @csspart none - The face when none is as the choice says.
 * @csspart tools - What can be had besides the invoices.
 * @csspart several - Choosing several invoices, and paying them at once.
 * @csspart statement - The form of a statement.
 * @csspart ways - The cards and bank accounts that the client keeps, and automatic payments.
 * @csspart invoice - One invoice that is open.
 * @csspart due - What is to pay on it, and by when.
 * @csspart plan - Its payment plan: offered, agreed to, done or ended.
 * @csspart lines - What it is for, line by line.
 * @csspart sums - What the lines come to, and what is left to pay.
 * @csspart questions - What the client asked about it, and the way to ask.
 * @csspart history - What was paid, given back, taken back and credited.
 * @csspart pay - Paying, or how to pay.
 * @csspart footer - Whom to turn to.
 * @csspart empty - The face when there is no invoice.
 * @csspart failed - The face when loading failed.
 * @csspart refused - The face when this session may not see it.
 * @csspart offline - The banner while the browser is offline.
 *
 * @cssstate loading - Nothing to show yet.
 * @cssstate empty - There is no invoice.
 * @cssstate ready - The invoices are on screen.
 * @cssstate failed - Loading failed.
 * @cssstate signed-out - Nobody is signed in.
 * @cssstate refused - This session may not see it.
 */
export class PortalInvoiceList extends FacedElement {
  static override styles: CSSResultGroup = [super.styles, styles];

  readonly #late = new LateWords(strings, invoiceListTexts, () => {
    this.requestUpdate();
  });
  readonly #faces = new Faces<InvoicePages>(this, {
    args: () => [this.matterId],
    load: async (portal, signal) => {
      const choice = { matterId: this.matterId, status: this.#status };
      const [pages] = await Promise.all([readInvoices(portal, choice, signal), this.#late.ready(this.language)]);
      await this.#offerSeveral(pages);
      return pages;
    },
    isEmpty: isBare,
  });
  readonly #actions = new Actions(this, {
    words: (error) => this.#words(isGone(error) ? 'gone' : 'notDone'),
    gone: () => {
      this.#one?.close();
      this.reload();
      void this.updateComplete.then(() => {
        if (!this.#hasFocus) this.#focus('h2');
      });
    },
  });
  readonly #host: ListHost = {
    element: this,
    root: () => this.renderRoot,
    portal: () => this.portal,
    actions: this.#actions,
    listening: () => this.listening,
    reading: () => this.reading ?? { language: 'en', direction: 'ltr' },
    words: () => this.#words,
    texts: (english, pick) => this.words(english, pick),
    faces: () => this.facesContext().words,
    formats: () => this.formats,
    money: () => this.#money,
    session: () => this.#faces.session,
    payBy: () => this.payBy,
    announce: (text) => {
      this.announce(text);
    },
    changed: async () => {
      this.requestUpdate();
      await this.updateComplete;
    },
  };
  readonly #panels = new Panels(this.#host);
  #money = new Money('en');
  #status: InvoiceStatus | undefined;
  #one: OpenInvoice | undefined;
  #several: Several | undefined;
  #isBack = false;

  /** Id of a case, `mat_…`, to show its invoices alone; without it those of every shared case. */
  @property({ attribute: 'matter-id' }) matterId: string | undefined;

  /**
   * Where the client types their card: `fields` of the processor on this page, or `checkout`, the processor's own page. With
   * `checkout` nothing of the processor's is ever loaded here, so that the firm's page stays out of the scope of card rules; a
   * card cannot be added here without paying then.
   */
  @property({ attribute: 'pay-by' }) payBy: PayBy = 'fields';

  /** Loads again; what is on screen stays until the answer is there. */
  reload(): void {
    this.#faces.reload();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    // Whoever signs out takes the open invoice along.
    if (this.#faces.face !== 'ready') {
      this.#one?.close();
      this.#panels.close();
      this.#several?.close();
    }
    if (this.#money.language !== this.formats.language) this.#money = new Money(this.formats.language);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#one?.updated();
    this.#several?.updated();
    this.#panels.updated();
    if (this.#faces.face === 'ready' && !this.#isBack && returnedPayment() !== undefined) this.#comeBack();
  }

  get #words() {
    return this.#late.in(this.reading?.language ?? 'en');
  }

  /** Where more than one is open, they may be paid at once. That is known before the list is shown, so that nothing jumps. */
  async #offerSeveral({ invoices }: InvoicePages): Promise<void> {
    if (invoices.filter(isOpen).length > 1) {
      const loaded = this.#several ? undefined : await import('./several.js').catch(() => undefined);
      if (loaded) {
        this.#several ??= new loaded.Several({
          ...this.#host,
          matterId: () => this.matterId,
          settled: () => {
            this.reload();
          },
          closed: (id) => {
            this.#focus(id === undefined ? '[data-several]' : `[data-open="${id}"]`);
          },
        });
      }
    }
    await this.#several?.look(invoices);
  }

  /** Opens what the client comes back from paying; where it is none of theirs, there is the list. */
  #comeBack(): void {
    this.#isBack = true;
    void this.#actions.run('back', async ({ payments }, signal) => {
      const payment = await payments.get(returnedPayment() ?? '', { signal }).catch((error: unknown) => {
        if (!isGone(error)) throw error;
        return undefined;
      });
      const [invoice] = payment?.invoices ?? [];
      if (invoice) this.#open(invoice);
      else dropReturn();
    });
  }

  #open = ({ id }: Pick<InvoiceSummary, 'id'>): void => {
    void this.#actions.run(id, async (portal, signal) => {
      this.announce(this.#words('opening'));
      const [{ OpenInvoice }, invoice] = await Promise.all([
        import('./invoice.js'),
        portal.invoices.get(id, { signal }),
      ]);
      this.#one ??= new OpenInvoice({
        ...this.#host,
        settled: (fresh) => {
          this.#learn(fresh);
        },
        asked: (id, disputes) => {
          const { value } = this.#faces;
          if (value) this.#faces.replace(withAsked(value, id, disputes));
        },
        closed: (closed) => {
          this.#focus(`[data-open="${closed}"]`);
        },
      });
      this.#learn(invoice);
      await this.#one.open(invoice);
      this.dispatchEvent(new PortalInvoiceOpenedEvent(id));
    });
  };

  /** Takes over what an invoice has become since the list was read. */
  #learn(fresh: InvoiceSummary): void {
    const { value } = this.#faces;
    const known = value?.invoices.find(({ id }) => id === fresh.id);
    const same = (key: 'status' | 'balance' | 'nextDueOn') => known?.[key] === fresh[key];
    if (!value || !known || (same('status') && same('balance') && same('nextDueOn'))) return;
    const invoices = value.invoices.map((one) => (one.id === fresh.id ? fresh : one));
    this.#faces.replace({ ...value, invoices });
    this.reload();
  }

  #choose = (status: InvoiceStatus | undefined): void => {
    const { matterId } = this;
    void this.#actions.run('choice', async (portal, signal) => {
      const pages = await readInvoices(portal, { matterId, status }, signal);
      this.#status = status;
      await this.#show(pages);
      // The button that asked for all may be gone with the face that it stood in.
      if (!this.#hasFocus) this.#focus('h2');
    });
  };

  #more = (): void => {
    const { matterId } = this;
    void this.#actions.run('more', async (portal, signal) => {
      const { value } = this.#faces;
      if (!value) return;
      const pages = await readOn(portal, value, matterId, signal);
      await this.#show(pages);
      const first = pages.invoices[value.invoices.length];
      if (first && !this.#hasFocus) this.#focus(`[data-open="${first.id}"]`);
    });
  };

  async #show(pages: InvoicePages): Promise<void> {
    this.#faces.replace(pages);
    this.announce(this.#words('count', { count: pages.invoices.length }));
    await this.updateComplete;
  }

  get #hasFocus(): boolean {
    return Boolean(this.shadowRoot?.activeElement);
  }

  /** Focuses what was there before, or the title where it is gone. */
  #focus(selector: string): void {
    const { renderRoot: root } = this;
    (root.querySelector<HTMLElement>(selector) ?? root.querySelector<HTMLElement>('h2'))?.focus();
  }

  protected override render(): TemplateResult {
    const session = this.#faces.session ?? this.portal?.session.current;
    const view: InvoiceListView = {
      words: this.#words,
      faces: this.facesContext().words,
      formats: this.formats,
      money: this.#money,
      busy: this.#actions.busy,
      open: this.#open,
      choose: this.#choose,
      more: this.#more,
      panels: this.#panels,
      ways: mayKeep(session),
    };
    const { face } = this.#faces;
    const { problem } = this.#actions;
    const one = this.#one?.render() ?? this.#several?.render();
    return html`<div part="base" lang=${this.reading?.language ?? 'en'} dir=${this.reading?.direction ?? 'ltr'}>
      ${this.#faces.render({
        skeleton: listSkeleton,
        empty: () => noInvoices(view),
        ready: (pages) =>
          one ??
          html`${listHeader(view, pages)} ${problem ? html`<p class="banner">${problem}</p>` : nothing}
          ${totalsStrip(view, pages.totals)} ${this.#several?.offer() ?? nothing} ${invoiceRows(view, pages)}
          ${besides(view)}`,
      })}
      ${
        session && !one && (face === 'ready' || face === 'empty' || face === 'failed')
          ? supportFooter(view.faces, session.support)
          : nothing
      }
      <slot hidden></slot>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'portal-invoice-list': PortalInvoiceList;
  }
}
