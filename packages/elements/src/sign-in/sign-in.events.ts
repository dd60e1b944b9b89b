/** Somebody signed in at this element. */
export class PortalSignedInEvent extends Event {
  readonly contactId: string;

  constructor(contactId: string) {
    super('portal-signed-in', { bubbles: true, composed: true });
    this.contactId = contactId;
  }
}

/** The person signed out at this element. */
export class PortalSignedOutEvent extends Event {
  constructor() {
    super('portal-signed-out', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'portal-signed-in': PortalSignedInEvent;
    'portal-signed-out': PortalSignedOutEvent;
  }
}
