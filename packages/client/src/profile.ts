/** The contact's own account: what they sign in with. What weighs asks for a fresh proof of who calls. */
import {
  askForEmailChange,
  changePassword,
  changePhone,
  getProfile,
  listActivity,
  listDevices,
  removePhone,
  signOutDevice,
  signOutOtherDevices,
  updateNotifications,
  type ActivityEntry,
  startPhoneChange,
  withdrawEmailChange,
  type Device,
  type Notifications,
  type Profile as ProfileData,
  type SignInAttempt,
} from '@portico/contract';
import type { CallOptions, Calls } from './call.js';
import type { Page, PageQuery } from './checklists.js';
import { Passkeys } from './passkeys.js';

/** A password to be, and the one that there is. */
export interface PasswordChange {
  /** At least 12 characters. */
  readonly password: string;
  /** Left out by who has none yet. */
  readonly current?: string | undefined;
}

/** A number to be, and the code that was sent to it. */
export interface PhoneChange {
  /** E.164, as it was given to `startPhone`. */
  readonly phone: string;
  readonly attempt: string;
  readonly code: string;
}

/** The account of who is signed in. */
export class Profile {
  readonly passkeys: Passkeys;
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
    this.passkeys = new Passkeys(calls);
  }

  /** Contact data, and what there is to sign in with. */
  get(options?: CallOptions): Promise<ProfileData> {
    return this.#calls.json(getProfile, {}, options);
  }

  /** What was done with the account and its documents, and by whom; newest first. */
  activity(query: PageQuery = {}, options?: CallOptions): Promise<Page<ActivityEntry>> {
    return this.#calls.json(listActivity, { query: { ...query } }, options);
  }

  /** Says of what to be told; `get()` has what is set. Mails about the account's safety always come. */
  setNotifications(
    { documentReturned, newRequests, documentsShared, paymentReminders, paymentTexts }: Notifications,
    options?: CallOptions,
  ): Promise<Notifications> {
    const body = { documentReturned, newRequests, documentsShared, paymentReminders, paymentTexts };
    return this.#calls.json(updateNotifications, { body }, options);
  }

  /** Where this contact is signed in, the last seen first. */
  async devices(options?: CallOptions): Promise<readonly Device[]> {
    return (await this.#calls.json(listDevices, {}, options)).data;
  }

  /** Signs one device out, at its next call. For the device in hand there is `session.signOut()`. */
  signOutDevice(id: string, options?: CallOptions): Promise<void> {
    return this.#calls.send(signOutDevice, { params: { id } }, options);
  }

  /** Signs every device out but this one. */
  signOutOtherDevices(options?: CallOptions): Promise<void> {
    return this.#calls.send(signOutOtherDevices, {}, options);
  }

  /**
   * Sets or changes the password and signs every other device out. `ProblemError`: `step_up_required`, `proof_wrong`
   * where `current` is wrong, `password_weak` with the reason `common` or `personal`.
   */
  changePassword({ password, current }: PasswordChange, options?: CallOptions): Promise<void> {
    return this.#calls.send(changePassword, { body: { password, ...(current !== undefined && { current }) } }, options);
  }

  /**
   * Asks for another address: old and new one get a link, and both have to say yes within 48 hours. An address that
   * somebody else has is answered like any other. `ProblemError`: `step_up_required`, `too_many_requests`.
   */
  changeEmail(
    { email, returnTo }: { email: string; returnTo?: string | undefined },
    options?: CallOptions,
  ): Promise<void> {
    return this.#calls.send(askForEmailChange, { body: { email, ...(returnTo && { returnTo }) } }, options);
  }

  /** Takes the wish for another address back. */
  withdrawEmailChange(options?: CallOptions): Promise<void> {
    return this.#calls.send(withdrawEmailChange, {}, options);
  }

  /** Has a code sent to a number that is to be the own one, for {@link changePhone}. */
  startPhone(phone: string, options?: CallOptions): Promise<SignInAttempt> {
    return this.#calls.json(startPhoneChange, { body: { phone } }, options);
  }

  /** Sets the number; `proof_wrong` while tries are left, `code_spent` after that, `conflict` where it is taken. */
  changePhone({ phone, attempt, code }: PhoneChange, options?: CallOptions): Promise<ProfileData> {
    return this.#calls.json(changePhone, { body: { phone, attempt, code } }, options);
  }

  /** Removes the number; `last_way_in` where there would be no other way to sign in. */
  removePhone(options?: CallOptions): Promise<void> {
    return this.#calls.send(removePhone, {}, options);
  }
}
