/** The person opened an invoice. */
export class PortalInvoiceOpenedEvent extends Event {
  readonly invoiceId: string;

  constructor(invoiceId: string) {
    super('portal-invoice-opened', { bubbles: true, composed: true });
    this.invoiceId = invoiceId;
  }
}

declare global {
  interface HTMLElementEventMap {
    'portal-invoice-opened': PortalInvoiceOpenedEvent;
  }
}
