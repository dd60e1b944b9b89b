/** The sections of the account: pure functions of what is to be shown. */
import type { Portal } from '@portico/client';
import type { Device, Notifications, Passkey, PortalInfo, Profile } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { deviceIcon, passkeyIcon } from '../account-icons.js';
import type { Formats } from '../core/formats.js';
import type { Translate } from '../core/translate.js';
import { knowsPasskeys } from '../form/passkeys.js';
import type { AccountPart } from './profile.events.js';
import type { strings } from './profile.strings.js';

export interface Shown {
  readonly profile: Profile;
  readonly devices: readonly Device[];
  readonly passkeys: readonly Passkey[];
  readonly info: PortalInfo | undefined;
}

/** What somebody can change by the form, or with a proof of who they are. */
export type TaskKind =
  'password' | 'email' | 'phone' | 'phone-remove' | 'passkey' | 'passkey-rename' | 'passkey-remove';

/** What is said when a change is done, and which part of the account it was. */
export interface Done {
  readonly said:
    | 'saved'
    | 'emailAsked'
    | 'emailKept'
    | 'phoneSaved'
    | 'phoneRemoved'
    | 'passkeyAdded'
    | 'passkeyRenamed'
    | 'passkeyRemoved'
    | 'notificationsSaved';
  readonly part: AccountPart;
}

/** What the sections need to speak and to act. */
export interface ProfileView extends Shown {
  readonly words: Translate<typeof strings>;
  readonly formats: Formats;
  readonly portal: Portal | undefined;
  /** True where nothing can be changed. */
  readonly refused: boolean;
  /** The change that is open; its form is in its section. */
  readonly opened: TaskKind | undefined;
  /** What went wrong with a press that has no form, and where. */
  readonly problem: { readonly at: 'contact' | 'notifications' | 'devices'; readonly text: string } | undefined;
  readonly open: (kind: TaskKind, passkey?: Passkey) => void;
  readonly keepEmail: () => void;
  readonly notify: (wanted: Notifications) => void;
  readonly signOut: (device: Device | undefined) => void;
}

const changesOf = {
  contact: ['email', 'phone', 'phone-remove'],
  password: ['password'],
  passkeys: ['passkey', 'passkey-rename', 'passkey-remove'],
} as const satisfies Record<string, readonly TaskKind[]>;

export function contact(view: ProfileView): TemplateResult {
  const { words, profile, refused, portal } = view;
  const { emailChange } = profile;
  return html`<section class="card" part="contact">
    <dl>
      ${fact(words('name'), profile.name)}
      ${fact(words('email'), profile.email, emailChange ? nothing : opener(view, 'email', words('changeEmail')))}
      ${fact(
        words('phone'),
        profile.phone ? html`<bdi dir="ltr">${profile.phone}</bdi>` : words('noPhone'),
        html`${opener(view, 'phone', words(profile.phone ? 'changePhone' : 'addPhone'))}
        ${profile.phone ? opener(view, 'phone-remove', words('removePhone')) : nothing}`,
      )}
    </dl>
    ${emailChange ? waiting(view, emailChange) : nothing} ${problemAt(view, 'contact')} ${formIn(view, 'contact')}
    <p class="small muted">${words('contactHelp')}</p>
    ${refused ? nothing : html`<portal-language .client=${portal}></portal-language>`}
  </section>`;
}

function fact(name: string, value: unknown, act: unknown = nothing): TemplateResult {
  return html`<div>
    <dt>${name}</dt>
    <dd dir="auto">${value}</dd>
    ${act === nothing ? nothing : html`<dd class="acts">${act}</dd>`}
  </div>`;
}

/** Another address waits for both to say yes. */
function waiting(
  { words, formats, profile, refused, keepEmail }: ProfileView,
  { email, expiresAt }: NonNullable<Profile['emailChange']>,
): TemplateResult {
  return html`<div class="banner">
    <p>${words('emailWaits', { old: profile.email, email, day: formats.day(expiresAt) })}</p>
    <button type="button" class="button quiet" ?disabled=${refused} @click=${keepEmail}>${words('keepEmail')}</button>
  </div>`;
}

export function password(view: ProfileView): TemplateResult | typeof nothing {
  const { words, profile, info } = view;
  if (info?.signIn.password === false) return nothing;
  return html`<section class="card" part="password">
    <h3>${words('passwordTitle')}</h3>
    <p class="small muted">${words('passwordText')}</p>
    ${opener(view, 'password', words(profile.hasPassword ? 'change' : 'set'), 'button')} ${formIn(view, 'password')}
  </section>`;
}

export function passkeys(view: ProfileView): TemplateResult | typeof nothing {
  const { words, info } = view;
  if (!info?.signIn.passkey || !(knowsPasskeys || view.passkeys.length)) return nothing;
  return html`<section class="card" part="passkeys">
    <h3>${words('passkeysTitle')}</h3>
    <p class="small muted">${words('passkeysText')}</p>
    ${
      view.passkeys.length
        ? html`<ul>
            ${view.passkeys.map((one) => passkey(view, one))}
          </ul>`
        : nothing
    }
    ${knowsPasskeys ? opener(view, 'passkey', words('addPasskey'), 'button') : nothing} ${formIn(view, 'passkeys')}
  </section>`;
}

