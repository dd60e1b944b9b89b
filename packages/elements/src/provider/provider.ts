import { ContextProvider } from '@lit/context';
import type { Session } from '@portico/contract';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { portalContext } from '../core/client.js';
import { PortalElement } from '../core/element.js';
import { canvas, schemes } from '../styles/tokens.js';
import { styles } from './provider.styles.js';

/**
 * Gives everything inside it one client, one session, one language and one appearance. A single widget does without:
 * it takes the same attributes itself. While a member of the staff previews the portal, a banner above the content says so.
 *
 * @summary Client, session, language and looks for the elements inside.
 *
 * @slot - The elements, and anything else.
 */
export class PortalProvider extends PortalElement {
  static override styles: CSSResultGroup = [schemes, canvas, styles];

  readonly #provided = new ContextProvider(this, { context: portalContext });

  @state() private session: Session | undefined;

  protected override resolveClient(): void {
    const before = this.portal;
    super.resolveClient();
    this.#provided.setValue(this.portal);
    if (this.portal !== before) this.#watch();
  }

  /** Only a preview is looked at: a visitor's page asks for a session when one of its elements does. */
  #watch(): void {
    const { portal, listening: signal } = this;
    this.session = undefined;
    if (portal?.mode !== 'preview') return;
    void import('../define/portal-preview.js');
    const take = (session: Session | undefined): void => {
      if (portal === this.portal) this.session = session;
    };
    portal.addEventListener(
      'session',
      ({ session }) => {
        take(session);
      },
      { signal },
    );
    portal.session.get({ signal }).then(take, () => undefined);
  }

  protected override render(): TemplateResult {
    const { portal, session } = this;
    return html`${session?.preview ? html`<portal-preview .client=${portal}></portal-preview>` : nothing}<slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'portal-provider': PortalProvider;
  }
}
