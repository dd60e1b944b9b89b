import type { Portal } from '@portico/client';
import type { Device, Notifications, Passkey } from '@portico/contract';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { strings as checklistStrings } from '../checklist/checklist.strings.js';
import { FacedElement } from '../core/faced-element.js';
import { Faces, reasonText } from '../core/faces.js';
import { strings as stepUpStrings } from '../form/step-up.strings.js';
import '../define/portal-language.js';
import type { AccountDesk } from './account-desk.js';
import { activitySection, unread, type Activity } from './activity-view.js';
import { strings as activityStrings } from './activity.strings.js';
import { contact, deviceName, devices, notifications, passkeys, password } from './profile-view.js';
import type { Done, ProfileView, Shown, TaskKind } from './profile-view.js';
import { PortalAccountChangedEvent } from './profile.events.js';
import { strings } from './profile.strings.js';
import { styles } from './profile.styles.js';

let count = 0;

/**
 * The contact's own account: who they are to the firm, the language, what they sign in with, of what they are told by e-mail, where
 * they are signed in, and what was done in their name. The fields of its form stand in the light DOM, where password managers
 * and one-time-code autofill find them.
 *
 * @summary Contact data, language, password, passkeys, notifications, devices and activity.
 *
 * @slot - Shown until the element is defined, and where there is no script.
 * @slot form - Used by the element for its own form; leave it alone.
 * @slot sign-in - A `portal-sign-in` of the page's own; without one the element brings it when nobody is signed in.
 *
 * @event {PortalAccountChangedEvent} portal-account-changed - The person changed something of their account here.
 * @event {PortalSignedInEvent} portal-signed-in - The person signed in at the element's own sign-in.
 *
 * @csspart base - Everything inside the element.
 * @csspart contact - Name, address, number and language.
 * @csspart password - The change of the password.
 * @csspart passkeys - Passkeys.
 * @csspart notifications - Of what the person is told by e-mail.
 * @csspart devices - Where the person is signed in.
 * @csspart activity - What was done with the account.
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
export class PortalProfile extends FacedElement {
  static override styles: CSSResultGroup = [super.styles, styles];

  readonly #id = `portal-profile-${String(++count)}`;
  readonly #faces = new Faces<Shown>(this, { args: () => [], load, isEmpty: () => false });
  #desk: AccountDesk | undefined;

  @state() private problem: ProfileView['problem'];
  @state() private activity: Activity = unread;

  override disconnectedCallback(): void {
    this.#desk?.dispose();
    this.#desk = undefined;
    super.disconnectedCallback();
  }

  /** Loads again; what is on screen stays until the answer is there. */
  reload(): void {
    this.activity = unread;
    this.#faces.reload();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#desk?.render();
  }

  get #words() {
    return this.words(strings, (locale) => locale.profile);
  }

  #open = async (kind: TaskKind, passkey?: Passkey): Promise<void> => {
    this.problem = undefined;
    try {
      const { AccountDesk } = await import('./account-desk.js');
      if (!this.isConnected) return;
      this.#desk ??= new AccountDesk({
        element: this,
        id: this.#id,
        portal: () => this.portal,
        shown: () => this.#faces.value,
        language: () => this.reading?.language ?? 'en',
        words: (english, pick) => this.words(english, pick),
        listening: () => this.listening,
        announce: (text) => {
          this.announce(text);
        },
        changed: () => {
          this.requestUpdate();
        },
        closed: this.#closed,
        done: (change) => {
          this.#changed(change);
        },
      });
      this.#desk.open(kind, passkey);
    } catch {
      this.#failed('contact');
    }
  };

  #closed = (kind: TaskKind): void => {
    this.requestUpdate();
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[data-open="${kind}"]`)?.focus());
  };

  #changed(change: Done): void {
    this.announce(this.#words(change.said));
    this.dispatchEvent(new PortalAccountChangedEvent(change.part));
    this.reload();
  }

  /** Does what takes one press. @returns whether it worked; if not, the section says so */
  async #press(
    at: 'contact' | 'notifications' | 'devices',
    act: (portal: Portal) => Promise<unknown>,
  ): Promise<boolean> {
    const { portal, listening: signal } = this;
    if (!portal) return false;
    this.problem = undefined;
    try {
      await act(portal);
      return true;
    } catch {
      if (signal.aborted) return false;
      this.#failed(at);
      return false;
    }
  }

  #failed(at: 'contact' | 'notifications' | 'devices'): void {
    const words = this.words(stepUpStrings, (locale) => locale.stepUp);
    const text = words(navigator.onLine ? 'failed' : 'network_error');
    this.problem = { at, text };
    this.announce(text);
  }

  #keepEmail = async (): Promise<void> => {
    const { listening: signal } = this;
    if (await this.#press('contact', ({ profile }) => profile.withdrawEmailChange({ signal })))
      this.#changed({ part: 'email', said: 'emailKept' });
  };

  #notify = async (wanted: Notifications): Promise<void> => {
    const { listening: signal } = this;
    const { value } = this.#faces;
    if (!value) return;
    const show = (next: Notifications): void => {
      this.#faces.replace({ ...value, profile: { ...value.profile, notifications: next } });
    };
    show(wanted);
    const saved = await this.#press('notifications', ({ profile }) => profile.setNotifications(wanted, { signal }));
    if (saved) this.#changed({ part: 'notifications', said: 'notificationsSaved' });
    else show(value.profile.notifications);
  };

  #signOut = async (device: Device | undefined): Promise<void> => {
    const { listening: signal } = this;
    const out = await this.#press('devices', ({ profile }) =>
      device ? profile.signOutDevice(device.id, { signal }) : profile.signOutOtherDevices({ signal }),
    );
    if (!out) return;
    const words = this.#words;
    this.announce(device ? words('deviceOut', { name: deviceName({ words }, device) }) : words('othersOut'));
    this.renderRoot.querySelector<HTMLElement>('#devices')?.focus();
    this.reload();
  };

  #more = async (): Promise<void> => {
    const { portal, activity, listening: signal } = this;
    if (!portal || activity.busy) return;
    this.activity = { ...activity, busy: true, failed: false };
    const query = { limit: 10, ...(activity.cursor && { cursor: activity.cursor }) };
    this.activity = await portal.profile.activity(query, { signal }).then(
      ({ data, nextCursor }) => ({ ...unread, entries: [...activity.entries, ...data], cursor: nextCursor }),
      () => ({ ...activity, busy: false, failed: true }),
    );
  };

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

  #ready(value: Shown): TemplateResult {
    const update = this.#faces.session?.capabilities['profile.update'];
    const refusal = update && !update.allowed ? reasonText(update.reason, this.facesContext().words) : undefined;
    const view: ProfileView = {
      ...value,
      words: this.#words,
      formats: this.formats,
      portal: this.portal,
      refused: refusal !== undefined,
      opened: this.#desk?.opened,
      problem: this.problem,
      open: (kind, passkey) => void this.#open(kind, passkey),
      keepEmail: () => void this.#keepEmail(),
      notify: (wanted) => void this.#notify(wanted),
      signOut: (device) => void this.#signOut(device),
    };
    return html`<h2>${view.words('title')}</h2>
      ${refusal ? html`<p class="banner">${refusal}</p>` : nothing} ${contact(view)} ${password(view)} ${passkeys(view)}
      ${notifications(view)} ${devices(view)}
      ${activitySection({
        words: this.words(activityStrings, (locale) => locale.activity),
        checklistWords: this.words(checklistStrings, (locale) => locale.checklist),
        formats: this.formats,
        activity: this.activity,
        more: () => void this.#more(),
      })}`;
  }
}

async function load(portal: Portal, signal: AbortSignal): Promise<Shown> {
  const [profile, devices, passkeys, info] = await Promise.all([
    portal.profile.get({ signal }),
    portal.profile.devices({ signal }),
    portal.profile.passkeys.list({ signal }),
    portal.publishableKey ? portal.signIn.info({ signal }) : undefined,
  ]);
  return { profile, devices, passkeys, info };
}

declare global {
  interface HTMLElementTagNameMap {
    'portal-profile': PortalProfile;
  }
}
