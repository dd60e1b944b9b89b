/** A contact with a password who is signed in, as tests of an account have them. */
import assert from 'node:assert/strict';
import { aContact, asBackend, asPage, type TestServer } from '@portico/testing';
import { answered, type Firm, mailTo, post, tokenIn } from '../sign-in/scene.suite.js';

export const PASSWORD = 'a long walk on the beach';
export const OTHER = 'eleven purple elephants';

/** Sets the password through the link that the firm sends, as a client would. */
export async function withPassword(server: TestServer, firm: Firm, password = PASSWORD) {
  const { contact } = await aContact(server, firm);
  const sent = await asBackend(server, firm)('POST', `/v1/firm/contacts/${contact.id}/password-link`, {});
  assert.equal(sent.status, 202);
  const mail = await mailTo(server, contact.email);
  const token = tokenIn(mail.link, 'portal-password');
  const { status, cookie } = await post(server, firm, '/v1/sign-in/password/set', { token, password });
  assert.equal(status, 200);
  return { contact, email: contact.email, cookie, token, mail };
}

/** Calls as a page with a cookie. */
export function asContact(server: TestServer, firm: Firm, cookie: string) {
  const page = asPage(server, firm, cookie);
  return async (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
    answered(await page(method, path, body, headers));
}
