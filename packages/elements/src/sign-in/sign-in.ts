import type { Portal } from '@portico/client';
import { AuthError } from '@portico/client';
import type { PortalInfo, Session } from '@portico/contract';
import { html, nothing, render, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { PortalElement } from '../core/element.js';
import { closest } from '../core/language.js';
import { dropLink, followedLink } from '../core/link.js';
import { strings as formStrings } from '../form/form.strings.js';
import { lightForm, placeForm, valueIn } from '../form/light-form.js';
import { problemText, signInForm, type FormView } from './sign-in-form.js';
import { fieldOf } from './sign-in-problem.js';
import { SignInRun, type Message } from './sign-in-run.js';
import { isFirst, isLinked, type SignInStep } from './sign-in-steps.js';
import { PortalSignedInEvent, PortalSignedOutEvent } from './sign-in.events.js';
import { help, introOf, titleOf } from './sign-in-words.js';
import { strings } from './sign-in.strings.js';
import { styles } from './sign-in.styles.js';

let count = 0;

/**
 * Signs a client in, in the ways that the firm allows: e-mail address and password, an address or a mobile number and then
 * the six-digit code or the link of a message, or a passkey. Links that invite, set a new password or confirm a new address lead
 * here too. The inputs stand in the light DOM, where
 * password managers and one-time-code autofill find them. Where somebody is signed in, it says who and offers to sign out.
 *
 * @summary Sign-in by password, passkey, or a code or link by e-mail or text message.
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
  #offered: SignInRun | undefined;
  #shownStep: SignInStep | undefined;
  #shownProblems = 0;
  #countdown: ReturnType<typeof setInterval> | undefined;

  @state() private info: PortalInfo | undefined;
  @state() private session: Session | undefined;
  @state() private checked = false;
  @state() private passwordShown = false;

  override connectedCallback(): void {
    super.connectedCallback();
    placeForm(this, (this.#form ??= lightForm(this.#submit)));
    this.#form.addEventListener('focusin', () => void this.#offerPasskeys(), { signal: this.listening });
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
    const run = (this.#run = new SignInRun(portal, followedLink()));
    this.checked = false;
    this.passwordShown = false;
    this.#shownStep = run.step;
    this.#shownProblems = 0;
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
    const asked = portal.session
      .get({ signal })
      .then((session) => (this.session = session))
      .catch(() => undefined);
    void Promise.all([asked, this.#learn(portal, run)]).then(() => {
      if (run !== this.#run) return;
      this.#shownStep = run.step;
      this.checked = true;
    });
  }

  /** Learns what the firm allows, so that nobody sees a form that is about to change. */
  async #learn(portal: Portal, run: SignInRun): Promise<void> {
    if (!portal.signsInHere) return;
    const info = await portal.signIn.info({ signal: this.listening }).catch(() => undefined);
    this.info = info;
    run.ways = info?.signIn;
  }

  #submit = (event?: Event): void => {
    event?.preventDefault();
    const run = this.#run;
    if (!run || run.busy) return;
    const { listening: signal } = this;
    const password = valueIn(this.#form, 'password');
    // What password managers keep must have been a password field at that moment.
    this.passwordShown = false;
    switch (run.step) {
      case 'password':
        void run.withPassword(valueIn(this.#form, 'email'), password, signal).then(this.#finish);
        break;
      case 'email':
        void this.#message((message) => run.start(message, signal));
        break;
      case 'phone':
        void this.#text();
        break;
      case 'passkey':
        this.#passkey();
        break;
      case 'code':
        void run.withCode(valueIn(this.#form, 'code'), signal).then(this.#finish);
        break;
      case 'link':
      case 'invitation':
        void run.withLink(signal).then(this.#finish);
        break;
      case 'link-password':
        void run.completeLink(password, signal).then(this.#finish);
        break;
      case 'forgot':
      case 'forgot-sent':
        void this.#message((message) => run.askForPasswordLink(message, signal));
        break;
      case 'new-password':
        void run.setPassword(valueIn(this.#form, 'new-password'), signal).then(this.#finish);
        break;
      case 'new-email':
        void run.answerNewEmail(true, signal);
        break;
      case 'new-email-told':
        this.#leave();
    }
  };

  /** Has a message sent to the address in the form, or to the one that was in it, and counts the pause down. */
  async #message(send: (message: Message) => Promise<void>): Promise<void> {
    const { origin, pathname, search } = location;
    const email = valueIn(this.#form, 'email') || (this.#run?.email ?? '');
    await send({ email, language: this.language, returnTo: origin + pathname + search });
    this.#countDown();
  }

  /** Has a code texted to the number in the form, or to the one that was in it. */
  async #text(): Promise<void> {
    const run = this.#run;
    await run?.startSms(valueIn(this.#form, 'phone') || run.phone, this.language, this.listening);
    this.#countDown();
  }

  #countDown(): void {
    if (!this.#run?.secondsToNextCode) return;
    clearInterval(this.#countdown);
    this.#countdown = setInterval(() => {
      this.#drawForm();
      if (!this.#run?.secondsToNextCode) clearInterval(this.#countdown);
    }, 1000);
  }

  #finish = (session: Session | undefined): void => {
    const run = this.#run;
    // A spent link is no reason to keep somebody out who is signed in already.
    if (!run || (!session && !(this.session && run.problem === 'link_spent'))) return;
    const saved = run.step === 'new-password';
    dropLink();
    // The run is over: a link's "continue" must not stay on screen.
    run.back();
    if (session) this.announce(this.#words(saved ? 'passwordSaved' : 'signedInNow'));
  };

  #passkey = (): void => {
    void this.#run?.withPasskey(this.listening).then(this.#finish);
  };

  /** Offers the passkeys of this device in the list of what the browser fills in, once somebody is about to type. */
  #offerPasskeys = async (): Promise<void> => {
    const [run, form] = [this.#run, this.#form];
    if (!run || !run.ways?.passkey || !isFirst(run.step) || this.#offered === run) return;
    this.#offered = run;
    if (!form?.querySelector('[autocomplete~=webauthn]')) return;
    this.#finish(await run.withFilledInPasskey(this.listening));
  };

  #leave = (): void => {
    dropLink();
    this.#run?.back();
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

  #view(run: SignInRun): FormView {
    return {
      words: this.#words,
      formWords: this.words(formStrings, (locale) => locale.form),
      formats: this.formats,
      run,
      id: this.#id,
      shown: this.passwordShown,
      toggle: () => (this.passwordShown = !this.passwordShown),
      submit: this.#submit,
      again: () =>
        void (run.step === 'code' && run.channel === 'sms'
          ? this.#text()
          : this.#message((message) => run.start(message, this.listening))),
      go: (step) => {
        run.go(step);
      },
      passkey: this.#passkey,
      refuse: () => void run.answerNewEmail(false, this.listening),
      forgot: () => {
        run.forget(valueIn(this.#form, 'email') || run.email);
      },
      back: () => {
        run.back();
      },
      leave: this.#leave,
    };
  }

  #drawForm(): void {
    const [run, form] = [this.#run, this.#form];
    if (!run || !form) return;
    form.lang = this.reading?.language ?? 'en';
    const view = this.#view(run);
    render(this.#showsForm ? signInForm(view) : nothing, form);
    if (run.busy || !this.#showsForm) return;
    if (run.step !== this.#shownStep || run.problems !== this.#shownProblems) this.#lead(run, view);
    this.#shownStep = run.step;
    this.#shownProblems = run.problems;
  }

  /** After a step or a problem the focus goes to the field that is now to be filled, and what happened is said. */
  #lead(run: SignInRun, view: FormView): void {
    const { problem } = run;
    const stepped = run.step !== this.#shownStep;
    if (problem) this.announce(problemText(problem, view));
    else if (stepped) this.announce(introOf(run, this.#words));
    const inputs = [...(this.#form?.querySelectorAll('input') ?? [])];
    const wanted = problem ? fieldOf(problem) : run.email && 'password';
    const first = inputs.find(({ name }) => wanted && name.endsWith(wanted)) ?? inputs[0];
    if (!first) return;
    if (stepped || this.#form?.contains(document.activeElement)) first.focus();
    if (problem && fieldOf(problem) && problem !== 'code_missing') first.select();
  }

  get #showsForm(): boolean {
    if (!this.reading || !this.checked || !this.#run) return false;
    return this.#linked || (!this.session && this.portal?.signsInHere === true);
  }

  /** True while a followed link is dealt with, whoever is signed in. */
  get #linked(): boolean {
    return isLinked(this.#run?.step);
  }

  /** True where the page has a language menu of its own. */
  get #otherMenu(): boolean {
    return (closest(this, 'portal-provider') ?? document).querySelector('portal-language') !== null;
  }

  protected override render(): TemplateResult {
    const { reading, info, session, checked, portal } = this;
    const run = this.#run;
    const base = (content: unknown): TemplateResult =>
      html`<div part="base" class="card" lang=${reading?.language ?? 'en'} dir=${reading?.direction ?? 'ltr'}>
        ${content}<slot name="form" ?hidden=${!this.#showsForm}></slot>${this.#helped}<slot hidden></slot>
      </div>`;
    if (!reading || !checked || !run)
      return base(
        html`<div class="bone heading"></div>
          <div class="bone form"></div>`,
      );
    if (session && !this.#linked) return base(this.#signedIn(session));
    if (!portal?.signsInHere && !this.#linked) return base(this.#ended());
    return base(
      html`<header>
          <p class="muted small firm" dir="auto">${info?.firm.name}</p>
          ${this.#otherMenu ? nothing : this.#menu()}
        </header>
        <h2>${titleOf(run, this.#words)}</h2>
        <p class="muted intro">${introOf(run, this.#words)}</p>`,
    );
  }

  /** Reading on in another language is for those who cannot read this one; the form need not wait for it. */
  #menu(): TemplateResult {
    void import('../define/portal-language.js');
    return html`<portal-language .client=${this.portal} compact></portal-language>`;
  }

  #signedIn({ contact }: Session): TemplateResult {
    return html`<p class="account">
      ${this.#words('signedInAs', { name: contact.name })}
      <button type="button" class="button" @click=${this.#signOut}>${this.#words('signOut')}</button>
    </p>`;
  }

  get #helped(): TemplateResult | typeof nothing {
    return this.info && !this.session ? help(this.info.support, this.#words) : nothing;
  }

  #ended(): TemplateResult {
    const words = this.#words;
    if (this.portal?.mode === 'preview')
      return html`<h2>${words('previewOver')}</h2>
        <p class="muted intro">${words('previewOverText')}</p>`;
    return html`<h2>${words('ended')}</h2>
      <p class="muted intro">${words('endedText')}</p>
      <button type="button" class="button primary" @click=${this.#retry}>${words('retry')}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'portal-sign-in': PortalSignIn;
  }
}
