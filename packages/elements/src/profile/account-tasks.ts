/** What somebody can change of their own account: the fields it takes, what is wrong with them, and how it is sent. */
import type { Portal } from '@portico/client';
import type { StepUpProof } from '@portico/contract';
import { digitsOf, phoneOf } from '../form/digits.js';
import { makePasskey } from '../form/passkey-browser.js';
import type { StepUpProblem } from '../form/step-up.js';
import { isEmail, weaknessOf } from '../sign-in/sign-in-problem.js';
import type { TaskKind } from './profile-view.js';

export type AccountProblem =
  StepUpProblem | 'email_same' | 'phone_taken' | 'name_missing' | 'last_way_in' | 'too_many_passkeys';

/** Fields of the form; `proof` is what proves anew who calls. */
export type AccountField = 'current' | 'password' | 'email' | 'phone' | 'code' | 'name' | 'proof';

/** What was typed, by field. */
export type Typed = Readonly<Partial<Record<AccountField, string>>>;

/** Something wrong with a field. */
export interface Trouble {
  readonly field: AccountField;
  readonly problem: AccountProblem;
}

export interface Task {
  readonly kind: TaskKind;
  /** What the form asks for now; nothing where a press is enough. */
  readonly fields: readonly AccountField[];
  /** Words that the form starts with. */
  readonly start: Typed;
  check(typed: Typed): Trouble | undefined;
  /** True once it is done; false where the task now asks for other fields. */
  send(typed: Typed, signal: AbortSignal): Promise<boolean>;
  /** The proof that the task's own fields hold. */
  proof?(typed: Typed): StepUpProof | undefined;
}

export function passwordTask(portal: Portal, hasPassword: boolean): Task {
  return {
    kind: 'password',
    fields: hasPassword ? ['current', 'password'] : ['password'],
    start: {},
    check({ current, password = '' }) {
      if (hasPassword && !current) return { field: 'current', problem: 'password_missing' };
      const weak = weaknessOf(password);
      return weak && { field: 'password', problem: weak };
    },
    async send({ current, password = '' }, signal) {
      await portal.profile.changePassword({ password, ...(hasPassword && { current }) }, { signal });
      return true;
    },
    proof: ({ current }) => (hasPassword && current ? { password: current } : undefined),
  };
}

/** @param returnTo page that the links of both mails lead to */
export function emailTask(portal: Portal, now: string, returnTo: string): Task {
  const addressOf = ({ email = '' }: Typed): string => email.trim();
  return {
    kind: 'email',
    fields: ['email'],
    start: {},
    check(typed) {
      const email = addressOf(typed);
      if (!isEmail(email)) return { field: 'email', problem: 'email_invalid' };
      return email.toLowerCase() === now.toLowerCase() ? { field: 'email', problem: 'email_same' } : undefined;
    },
    async send(typed, signal) {
      await portal.profile.changeEmail({ email: addressOf(typed), returnTo }, { signal });
      return true;
    },
  };
}

export function phoneTask(portal: Portal): Task {
  let asked: { readonly phone: string; readonly attempt: string } | undefined;
  return {
    kind: 'phone',
    start: {},
    get fields(): readonly AccountField[] {
      return asked ? ['code'] : ['phone'];
    },
    check({ phone = '', code = '' }) {
      if (asked) return digitsOf(code).length === 6 ? undefined : { field: 'code', problem: 'code_missing' };
      return phoneOf(phone) ? undefined : { field: 'phone', problem: 'phone_invalid' };
    },
    async send({ phone: typed = '', code = '' }, signal) {
      if (asked) {
        await portal.profile.changePhone({ ...asked, code: digitsOf(code) }, { signal });
        return true;
      }
      const phone = phoneOf(typed);
      if (phone) asked = { phone, attempt: (await portal.profile.startPhone(phone, { signal })).attempt };
      return false;
    },
  };
}

/** @param name what the new one is called at first */
export function passkeyTask(portal: Portal, name: string): Task {
  return press('passkey', async (signal) => {
    const credential = await makePasskey(await portal.profile.passkeys.start({ signal }));
    await portal.profile.passkeys.add({ name, credential }, { signal });
  });
}

export function removePasskeyTask(portal: Portal, id: string): Task {
  return press('passkey-remove', (signal) => portal.profile.passkeys.remove(id, { signal }));
}

export function removePhoneTask(portal: Portal): Task {
  return press('phone-remove', (signal) => portal.profile.removePhone({ signal }));
}

/** @param name what it is called until now */
export function renamePasskeyTask(portal: Portal, id: string, name: string): Task {
  return {
    kind: 'passkey-rename',
    fields: ['name'],
    start: { name },
    check: ({ name: typed = '' }) => (typed.trim() ? undefined : { field: 'name', problem: 'name_missing' }),
    async send({ name: typed = '' }, signal) {
      await portal.profile.passkeys.rename(id, typed.trim().slice(0, 60), { signal });
      return true;
    },
  };
}

/** A task without fields: opening it is all there is to do. */
function press(kind: TaskKind, act: (signal: AbortSignal) => Promise<void>): Task {
  return {
    kind,
    fields: [],
    start: {},
    check: () => undefined,
    async send(_typed, signal) {
      await act(signal);
      return true;
    },
  };
}
