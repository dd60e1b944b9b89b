/** A contact with a passkey, as tests of passkeys have them. */
import assert from 'node:assert/strict';
import { signInBy } from '@portico/contract';
import { aContact, aFirm, ORIGIN, signIn, SoftPasskey, type TestServer } from '@portico/testing';
import { asContact } from '../credentials/account.suite.js';
import { type answered, type Firm, type From, post } from '../sign-in/scene.suite.js';

export const OTHER_ORIGIN = 'https://clients.other.example';

export function aPasskeyFirm(server: TestServer): Promise<Firm> {
  return aFirm(server, { signIn: signInBy('password', 'emailCode', 'passkey') });
}

type Call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Answered;
type Answered = ReturnType<typeof answered>;

/** Signs a new contact in by code, and lets them make a passkey. */
export async function withPasskey(server: TestServer, firm: Firm, passkey = new SoftPasskey()) {
  const { contact } = await aContact(server, firm);
  const cookie = await signIn(server, firm, contact.email);
  const call = asContact(server, firm, cookie);
  const added = await addPasskey(call, passkey);
  assert.equal(added.status, 201, added.text);
  return { contact, cookie, call, passkey, id: Reflect.get(Object(added.json), 'id') as string };
}

/** Makes a passkey on a page. */
export async function addPasskey(call: Call, passkey: SoftPasskey, name = 'My phone', origin = ORIGIN) {
  const { challenge } = await optionsOf(call('POST', '/v1/profile/passkeys/start', undefined, { origin }));
  const credential = passkey.create({ challenge, origin });
  return call('POST', '/v1/profile/passkeys', { name, credential }, { origin });
}

/** Options that an answer carries. */
export async function optionsOf(answer: Answered) {
  const { status, json, text } = await answer;
  assert.equal(status, 200, text);
  return json as { challenge: string; rpId?: string; allowCredentials?: { id: string }[] } & Record<string, unknown>;
}

/** Asks for a challenge to sign in, as a visitor. */
export async function challengeFor(server: TestServer, firm: Firm, from?: From): Promise<string> {
  return (await optionsOf(post(server, firm, '/v1/sign-in/passkey/start', undefined, from))).challenge;
}

/** Signs in by a passkey as a visitor of the firm's page. */
export async function signInByPasskey(server: TestServer, firm: Firm, passkey: SoftPasskey, from?: From) {
  const challenge = await challengeFor(server, firm, from);
  const credential = passkey.get({ challenge, origin: from?.origin ?? ORIGIN });
  return post(server, firm, '/v1/sign-in/passkey', { credential }, from);
}
