/** What is to be known of passkeys before somebody uses one. */

/** Whether this browser can have any. */
export const knowsPasskeys = 'PublicKeyCredential' in globalThis;

/** Why the browser gave none; `cancelled` is nobody's fault. */
export type PasskeyTrouble = 'passkey_cancelled' | 'passkey_known' | 'passkey_failed';

/** The browser, or the person before it, gave no passkey. */
export class PasskeyError extends Error {
  readonly code: PasskeyTrouble;

  constructor(code: PasskeyTrouble, options: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}
