import type { Portal } from '@portico/client';
import type { nothing } from 'lit';
import { html, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { PortalElement } from '../core/element.js';
import { chooseLanguage } from '../core/language-choice.js';
import { closest } from '../core/language.js';
import { languageIcon } from '../later-icons.js';
import { languages as spoken } from '../locales/locale.js';
import { PortalLanguageChangedEvent } from './language.events.js';
import { strings } from './language.strings.js';
import { styles } from './language.styles.js';

/**
 * A menu of the firm's languages, each in its own name. The choice holds at once for everything in the same
 * provider, or for all of the product's elements where there is none; what is being typed or sent goes on. It is kept
 * with the contact, so that the next visit and the e-mails follow it.
 *
 * @summary Lets the reader choose the language.
 *
 * @slot - Shown until the element is defined, and where there is no script.
 *
 * @event {PortalLanguageChangedEvent} portal-language-changed - The person chose another language.
 *
 * @csspart base - Label and menu.
 * @csspart label - The word before the menu.
 * @csspart menu - The native select.
 */
export class PortalLanguage extends PortalElement {
  static override styles: CSSResultGroup = [super.styles, styles];

  #asked: Portal | undefined;

  /** Undefined until the portal has answered. */
  @state() private offered: readonly string[] | undefined;
  /** Leaves out the word before the menu; it stays for screen readers. */
  @property({ type: Boolean, reflect: true }) compact = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { portal } = this;
    if (!portal || portal === this.#asked) return;
    this.#asked = portal;
    void this.#ask(portal);
    portal.addEventListener('session', () => void this.#ask(portal), { signal: this.listening });
  }

  /** The firm's languages and, once somebody is signed in, the one they chose before, unless the page says which. */
  async #ask(portal: Portal): Promise<void> {
    const { listening: signal } = this;
    const session = await portal.session.get({ signal }).catch(() => undefined);
    const info = session ?? (await portal.signIn.info({ signal }).catch(() => undefined));
    this.offered = info?.languages ?? spoken;
    const kept = session?.contact.language;
    const said = closest(this, 'portal-provider')?.getAttribute('lang');
    if (kept && !said && kept !== this.language && this.offered.includes(kept)) chooseLanguage(this, kept);
  }

  #change = async (event: Event): Promise<void> => {
    if (!(event.target instanceof HTMLSelectElement)) return;
    const language = event.target.value;
    chooseLanguage(this, language);
    this.dispatchEvent(new PortalLanguageChangedEvent(language));
    const { portal, listening: signal } = this;
    if (portal?.session.current) await portal.session.updateLanguage(language, { signal }).catch(() => undefined);
    await this.updateComplete;
    this.announce(this.#words('changed', { language: nameOf(language) }));
  };

  get #words() {
    return this.words(strings, (locale) => locale.language);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { reading, offered, language } = this;
    // The menu's place is kept, so that nothing below it moves when the answer comes.
    if (!reading || !offered)
      return html`<div class="bone"></div>
        <slot hidden></slot>`;
    if (offered.length < 2) return html`<slot hidden></slot>`;
    const current =
      offered.find((each) => each === language) ?? offered.find((each) => each === language.split('-')[0]);
    return html`<label part="base" lang=${reading.language} dir=${reading.direction}>
      ${languageIcon}
      <span part="label" class=${this.compact ? 'unseen' : ''}>${this.#words('label')}</span>
      <select part="menu" @change=${this.#change}>
        ${offered.map((each) => html`<option value=${each} lang=${each} ?selected=${each === current}>${nameOf(each)}</option>`)}
      </select>
      <slot hidden></slot>
    </label>`;
  }
}

/** A language's name in itself, with the capital it has on its own. @param language BCP 47 tag */
function nameOf(language: string): string {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

declare global {
  interface HTMLElementTagNameMap {
    'portal-language': PortalLanguage;
  }
}
