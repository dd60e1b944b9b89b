/**
 * What every element of the product shares: its client, the reader's language and direction, adopted
 * styles, one AbortSignal for listeners, a status region that re-rendering leaves alone, the appearance.
 */
import { ContextConsumer } from '@lit/context';
import type { Portal } from '@portico/client';
import type { LocalizedText } from '@portico/contract';
import { LitElement, type CSSResultGroup, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { loadLocale, speaks, type Locale } from '../locales/locale.js';
import { base } from '../styles/base.js';
import { schemes, tokens } from '../styles/tokens.js';
import type { Appearance } from './appearance.js';
import { clientOf, defaultClient, portalContext, previewed, watchDefault } from './client.js';
import { Formats } from './formats.js';
import { chosenLanguage, enlist } from './language-choice.js';
import { closest, readingAt, watchReading, type Reading } from './language.js';
import { takeLink } from './link.js';
import { localized, type Localized } from './localized.js';
import { createTranslate, type Strings, type Translate, type TranslationOf } from './translate.js';
import { version } from './version.js';

export type Theme = 'auto' | 'light' | 'dark';

/** Properties that name the portal. */
const sources = ['client', 'api', 'publishableKey', 'fetchSession', 'crossSite'] as const;

export abstract class PortalElement extends LitElement {
  /** Version of the package that defined the element. */
  static readonly version: string = version;
  static override styles: CSSResultGroup = [tokens, schemes, base];

  readonly #consumer = new ContextConsumer(this, {
    context: portalContext,
    subscribe: true,
    callback: () => {
      this.resolveClient();
    },
  });
  readonly #translators = new Map<Strings, unknown>();
  #listening = new AbortController();
  #status: HTMLElement | undefined;
  #locale: Locale | undefined;
  #wanted: Reading = { language: 'en', direction: 'ltr' };

  /** What is on screen; undefined until the first language has arrived. */
  @state() protected reading: Reading | undefined;
  /** The client this element talks through. */
  @state() protected portal: Portal | undefined;
  /** Numbers and dates in the language on screen. */
  protected formats = new Formats('en');
  protected readonly internals = this.attachInternals();

  /** Base address of the portal API, e.g. `https://portal.firm.com`; empty for the page's own origin. */
  @property() api: string | undefined;
  /** Publishable key of the firm, `pk_…`. */
  @property({ attribute: 'publishable-key' }) publishableKey: string | undefined;
  /** Asks the firm's backend for a client secret, where the backend already knows who is there. */
  @property({ attribute: false }) fetchSession: (() => Promise<string>) | undefined;
  /** Keeps the session on a page of another site than the API's, where no cookie of the API's own site is sent. */
  @property({ type: Boolean, attribute: 'cross-site' }) crossSite = false;
  /** A client made with `createPortal`; it wins over every other way of naming one. */
  @property({ attribute: false }) client: Portal | undefined;
  /** `light`, `dark`, or `auto` for what the reader's system prefers; without it the page's own colour scheme. */
  @property({ reflect: true }) theme: Theme | undefined;
  /** Colours, corners and type, as an object or as JSON in the attribute. */
  @property({ converter: readAppearance }) appearance: Appearance | undefined;

  override connectedCallback(): void {
    takeLink();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    super.connectedCallback();
    enlist(this, signal);
    watchReading(this, () => void this.#readLanguage(), signal);
    watchDefault(() => {
      this.resolveClient();
    }, signal);
    void this.#readLanguage();
    this.resolveClient();
  }

  override disconnectedCallback(): void {
    this.#listening.abort();
    super.disconnectedCallback();
  }

  /** Aborts when the element leaves the page; every listener on window, document or client hangs on it. */
  get listening(): AbortSignal {
    return this.#listening.signal;
  }

  /** BCP 47 tag the reader asked for; texts of the firm follow it even where the elements do not speak it. */
  get language(): string {
    return this.#wanted.language;
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    this.#status = document.createElement('div');
    this.#status.setAttribute('role', 'status');
    this.#status.className = 'unseen';
    root.append(this.#status);
    this.renderOptions.renderBefore = this.#status;
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (sources.some((name) => changed.has(name))) this.resolveClient();
    const { appearance } = this;
    if (changed.has('appearance') && (appearance ?? changed.get('appearance')))
      void import('./appearance.js').then(({ applyAppearance }) => {
        applyAppearance(this, this.appearance);
      });
  }

  /** Looks the client up again: after a property, the provider or the page's default changed. */
  protected resolveClient(): void {
    const own = clientOf(this);
    const provider = own ? undefined : closest(this, 'portal-provider:not(:defined)');
    if (provider) {
      void customElements.whenDefined('portal-provider').then(() => {
        if (!this.isConnected) return;
        this.#consumer.hostConnected();
        this.resolveClient();
      });
      return;
    }
    this.portal = previewed(own ?? this.#consumer.value ?? defaultClient());
  }

  /** Says something to people who use a screen reader, politely; the same words twice are said twice. */
  protected announce(text: string): void {
    if (!this.#status) return;
    this.#status.textContent = this.#status.textContent === text ? `${text}\u00a0` : text;
  }

  /** The translator of one table in the language on screen. */
  protected words<const S extends Strings>(english: S, pick: (locale: Locale) => TranslationOf<S>): Translate<S> {
    const known = this.#translators.get(english);
    if (isTranslate<S>(known)) return known;
    const made = createTranslate(this.formats.language, english, this.#locale && pick(this.#locale));
    this.#translators.set(english, made);
    return made;
  }

  /** A text of the firm in the reader's language. */
  protected localized(texts: LocalizedText): Localized {
    return localized(texts, this.language);
  }

  async #readLanguage(): Promise<void> {
    const chosen = chosenLanguage(this);
    const reading = chosen ?? readingAt(this);
    const { language, direction } = this.#wanted;
    if (this.reading && reading.language === language && reading.direction === direction) return;
    this.#wanted = reading;
    const spoken = speaks(reading.language);
    const locale = await loadLocale(reading.language).catch(() => undefined);
    if (this.#wanted !== reading) return;
    this.#locale = locale;
    this.formats = new Formats(spoken ? reading.language : 'en');
    this.#translators.clear();
    this.reading = spoken ? reading : { language: 'en', direction: reading.direction };
  }
}

const warned = new Set<string>();
/** Reads the `appearance` attribute; anything but a JSON object warns once and counts as absent. */
function readAppearance(value: string | null): Appearance | undefined {
  if (!value) return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed === 'object' && parsed !== null) return parsed;
  } catch {
    // falls through to the warning: a bad value must not break the page
  }
  if (!warned.has(value)) console.warn('The attribute appearance is not a JSON object and was ignored.');
  warned.add(value);
  return undefined;
}

function isTranslate<S>(value: unknown): value is Translate<S> {
  return typeof value === 'function';
}
