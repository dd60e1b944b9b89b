import type { Portal } from '@portico/client';
import type { Session } from '@portico/contract';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { PortalElement } from '../core/element.js';
import { actingIcon, previewIcon } from '../account-icons.js';
import { strings } from './preview.strings.js';
import { styles } from './preview.styles.js';

/**
 * Says that a member of the staff looks with a client's eyes: who, as whom, and whether anything can be changed; and ends it.
 * `portal-provider` and widgets without one bring it themselves, so a page needs it only where it wants it elsewhere.
 *
 * @summary The banner over a preview.
 *
 * @slot - Shown until the element is defined, and where there is no script.
 *
 * @csspart base - The banner.
 */
export class PortalPreview extends PortalElement {
  static override styles: CSSResultGroup = [super.styles, styles];

  #watched: Portal | undefined;

  @state() private session: Session | undefined;
  @state() private ending = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { portal, listening: signal } = this;
    if (!portal || portal === this.#watched) return;
    this.#watched = portal;
    this.session = undefined;
    portal.addEventListener('session', ({ session }) => (this.session = session), { signal });
    portal.session
      .get({ signal })
      .then((session) => {
        if (portal === this.#watched) this.session = session;
      })
      .catch(() => undefined);
  }

  get #words() {
    return this.words(strings, (locale) => locale.preview);
  }

  #end = async (): Promise<void> => {
    this.ending = true;
    try {
      await this.portal?.session.signOut({ signal: this.listening });
      this.announce(this.#words('ended'));
    } catch {
      // The button stays; the faces of the page say that the server is out of reach.
    } finally {
      this.ending = false;
    }
  };

  protected override render(): TemplateResult {
    const { reading, session } = this;
    return html`${session?.preview && reading ? this.#banner(session, session.preview) : nothing}<slot hidden></slot>`;
  }

  #banner({ contact: { name } }: Session, { by, readOnly }: NonNullable<Session['preview']>): TemplateResult {
    const words = this.#words;
    return html`<section
      part="base"
      class="preview ${readOnly ? '' : 'real'}"
      aria-label=${words('label')}
      lang=${this.reading?.language ?? 'en'}
      dir=${this.reading?.direction ?? 'ltr'}
    >
      <div class="said">
        ${readOnly ? previewIcon : actingIcon}
        <div>
          <strong>${words(readOnly ? 'title' : 'actAsTitle', { name })}</strong>
          <p>${words(readOnly ? 'readOnly' : 'actAs', { by, name })}</p>
        </div>
      </div>
      <button type="button" class="button" ?disabled=${this.ending} @click=${this.#end}>${words('end')}</button>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'portal-preview': PortalPreview;
  }
}
