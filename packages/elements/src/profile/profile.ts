import type { Portal } from '@portico/client';
import type { Device, PortalInfo, Profile } from '@portico/contract';
import { html, nothing, render, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { deviceIcon } from '../account-icons.js';
import { PortalElement } from '../core/element.js';
import { Faces, reasonText, type FacesContext, type FacesHost } from '../core/faces.js';
import { strings as faceStrings } from '../core/faces.strings.js';
import '../define/portal-language.js';
import { strings as formStrings } from '../form/form.strings.js';
import { lightForm, placeForm, valueIn } from '../form/light-form.js';
import { PasswordChange } from './password-change.js';
import { passwordForm, problemText, type PasswordFormView } from './password-form.js';
import { PortalPasswordChangedEvent } from './profile.events.js';
import { strings } from './profile.strings.js';
import { styles } from './profile.styles.js';

let count = 0;

interface Shown {
  readonly profile: Profile;
  readonly devices: readonly Device[];
  readonly info: PortalInfo | undefined;
}

/**
 * The contact's own account: who they are to the firm, the language, the password, and where they are signed in, with a way to
 * sign out what is not theirs. The password's fields stand in the light DOM, where password managers find them.
 *
 * @summary Contact data, language, password and devices.
 *
 * @slot - Shown until the element is defined, and where there is no script.
 * @slot form - Used by the element for its own form; leave it alone.
 * @slot sign-in - A `portal-sign-in` of the page's own; without one the element brings it when nobody is signed in.
 *
 * @event {PortalPasswordChangedEvent} portal-password-changed - The person changed their password here.
 * @event {PortalSignedInEvent} portal-signed-in - The person signed in at the element's own sign-in.
 *
 * @csspart base - Everything inside the element.
 * @csspart contact - Name and address.
 * @csspart password - The change of the password.
 * @csspart devices - Where the person is signed in.
 * @csspart empty - The face when there is no such account any more.
 * @csspart failed - The face when loading failed.
 * @csspart refused - The face when this session may not see it.
 * @csspart offline - The banner while the browser is offline.
 *
 * @cssstate loading - Nothing to show yet.
 * @cssstate ready - The account is on screen.
 * @cssstate failed - Loading failed.
 * @cssstate signed-out - Nobody is signed in.
 * @cssstate refused - This session may not see it.
 */
export class PortalProfile extends PortalElement implements FacesHost {
  static override styles: CSSResultGroup = [super.styles, styles];

  readonly #id = `portal-profile-${String(++count)}`;
  readonly #faces = new Faces<Shown>(this, {
    args: () => [],
    load: (portal, signal) => load(portal, signal),
    isEmpty: () => false,
  });
  #form: HTMLFormElement | undefined;
  #shownProblems = 0;
  #shownChange: PasswordChange | undefined;

  @state() private change: PasswordChange | undefined;
  @state() private passwordShown = false;
  @state() private problem: 'network_error' | 'failed' | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    placeForm(this, (this.#form ??= lightForm((event) => void this.#submit(event))));
  }

  override disconnectedCallback(): void {
    this.#form?.remove();
    super.disconnectedCallback();
  }

  /** Loads again; what is on screen stays until the answer is there. */
  reload(): void {
    this.#faces.reload();
  }

  /** What the shared faces need of this element. @internal */
  facesContext(): FacesContext {
    return {
      portal: this.portal,
      words: this.words(faceStrings, (locale) => locale.faces),
      internals: this.internals,
      legible: this.reading !== undefined,
    };
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const [form, view] = [this.#form, this.#view()];
    if (!form) return;
    form.lang = this.reading?.language ?? 'en';
    render(view ? passwordForm(view) : nothing, form);
    const opened = view?.change !== this.#shownChange;
    this.#shownChange = view?.change;
    if (!view) return;
    const { change } = view;
    if (opened) form.querySelector<HTMLInputElement>('input:not([hidden])')?.focus();
    if (change.problems === this.#shownProblems) return;
    this.#shownProblems = change.problems;
    this.announce(problemText(view) ?? '');
    form.querySelector<HTMLInputElement>('input[aria-invalid]')?.focus();
  }

  get #words() {
    return this.words(strings, (locale) => locale.profile);
  }

  #view(): PasswordFormView | undefined {
    const { change } = this;
    const { value } = this.#faces;
    if (!change || !value) return undefined;
    return {
      words: this.#words,
      formWords: this.words(formStrings, (locale) => locale.form),
      change,
      hasPassword: value.profile.hasPassword,
      email: value.profile.email,
      id: this.#id,
      shown: this.passwordShown,
      toggle: () => (this.passwordShown = !this.passwordShown),
      cancel: () => {
        this.#close();
      },
    };
  }

  #open = (): void => {
    const { portal } = this;
    const { value } = this.#faces;
    if (!portal || !value) return;
    this.#shownProblems = 0;
    const change = new PasswordChange(portal, value.profile.hasPassword);
    change.addEventListener('change', () => {
      this.requestUpdate();
    });
    this.change = change;
  };

  #close(): void {
    this.change = undefined;
    this.passwordShown = false;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[data-open]')?.focus());
  }

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const [form, change] = [this.#form, this.change];
    // What password managers keep must have been a password field at that moment.
    this.passwordShown = false;
    const typed = {
      current: valueIn(form, 'current'),
      password: valueIn(form, 'password'),
      code: valueIn(form, 'code'),
    };
    if (!change || !(await change.submit(typed, this.listening))) return;
    this.#close();
    this.announce(this.#words('saved'));
    this.dispatchEvent(new PortalPasswordChangedEvent());
    this.reload();
  };

  async #signOut(device: Device | undefined, said: string): Promise<void> {
    const { portal, listening: signal } = this;
    if (!portal) return;
    this.problem = undefined;
    try {
      if (device) await portal.profile.signOutDevice(device.id, { signal });
      else await portal.profile.signOutOtherDevices({ signal });
      this.announce(said);
      this.renderRoot.querySelector<HTMLElement>('#devices')?.focus();
      this.reload();
    } catch {
      if (signal.aborted) return;
      this.problem = navigator.onLine ? 'failed' : 'network_error';
      this.announce(this.#words(this.problem));
    }
  }

  protected override render(): TemplateResult {
    return html`<div part="base" lang=${this.reading?.language ?? 'en'} dir=${this.reading?.direction ?? 'ltr'}>
      ${this.#faces.render({
        skeleton: () => html`<div class="bone"></div>`,
        empty: () => html``,
        ready: (value) => this.#ready(value),
      })}
      <slot hidden></slot>
    </div>`;
  }

  #ready({ profile, devices, info }: Shown): TemplateResult {
    const words = this.#words;
    const update = this.#faces.session?.capabilities['profile.update'];
    const refusal =
      update && !update.allowed
        ? reasonText(
            update.reason,
            this.words(faceStrings, (locale) => locale.faces),
          )
        : undefined;
    return html`<h2>${words('title')}</h2>
      ${refusal ? html`<p class="banner">${refusal}</p>` : nothing}
      <section class="card" part="contact">
        <dl>
          <div>
            <dt>${words('name')}</dt>
            <dd dir="auto">${profile.name}</dd>
          </div>
          <div>
            <dt>${words('email')}</dt>
            <dd dir="auto">${profile.email}</dd>
          </div>
        </dl>
        <p class="small muted">${words('contactHelp')}</p>
        ${refusal ? nothing : html`<portal-language .client=${this.portal}></portal-language>`}
      </section>
      ${info?.signIn.password === false ? nothing : this.#password(profile, refusal !== undefined)}
      ${this.#devices(devices, refusal !== undefined)}`;
  }

  #password({ hasPassword }: Profile, refused: boolean): TemplateResult {
    const words = this.#words;
    return html`<section class="card" part="password">
      <h3>${words('passwordTitle')}</h3>
      <p class="small muted">${words('passwordText')}</p>
      ${
        this.change
          ? nothing
          : html`<button type="button" class="button" data-open ?disabled=${refused} @click=${this.#open}>
              ${words(hasPassword ? 'change' : 'set')}
            </button>`
      }
      <slot name="form" ?hidden=${!this.change}></slot>
    </section>`;
  }

  #devices(devices: readonly Device[], refused: boolean): TemplateResult {
    const words = this.#words;
    const others = devices.filter(({ current }) => !current);
    return html`<section class="card" part="devices">
      <h3 id="devices" tabindex="-1">${words('devicesTitle')}</h3>
      ${this.problem ? html`<p class="banner">${words(this.problem)}</p>` : nothing}
      <ul>
        ${devices.map((device) => this.#device(device, refused))}
      </ul>
      ${
        others.length
          ? html`<button
              type="button"
              class="button"
              ?disabled=${refused}
              @click=${() => void this.#signOut(undefined, words('othersOut'))}
            >
              ${words('signOutOthers')}
            </button>`
          : html`<p class="small muted">${words('onlyThis')}</p>`
      }
    </section>`;
  }

  #device(device: Device, refused: boolean): TemplateResult {
    const words = this.#words;
    const name = device.name ?? words(device.kind === 'firm' ? 'firmPage' : 'unknownDevice');
    return html`<li>
      <div class="device">
        ${deviceIcon}
        <div>
          <p dir="auto">${name}</p>
          ${
            device.current
              ? html`<p class="small here">${words('thisDevice')}</p>`
              : html`<p class="small muted">${words('seen', { day: this.formats.day(device.lastSeenAt) })}</p>`
          }
        </div>
      </div>
      ${
        device.current
          ? nothing
          : html`<button
              type="button"
              class="button quiet"
              aria-label=${words('signOutNamed', { name })}
              ?disabled=${refused}
              @click=${() => void this.#signOut(device, words('deviceOut', { name }))}
            >
              ${words('signOut')}
            </button>`
      }
    </li>`;
  }
}

async function load(portal: Portal, signal: AbortSignal): Promise<Shown> {
  const [profile, devices, info] = await Promise.all([
    portal.profile.get({ signal }),
    portal.profile.devices({ signal }),
    portal.publishableKey ? portal.signIn.info({ signal }) : undefined,
  ]);
  return { profile, devices, info };
}

declare global {
  interface HTMLElementTagNameMap {
    'portal-profile': PortalProfile;
  }
}
