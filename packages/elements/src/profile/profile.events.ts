/** The person changed their password here; every other device is signed out. */
export class PortalPasswordChangedEvent extends Event {
  constructor() {
    super('portal-password-changed', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'portal-password-changed': PortalPasswordChangedEvent;
  }
}
