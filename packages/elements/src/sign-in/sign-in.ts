import type { Portal } from '@portico/client';
import { AuthError } from '@portico/client';
import type { PortalInfo, Session } from '@portico/contract';
import { html, nothing, render, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { PortalElement } from '../core/element.js';
import { closest } from '../core/language.js';
import { dropLink, linkToken } from '../core/link.js';
import '../define/portal-language.js';
import { signInForm } from './sign-in-form.js';
import { SignInRun, type SignInStep } from './sign-in-run.js';
import { PortalSignedInEvent, PortalSignedOutEvent } from './sign-in.events.js';
import { strings } from './sign-in.strings.js';
import { formStyles, styles } from './sign-in.styles.js';

let count = 0;

/**
 * Signs a client in without a password: an e-mail address, then the six-digit code from the message, or the
 * message's link. The inputs stand in the light DOM, where password managers and one-time-code autofill find
 * them. Where somebody is signed in, it says who and offers to sign out.
 *
 * @summary Sign-in by e-mail code or link.
 *
 * @slot - Shown until the element is defined, and where there is no script.
 * @slot form - Used by the element for its own form; leave it alone.
 *
 * @event {PortalSignedInEvent} portal-signed-in - Somebody signed in here.
 * @event {PortalSignedOutEvent} portal-signed-out - The person signed out here.
 *
 * @csspart base - The card.
 * @csspart help - Whom to turn to.
 *
 * @cssstate signed-in - Somebody is signed in.
 */
export class PortalSignIn extends PortalElement {
  static override styles: CSSResultGroup = [super.styles, styles];

  readonly #id = `portal-sign-in-${String(++count)}`;
  #form: HTMLFormElement | undefined;
  #run: SignInRun | undefined;
  #shownStep: SignInStep | undefined;
  #countdown: ReturnType<typeof setInterval> | undefined;

  @state() private info: PortalInfo | undefined;
  @state() private session: Session | undefined;
  @state() private checked = false;

  override connectedCallback(): void {
    super.connectedCallback();
    const form = (this.#form ??= document.createElement('form'));
    form.slot = 'form';
    form.noValidate = true;
    form.className = 'portal-form';
    form.addEventListener('submit', this.#submit, { signal: this.listening });
    this.append(form);
    adopt(this.getRootNode());
  }

  override disconnectedCallback(): void {
    clearInterval(this.#countdown);
    this.#form?.remove();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.portal && this.#run?.portal !== this.portal) this.#begin(this.portal);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#drawForm();
    if (this.session) this.internals.states.add('signed-in');
    else this.internals.states.delete('signed-in');
  }

  #begin(portal: Portal): void {
    const { listening: signal } = this;
    const run = (this.#run = new SignInRun(portal, linkToken() ? 'link' : 'email'));
    this.#shownStep = run.step;
    run.addEventListener('change', () => {
      this.requestUpdate();
    });
    portal.addEventListener(
      'session',
      ({ session, change }) => {
        this.session = session;
        // Said at once: the widget that brought this sign-in takes it away as soon as it can load.
        if (session && change === 'signed-in' && run.busy)
          this.dispatchEvent(new PortalSignedInEvent(session.contact.id));
      },
      { signal },
    );
    void portal.session
      .get({ signal })
      .then((session) => (this.session = session))
      .catch(() => undefined)
      .finally(() => (this.checked = true));
    if (portal.mode === 'cookie')
      void portal.signIn
        .info({ signal })
        .then((info) => (this.info = info))
        .catch(() => undefined);
  }

  #submit = (event?: Event): void => {
    event?.preventDefault();
    const run = this.#run;
    if (!run || run.busy) return;
    const value = this.#form?.querySelector('input')?.value ?? '';
    const { listening: signal } = this;
    if (run.step === 'email') void this.#start(value);
    else if (run.step === 'code') void run.withCode(value, signal).then(this.#finish);
    else void run.withLink(linkToken() ?? '', signal).then(this.#finish);
  };

  async #start(email: string): Promise<void> {
    const { origin, pathname, search } = location;
    await this.#run?.start(email, this.language, origin + pathname + search, this.listening);
    if (this.#run?.step !== 'code') return;
    clearInterval(this.#countdown);
    this.#countdown = setInterval(() => {
      this.#drawForm();
      if (!this.#run?.secondsToNextCode) clearInterval(this.#countdown);
    }, 1000);
  }

  #finish = (session: Session | undefined): void => {
    // A spent link is no reason to keep somebody out who is signed in already.
    if (!session && !(this.session && this.#run?.problem === 'link_spent')) return;
    dropLink();
    // The run is over: a link's "continue" must not stay on screen.
    this.#run?.back();
    if (session) this.announce(this.#words('signedInNow'));
  };

  #signOut = async (): Promise<void> => {
    await this.portal?.session.signOut({ signal: this.listening });
    if (this.portal) this.#begin(this.portal);
    this.dispatchEvent(new PortalSignedOutEvent());
  };

  #retry = async (): Promise<void> => {
    try {
      await this.portal?.session.refresh();
    } catch (error) {
      if (!(error instanceof AuthError)) this.announce(this.#words('network_error'));
    }
  };

  get #words() {
    return this.words(strings, (locale) => locale.signIn);
  }

  #drawForm(): void {
    const [run, form] = [this.#run, this.#form];
    if (!run || !form) return;
    const { reading, formats } = this;
    const codes = this.info?.signIn.emailCode ?? true;
    form.lang = reading?.language ?? 'en';
    const view = {
      words: this.#words,
      formats,
      run,
      codes,
      id: this.#id,
      submit: this.#submit,
      again: () => void this.#start(run.email),
    };
    render(this.#showsForm ? signInForm(view) : nothing, form);
    if (run.step !== this.#shownStep || run.problem) this.#lead(run);
    this.#shownStep = run.step;
  }

  /** After a step or a problem the focus goes to the field that is now to be filled. */
  #lead(run: SignInRun): void {
    const input = this.#form?.querySelector('input');
    const stepped = run.step !== this.#shownStep;
    if (run.busy || !input) return;
    if (stepped && run.step === 'code') this.announce(this.#intro(run));
    if (stepped || this.#form?.contains(document.activeElement)) input.focus();
    if (run.problem && run.problem !== 'code_missing') input.select();
  }

  get #showsForm(): boolean {
    if (!this.reading || !this.checked) return false;
    return this.#run?.step === 'link' || (!this.session && this.portal?.mode !== 'firm-session');
  }

  /** True where the page has a language menu of its own. */
  get #otherMenu(): boolean {
    return (closest(this, 'portal-provider') ?? document).querySelector('portal-language') !== null;
  }

  #intro({ step, email }: SignInRun): string {
    const words = this.#words;
    const codes = this.info?.signIn.emailCode ?? true;
    if (step === 'link') return words('linkReady');
    if (step === 'code') return words(codes ? 'codeText' : 'linkText', { email });
    return words(codes ? 'intro' : 'introLink');
  }

  protected override render(): TemplateResult {
    const { reading, info, session, checked, portal } = this;
    const base = (content: unknown): TemplateResult =>
      html`<div part="base" class="card" lang=${reading?.language ?? 'en'} dir=${reading?.direction ?? 'ltr'}>
        ${content}<slot name="form" ?hidden=${!this.#showsForm}></slot>${this.#help()}<slot hidden></slot>
      </div>`;
    if (!reading || !checked || !this.#run)
      return base(
        html`<div class="bone heading"></div>
          <div class="bone form"></div>`,
      );
    if (session && this.#run.step !== 'link') return base(this.#signedIn(session));
    if (portal?.mode === 'firm-session' && this.#run.step !== 'link') return base(this.#ended());
    const words = this.#words;
    const titles = { email: words('title'), code: words('codeTitle'), link: words('welcome') } as const;
    return base(
      html`<header>
          <p class="muted small firm" dir="auto">${info?.firm.name}</p>
          ${this.#otherMenu ? nothing : html`<portal-language .client=${portal} compact></portal-language>`}
        </header>
        <h2>${titles[this.#run.step]}</h2>
        <p class="muted intro">${this.#intro(this.#run)}</p>`,
    );
  }

  #signedIn({ contact }: Session): TemplateResult {
    return html`<p class="account">
      ${this.#words('signedInAs', { name: contact.name })}
      <button type="button" class="button" @click=${this.#signOut}>${this.#words('signOut')}</button>
    </p>`;
  }

  #ended(): TemplateResult {
    const words = this.#words;
    return html`<h2>${words('ended')}</h2>
      <p class="muted intro">${words('endedText')}</p>
      <button type="button" class="button primary" @click=${this.#retry}>${words('retry')}</button>`;
  }

  #help(): TemplateResult | typeof nothing {
    if (!this.info || this.session) return nothing;
    const { name, email, phone } = this.info.support;
    return html`<p class="small muted help" part="help">
      ${this.#words('help')} <strong>${name}</strong>
      ${phone ? html`<a href="tel:${phone.replace(/[^+\d]/g, '')}" dir="ltr">${phone}</a>` : nothing}
      ${email ? html`<a href="mailto:${email}">${email}</a>` : nothing}
    </p>`;
  }
}

/** The form's styles go where the form is: into the document or shadow root that holds the element. */
function adopt(root: Node): void {
  const sheet = formStyles.styleSheet;
  if (!sheet || !(root instanceof Document || root instanceof ShadowRoot)) return;
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}

declare global {
  interface HTMLElementTagNameMap {
    'portal-sign-in': PortalSignIn;
  }
}
