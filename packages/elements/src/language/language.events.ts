/** The person chose another language. */
export class PortalLanguageChangedEvent extends Event {
  /** BCP 47 tag. */
  readonly language: string;

  constructor(language: string) {
    super('portal-language-changed', { bubbles: true, composed: true });
    this.language = language;
  }
}

declare global {
  interface HTMLElementEventMap {
    'portal-language-changed': PortalLanguageChangedEvent;
  }
}
