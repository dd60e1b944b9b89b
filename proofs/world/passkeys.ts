/** A passkey of a contact, added through the API, and what its holder can answer with. */
import { asPage, created, SoftPasskey, type TestServer } from '@portico/testing';
import { nothingToGive, type Proofs } from './members.js';
import type { Firm } from './world.js';

/** @param cookie of a session of the contact's own */
export async function aPasskey(
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
  return { id, proofs: { ...nothingToGive, passkey, challenges: { register, prove } } };
}
