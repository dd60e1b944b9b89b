/**
 * Stands for the sign-in that a firm has already: whoever is picked from a list is signed in, by a signed cookie. Everything
 * after that is as it would be with a real one.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';

export type PretendSignIn = ReturnType<typeof pretendSignIn>;

/** @param name of the cookie; its key lives as long as the process */
export function pretendSignIn(name: string) {
  const key = randomBytes(32).toString('base64url');
  const token = (who: string) => createHmac('sha256', key).update(`form ${who}`).digest('base64url');
  return {
    /** Who is signed in, as it was given to `enter`. */
    async who(c: Context): Promise<string | undefined> {
      const value = await getSignedCookie(c, key, name);
      return value === false ? undefined : value;
    },

    async enter(c: Context, who: string): Promise<void> {
      // A real site adds `secure: true` and the prefix `__Host-`; this one runs without a certificate.
      await setSignedCookie(c, name, who, key, { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: 8 * 3600 });
    },

    leave(c: Context): void {
      deleteCookie(c, name, { path: '/' });
    },

    /** What a form carries, so that no other site can send it in this person's name. */
    token,

    isToken(who: string, given: unknown): boolean {
      const expected = Buffer.from(token(who));
      const actual = Buffer.from(typeof given === 'string' ? given : '');
      return actual.length === expected.length && timingSafeEqual(actual, expected);
    },
  };
}
