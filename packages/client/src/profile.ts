/** The contact's own account: what they sign in with. What weighs asks for a fresh proof of who calls. */
import {
  changePassword,
  getProfile,
  listDevices,
  signOutDevice,
  signOutOtherDevices,
  type Device,
  type Profile as ProfileData,
} from '@portico/contract';
import type { CallOptions, Calls } from './call.js';

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
