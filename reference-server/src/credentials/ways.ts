/** What somebody could still sign in with: nobody takes their own last way in away. */
import type { Settings } from '@portico/contract';

/** What a contact holds of what a firm's settings may ask for. An address they have by having access. */
export interface Held {
  readonly phone: boolean;
  readonly passkeys: number;
}

/** Whether a firm's settings leave a way in to a contact who holds this; a link sets the password that somebody lacks. */
export function hasWayIn({ password, emailLink, emailCode, ...rest }: Settings['signIn'], held: Held): boolean {
  return password || emailLink || emailCode || (rest.smsCode && held.phone) || (rest.passkey && held.passkeys > 0);
}
