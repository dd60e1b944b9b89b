/** The contact's own account: what they sign in with. What weighs asks for a fresh proof of who calls. */
import {
  changePassword,
  getProfile,
  listActivity,
  listDevices,
  signOutDevice,
  signOutOtherDevices,
  updateNotifications,
  type ActivityEntry,
  type Device,
  type Notifications,
  type Profile as ProfileData,
} from '@portico/contract';
import type { CallOptions, Calls } from './call.js';
import type { Page, PageQuery } from './checklists.js';

/** A password to be, and the one that there is. */
export interface PasswordChange {
  /** At least 12 characters. */
  readonly password: string;
  /** Left out by who has none yet. */
  readonly current?: string | undefined;
}

/** The account of who is signed in. */
export class Profile {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Contact data, and what there is to sign in with. */
  get(options?: CallOptions): Promise<ProfileData> {
    return this.#calls.json(getProfile, {}, options);
  }

  /** What was done with the account and its documents, and by whom; newest first. */
  activity(query: PageQuery = {}, options?: CallOptions): Promise<Page<ActivityEntry>> {
    return this.#calls.json(listActivity, { query: { ...query } }, options);
  }

  /** Says of what to be told by e-mail; `get()` has what is set. Mails about the account's safety always come. */
  setNotifications({ documentReturned, newRequests }: Notifications, options?: CallOptions): Promise<Notifications> {
    return this.#calls.json(updateNotifications, { body: { documentReturned, newRequests } }, options);
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
}
