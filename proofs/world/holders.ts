/** What a contact can prove themselves with: a passkey, added through the API, and the code of a number to be. */
import { asPage, created, SoftPasskey, type TestServer } from '@portico/testing';
import { nothingToGive, type Proofs } from './members.js';
import { newPhone } from './ids.js';
import type { Firm } from './world.js';

/** @param cookie of a session of the contact's own */
export async function aHolder(
  server: TestServer,
  firm: Firm,
  cookie: string,
): Promise<{ readonly id: string; readonly proofs: Proofs }> {
  const { origin } = firm;
  const page = asPage(server, firm, cookie);
  const call = (path: string, body?: unknown) => created(page('POST', path, body, { origin }));
  const passkey = new SoftPasskey();
  const { challenge } = await call('/v1/profile/passkeys/start');
  const credential = passkey.create({ challenge, origin });
  const { id } = await call('/v1/profile/passkeys', { name: firm.canary, credential });
  const { challenge: register } = await call('/v1/profile/passkeys/start');
  const { challenge: prove } = await call('/v1/sign-in/passkey/start');
  const phone = newPhone();
  const { attempt } = await call('/v1/profile/phone/code', { phone });
  await server.deliver();
  const { code } = await server.mails.mailTo(phone);
  const change = { phone, attempt, code: code ?? '' };
  return { id, proofs: { ...nothingToGive, passkey, challenges: { register, prove }, phone: change } };
}
