/** Parts of an account that somebody can change. */
export type AccountPart = 'password' | 'email' | 'phone' | 'passkeys' | 'notifications';

/** The person changed something of their account here. */
export class PortalAccountChangedEvent extends Event {
  /** What was changed; of an address, that the change was asked for. */
  readonly what: AccountPart;

  constructor(what: AccountPart) {
    super('portal-account-changed', { bubbles: true, composed: true });
    this.what = what;
  }
}

declare global {
  interface HTMLElementEventMap {
    'portal-account-changed': PortalAccountChangedEvent;
  }
}
