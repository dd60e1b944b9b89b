/**
 * Where an account is changed: one change at a time, in a form in the light DOM. It is loaded when the first change is opened;
 * most who look at their account change nothing.
 */
import type { Portal } from '@portico/client';
import type { Passkey } from '@portico/contract';
import { nothing, render } from 'lit';
import type { Strings, Translate, TranslationOf } from '../core/translate.js';
import { strings as formStrings } from '../form/form.strings.js';
import { strings as stepUpStrings } from '../form/step-up.strings.js';
import { lightForm, placeForm, valueIn } from '../form/light-form.js';
import type { Locale } from '../locales/locale.js';
import { AccountChange } from './account-change.js';
import { accountForm, problemText, type AccountFormView } from './account-form.js';
import * as tasks from './account-tasks.js';
import type { Done, Shown, TaskKind } from './profile-view.js';
import { strings } from './profile.strings.js';

/** What the desk is given by its element. */
export interface DeskHost {
  readonly element: HTMLElement;
  /** Distinguishes the ids of several on one page. */
  readonly id: string;
  readonly portal: () => Portal | undefined;
  readonly shown: () => Shown | undefined;
  readonly language: () => string;
  readonly words: <const S extends Strings>(english: S, pick: (locale: Locale) => TranslationOf<S>) => Translate<S>;
  readonly listening: () => AbortSignal;
  readonly announce: (text: string) => void;
  /** Something else is to be drawn. */
  readonly changed: () => void;
  /** The form is gone; the focus goes back to what opened it. */
  readonly closed: (kind: TaskKind) => void;
  readonly done: (done: Done) => void;
}

/** What is said when a change is done, and which part of the account it was. */
const done: Readonly<Record<TaskKind, Done>> = {
  password: { said: 'saved', part: 'password' },
  email: { said: 'emailAsked', part: 'email' },
  phone: { said: 'phoneSaved', part: 'phone' },
  'phone-remove': { said: 'phoneRemoved', part: 'phone' },
  passkey: { said: 'passkeyAdded', part: 'passkeys' },
  'passkey-rename': { said: 'passkeyRenamed', part: 'passkeys' },
  'passkey-remove': { said: 'passkeyRemoved', part: 'passkeys' },
};

export class AccountDesk {
  readonly #host: DeskHost;
  readonly #form = lightForm((event) => {
    event.preventDefault();
    this.#submit();
  });
  #change: AccountChange | undefined;
  #secretShown = false;
  #shownProblems = 0;
  #shownFields = '';

  constructor(host: DeskHost) {
    this.#host = host;
    placeForm(host.element, this.#form);
  }

  /** The change that is open. */
  get opened(): TaskKind | undefined {
    return this.#change?.task.kind;
  }

  /** Takes the form off the page. */
  dispose(): void {
    this.#form.remove();
  }

  /** Opens a change, in the place of whatever was open. */
  open(kind: TaskKind, passkey: Passkey | undefined): void {
    const portal = this.#host.portal();
    const shown = this.#host.shown();
    if (!portal || !shown) return;
    const change = new AccountChange(portal, this.#task(portal, kind, shown, passkey), {
      hasPassword: shown.profile.hasPassword,
      hasPasskey: shown.passkeys.some(({ host }) => host === location.hostname),
    });
    change.addEventListener('change', this.#host.changed);
    this.#shownProblems = 0;
    this.#change = change;
    // Where there is nothing to fill in, the press was all.
    if (change.fields.length) this.#host.changed();
    else this.#submit();
  }

  /** Draws the form; leads the focus to what is to be filled in, or was filled in wrong. */
  render(): void {
    const form = this.#form;
    const view = this.#view();
    form.lang = this.#host.language();
    render(view ? accountForm(view) : nothing, form);
    const fields = view ? `${view.change.task.kind} ${view.change.fields.join()}` : '';
    const opened = fields !== this.#shownFields;
    this.#shownFields = fields;
    if (!view) return;
    const { change } = view;
    if (opened) form.querySelector<HTMLElement>('input:not([hidden]), button')?.focus();
    if (change.problems === this.#shownProblems) return;
    this.#shownProblems = change.problems;
    this.#host.announce(problemText(view) ?? '');
    form.querySelector<HTMLInputElement>('input[aria-invalid]')?.focus();
  }

  #view(): AccountFormView | undefined {
    const change = this.#change;
    const shown = this.#host.shown();
    if (!change || !shown) return undefined;
    return {
      words: this.#host.words(strings, (locale) => locale.profile),
      formWords: this.#host.words(formStrings, (locale) => locale.form),
      proofWords: this.#host.words(stepUpStrings, (locale) => locale.stepUp),
      change,
      email: shown.profile.email,
      id: this.#host.id,
      shown: this.#secretShown,
      toggle: () => {
        this.#secretShown = !this.#secretShown;
        this.#host.changed();
      },
      submit: this.#submit,
      cancel: () => {
        this.#close(change.task.kind);
      },
    };
  }

  #task(portal: Portal, kind: TaskKind, { profile, devices }: Shown, passkey: Passkey | undefined): tasks.Task {
    const { origin, pathname, search } = location;
    const words = this.#host.words(strings, (locale) => locale.profile);
    switch (kind) {
      case 'password':
        return tasks.passwordTask(portal, profile.hasPassword);
      case 'email':
        return tasks.emailTask(portal, profile.email, origin + pathname + search);
      case 'phone':
        return tasks.phoneTask(portal);
      case 'phone-remove':
        return tasks.removePhoneTask(portal);
      case 'passkey':
        return tasks.passkeyTask(portal, devices.find(({ current }) => current)?.name ?? words('thisDevice'));
      case 'passkey-rename':
        return tasks.renamePasskeyTask(portal, passkey?.id ?? '', passkey?.name ?? '');
      case 'passkey-remove':
        return tasks.removePasskeyTask(portal, passkey?.id ?? '');
    }
  }

  #submit = (): void => {
    // What password managers keep must have been a password field at that moment.
    this.#secretShown = false;
    const change = this.#change;
    if (!change) return;
    const typed = Object.fromEntries(change.fields.map((field) => [field, valueIn(this.#form, field)]));
    void change.submit(typed, this.#host.listening()).then((finished) => {
      if (!finished || change !== this.#change) return;
      const { kind } = change.task;
      this.#close(kind);
      this.#host.done(done[kind]);
    });
  };

  #close(kind: TaskKind): void {
    this.#change = undefined;
    this.#secretShown = false;
    this.#host.closed(kind);
  }
}