function passkey(view: ProfileView, one: Passkey): TemplateResult {
  const { words, formats, refused, open } = view;
  const { name, host, createdAt } = one;
  const act = (kind: TaskKind, label: string, named: string) =>
    html`<button
      type="button"
      class="button quiet"
      aria-label=${named}
      ?disabled=${refused}
      @click=${() => {
        open(kind, one);
      }}
    >
      ${label}
    </button>`;
  return html`<li>
    <div class="device">
      ${passkeyIcon}
      <div>
        <p dir="auto">${name}</p>
        <p class="small muted">${words('passkeyMade', { day: formats.day(createdAt) })}</p>
        ${host === location.hostname ? nothing : html`<p class="small muted">${words('passkeyElsewhere', { host })}</p>`}
      </div>
    </div>
    <div class="acts">
      ${act('passkey-rename', words('rename'), words('renameNamed', { name }))}
      ${act('passkey-remove', words('remove'), words('removeNamed', { name }))}
    </div>
  </li>`;
}

export function notifications(view: ProfileView): TemplateResult {
  const { words, profile, refused, notify } = view;
  const wanted = profile.notifications;
  const choice = (name: keyof Notifications) =>
    html`<label class="choice">
      <input
        type="checkbox"
        .checked=${wanted[name]}
        ?disabled=${refused}
        @change=${({ target }: Event) => {
          if (target instanceof HTMLInputElement) notify({ ...wanted, [name]: target.checked });
        }}
      />
      ${words(name)}
    </label>`;
  return html`<section class="card" part="notifications">
    <h3 id="notifications">${words('notificationsTitle')}</h3>
    <div role="group" aria-labelledby="notifications">
      ${choice('newRequests')} ${choice('documentReturned')} ${choice('documentsShared')} ${choice('paymentReminders')}
      ${profile.phoneProved ? choice('paymentTexts') : nothing}
    </div>
    ${problemAt(view, 'notifications')}
    <p class="small muted">${words('notificationsText')}</p>
  </section>`;
}

export function devices(view: ProfileView): TemplateResult {
  const { words, refused, signOut } = view;
  const alone = view.devices.every(({ current }) => current);
  return html`<section class="card" part="devices">
    <h3 id="devices" tabindex="-1">${words('devicesTitle')}</h3>
    ${problemAt(view, 'devices')}
    <ul>
      ${view.devices.map((one) => device(view, one))}
    </ul>
    ${
      alone
        ? html`<p class="small muted">${words('onlyThis')}</p>`
        : html`<button
            type="button"
            class="button"
            ?disabled=${refused}
            @click=${() => {
              signOut(undefined);
            }}
          >
            ${words('signOutOthers')}
          </button>`
    }
  </section>`;
}

function device(view: ProfileView, one: Device): TemplateResult {
  const { words, formats, refused, signOut } = view;
  const name = deviceName(view, one);
  return html`<li>
    <div class="device">
      ${deviceIcon}
      <div>
        <p dir="auto">${name}</p>
        ${
          one.current
            ? html`<p class="small here">${words('thisDevice')}</p>`
            : html`<p class="small muted">${words('seen', { day: formats.day(one.lastSeenAt) })}</p>`
        }
      </div>
    </div>
    ${
      one.current
        ? nothing
        : html`<div class="acts">
            <button
              type="button"
              class="button quiet"
              aria-label=${words('signOutNamed', { name })}
              ?disabled=${refused}
              @click=${() => {
                signOut(one);
              }}
            >
              ${words('signOut')}
            </button>
          </div>`
    }
  </li>`;
}

/** What a device is called on screen. */
export function deviceName({ words }: Pick<ProfileView, 'words'>, { name, kind }: Device): string {
  return name ?? words(kind === 'firm' ? 'firmPage' : 'unknownDevice');
}

function opener(
  { refused, opened, open }: ProfileView,
  kind: TaskKind,
  label: string,
  look: 'quiet' | 'button' = 'quiet',
): TemplateResult | typeof nothing {
  if (opened === kind) return nothing;
  return html`<button
    type="button"
    class=${look === 'quiet' ? 'button quiet' : 'button'}
    data-open=${kind}
    ?disabled=${refused}
    @click=${() => {
      open(kind);
    }}
  >
    ${label}
  </button>`;
}

/** The place of the form, in the section of the change that is open. */
function formIn({ opened }: ProfileView, section: keyof typeof changesOf): TemplateResult | typeof nothing {
  const kinds: readonly TaskKind[] = changesOf[section];
  return opened && kinds.includes(opened) ? html`<slot name="form"></slot>` : nothing;
}

function problemAt({ problem }: ProfileView, at: 'contact' | 'notifications' | 'devices') {
  return problem?.at === at ? html`<p class="banner">${problem.text}</p>` : nothing;
}
