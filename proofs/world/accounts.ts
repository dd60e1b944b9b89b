/** What a contact signs in with, written straight into the tables. */
import { hashText, newToken } from '@portico/reference-server';
import { nativePasswords } from '@portico/reference-server/node';
import type { TestServer } from '@portico/testing';
import { anId } from './ids.js';
import { insertRow } from './rows.js';
import type { Things } from './world.js';

const PASSWORD = 'a long walk on the beach';
let hash: Promise<string> | undefined;

/** A password, a link to set another one, a link's attempt that waits for the password, and a wish for another address. */
export async function anAccount(
  server: TestServer,
  firmId: string,
  { id: contactId, email }: { readonly id: string; readonly email: string },
): Promise<Things> {
  const passwordLink = newToken('ppw');
  const invitation = newToken('piv');
  const linkAttempt = newToken('ppa');
  const later = (now: Date) => new Date(now.getTime() + 600_000);
  const of = { firm_id: firmId, contact_id: contactId };
  const stored = await (hash ??= nativePasswords.hash(PASSWORD));
  await insertRow(server, 'passwords', (now) => ({ ...of, hash: stored, changed_at: now }));
  await insertRow(server, 'password_links', (now) => ({
    ...of,
    id: anId('pwl'),
    token_hash: hashText(passwordLink),
    created_at: now,
    expires_at: later(now),
  }));
  await insertRow(server, 'invitations', (now) => ({
    ...of,
    id: anId('ivt'),
    token_hash: hashText(invitation),
    created_at: now,
    expires_at: later(now),
  }));
  await insertRow(server, 'sign_in_attempts', (now) => ({
    ...of,
    id: anId('att'),
    kind: 'contact',
    way: 'link',
    token_hash: hashText(linkAttempt),
    address_hash: hashText(contactId),
    peer_hash: hashText('peer'),
    created_at: now,
    expires_at: later(now),
  }));
  const emailLink = newToken('pec');
  await insertRow(server, 'email_changes', (now) => ({
    ...of,
    id: anId('ech'),
    session_id: anId('ses'),
    old_email: email,
    new_email: `next-${email}`,
    old_token_hash: hashText(emailLink),
    new_token_hash: hashText(newToken('pec')),
    created_at: now,
    expires_at: later(now),
  }));
  return { password: PASSWORD, passwordLink, invitation, linkAttempt, emailLink };
}
