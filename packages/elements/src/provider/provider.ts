import { ContextProvider } from '@lit/context';
import { html, type CSSResultGroup, type TemplateResult } from 'lit';
import { portalContext } from '../core/client.js';
import { PortalElement } from '../core/element.js';
import { canvas, schemes } from '../styles/tokens.js';
import { styles } from './provider.styles.js';

/**
 * Gives everything inside it one client, one session, one language and one appearance. A single widget does without:
 * it takes the same attributes itself.
 *
 * @summary Client, session, language and looks for the elements inside.
 *
 * @slot - The elements, and anything else.
 */
export class PortalProvider extends PortalElement {
  static override styles: CSSResultGroup = [schemes, canvas, styles];

  readonly #provided = new ContextProvider(this, { context: portalContext });

  protected override resolveClient(): void {
    super.resolveClient();
    this.#provided.setValue(this.portal);
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'portal-provider': PortalProvider;
  }
}
