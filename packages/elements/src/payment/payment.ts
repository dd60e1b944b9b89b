import type { Invoice } from '@portico/contract';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { FacedElement } from '../core/faced-element.js';
import { Faces } from '../core/faces.js';
import { LateWords } from '../core/late-words.js';
import { Money } from '../core/money.js';
import { supportFooter } from '../core/support-footer.js';
import type { PayBy } from './pay-by.js';
import { invoiceHead, lockedFace, nothingToPay, paymentSkeleton } from './payment-faces.js';
import type { PaymentPanel } from './payment-panel.js';
import { paymentTexts } from './payment-words.js';
import { strings } from './payment.strings.js';
import { styles } from './payment.styles.js';
import { styles as ownStyles } from './payment-element.styles.js';

/**
 * Paying one invoice, on a page of the firm's: what it is for, how much is open, and paying it by card or bank account in the
 * processor's own fields, which load when the person presses "Pay" and not before. The fields stand in the light DOM, so the
 * element works in shadow roots of any depth.
 *
 * @summary Pays a single invoice.
 *
 * @slot - Shown until the element is defined, and where there is no script.
 * @slot sign-in - A `portal-sign-in` of the page's own; without one the element brings it when nobody is signed in.
 * @slot payment - The processor's fields, which the element puts there itself.
 *
 * @event {PortalPaymentStartedEvent} portal-payment-started - The payment is ready; no money has moved.
 * @event {PortalPaymentSubmittedEvent} portal-payment-submitted - The payment is with the client's bank, which takes days.
 * @event {PortalPaymentSucceededEvent} portal-payment-succeeded - The invoice was paid, whole or in part.
 * @event {PortalPaymentFailedEvent} portal-payment-failed - A try did not work, and nothing was taken.
 * @event {PortalPaymentLeaveEvent} portal-payment-leave - The person leaves for the processor's own page; canceled, they stay.
 * @event {PortalSignedInEvent} portal-signed-in - The person signed in at the element's own sign-in.
 *
 * @csspart base - Everything inside the element.
 * @csspart header - Which invoice it is, and what it is for.
 * @csspart pay - How much, the processor's fields, and what became of it.
 * @csspart footer - Whom to turn to.
 * @csspart empty - The face when there is nothing to pay.
 * @csspart locked - The face when this cannot be paid here.
 * @csspart failed - The face when loading failed.
 * @csspart refused - The face when this session may not see it.
 * @csspart offline - The banner while the browser is offline.
 *
 * @cssstate loading - Nothing to show yet.
 * @cssstate empty - There is no such invoice.
 * @cssstate ready - The invoice is on screen.
 * @cssstate failed - Loading failed.
 * @cssstate signed-out - Nobody is signed in.
 * @cssstate refused - This session may not see it.
 */
export class PortalPayment extends FacedElement {
  static override styles: CSSResultGroup = [super.styles, styles, ownStyles];

  readonly #words = new LateWords(strings, paymentTexts, () => {
    this.requestUpdate();
  });
  readonly #faces = new Faces<Invoice | null>(this, {
    args: () => [this.invoiceId],
    load: (portal, signal) => this.#load(portal, signal),
    isEmpty: (invoice) => invoice === null,
  });
  #money = new Money('en');
  #panel: PaymentPanel | undefined;

  /** Id of the invoice, `inv_…`. */
  @property({ attribute: 'invoice-id' }) invoiceId: string | undefined;

  /**
   * Where the client types their card: `fields` of the processor on this page, or `checkout`, the processor's own page. With
   * `checkout` nothing of the processor's is ever loaded here, so that the firm's page stays out of the scope of card rules.
   */
  @property({ attribute: 'pay-by' }) payBy: PayBy = 'fields';

  /** Loads again; what is on screen stays until the answer is there. */
  reload(): void {
    this.#faces.reload();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#panel = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    // Whoever signs out takes what they were paying along.
    const { face } = this.#faces;
    if (face === 'signed-out' || face === 'refused') this.#panel?.close();
    if (this.#money.language !== this.formats.language) this.#money = new Money(this.formats.language);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#panel?.updated();
  }

  async #load(portal: NonNullable<typeof this.portal>, signal: AbortSignal): Promise<Invoice | null> {
    const { invoiceId } = this;
    const words = this.#words.ready(this.language);
    if (!invoiceId) return words.then(() => null);
    // The code of paying comes beside the invoice: neither waits for the other.
    const [invoice, { PaymentPanel }] = await Promise.all([
      portal.invoices.get(invoiceId, { signal }),
      import('./payment-panel.js'),
      words,
    ]);
    this.#panel ??= this.#newPanel(PaymentPanel);
    // What is under way stays: a balance that it has changed is what brought us here.
    const { invoices, step } = this.#panel.run;
    const isOther = !invoices.some(({ id }) => id === invoiceId);
    if (isOther || step === 'none' || step === 'amount') await this.#panel.openOne(invoice);
    return invoice;
  }

  #newPanel(Panel: typeof PaymentPanel): PaymentPanel {
    return new Panel({
      element: this,
      root: () => this.renderRoot,
      portal: () => this.portal,
      reading: () => this.reading ?? { language: 'en', direction: 'ltr' },
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
      settled: () => {
        this.reload();
      },
    });
  }

  protected override render(): TemplateResult {
    const session = this.#faces.session ?? this.portal?.session.current;
    const words = this.#words.in(this.reading?.language ?? 'en');
    const faces = this.facesContext().words;
    const { face } = this.#faces;
    return html`<div part="base" lang=${this.reading?.language ?? 'en'} dir=${this.reading?.direction ?? 'ltr'}>
      ${this.#faces.render({
        skeleton: paymentSkeleton,
        empty: () => nothingToPay(words),
        ready: (invoice) => (invoice ? this.#ready(invoice) : nothing),
      })}
      ${session && (face === 'ready' || face === 'failed') ? supportFooter(faces, session.support) : nothing}
      <slot hidden></slot>
    </div>`;
  }

  #ready(invoice: Invoice): TemplateResult {
    const words = this.#words.in(this.reading?.language ?? 'en');
    const { money, session } = { money: this.#money, session: this.#faces.session };
    const paying = this.#panel?.render();
    const isOpen = invoice.balance > 0 && invoice.status !== 'void';
    return html`${invoiceHead({ words, money, formats: this.formats, faces: this.facesContext().words }, invoice, this.#panel?.run.next)}
    ${paying ?? (isOpen ? lockedFace(words, session) : nothingToPay(words))}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'portal-payment': PortalPayment;
  }
}
