/** Firms, contacts and their credentials, made through the API wherever the API can make them. */
import {
  type Checklist,
  type Client,
  type Contact,
  type Matter,
  type RoleName,
  type Settings,
  settingsOf,
  signInBy,
} from '@portico/contract';
import { createFirm, type CreatedFirm } from '@portico/reference-server';
import { PUBLIC_URL, type TestServer } from './server.js';

export const ORIGIN = 'https://www.firm.example';

/** Settings of a firm that has much on; clients sign in by e-mail. */
export function someSettings(changes: Partial<Settings> = {}): Settings {
  const facts = {
    languages: ['en', 'es', 'ar'],
    support: { name: 'Ada Example', email: 'help@firm.example', phone: '+1 555 0100' },
  };
  return { ...settingsOf('legistai', facts), signIn: signInBy('emailLink', 'emailCode', 'oneTimeUpload'), ...changes };
}

let counter = 0;

/** A firm of its own for a test. */
export function aFirm(server: TestServer, settings: Partial<Settings> = {}): Promise<CreatedFirm> {
  counter += 1;
  return createFirm(server.deps, {
    name: `Example Law ${counter}`,
    settings: someSettings(settings),
    origins: [ORIGIN],
    staff: [{ name: 'Sam Staff', email: `staff${counter}@firm.example` }],
  });
}

/** Calls the API as the firm's backend. */
export function asBackend(server: TestServer, firm: CreatedFirm) {
  return async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> =>
    server.app.request(`${PUBLIC_URL}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${firm.secretKey}`,
        ...(method === 'POST' && { 'idempotency-key': crypto.randomUUID() }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
}

/** Calls the API as a page of the firm, with a cookie where there is one. */
export function asPage(server: TestServer, firm: CreatedFirm, cookie?: string) {
  return async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> =>
    server.app.request(`${PUBLIC_URL}${path}`, {
      method,
      headers: {
        origin: ORIGIN,
        'portico-key': firm.publishableKey,
        'portico-client': '1',
        ...(method === 'POST' && { 'idempotency-key': crypto.randomUUID() }),
        ...(cookie !== undefined && { cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
}

export type Call = ReturnType<typeof asBackend>;

/** A contact who can be written to. */
export type ReachableContact = Contact & { readonly email: string };

/** A contact with portal access and a matter shared with them. */
export async function aContact(server: TestServer, firm: CreatedFirm) {
  counter += 1;
  const call = asBackend(server, firm);
  const client: Client = await created(call('POST', '/v1/firm/clients', { name: `Client ${counter}` }));
  const contact: ReachableContact = await created(
    call('POST', '/v1/firm/contacts', {
      clientId: client.id,
      name: `Contact ${counter}`,
      email: `contact${counter}@client.example`,
    }),
  );
  const matter: Matter = await created(
    call('POST', '/v1/firm/matters', { clientId: client.id, title: `Matter ${counter}` }),
  );
  await ok(call('PUT', `/v1/firm/contacts/${contact.id}/portal-access`, { enabled: true }));
  // The invitation is out of the way before a test waits for a mail of its own.
  await server.deliver();
  server.mails.clear();
  await ok(call('PUT', `/v1/firm/matters/${matter.id}/shares/${contact.id}`));
  return { client, contact, matter };
}

/** A checklist of one group. @param requests titles, or bodies as the contract takes them */
export async function aChecklist(
  server: TestServer,
  firm: CreatedFirm,
  matter: Matter,
  requests: readonly (string | Record<string, unknown>)[] = ['Passport'],
): Promise<Checklist> {
  return created(
    asBackend(server, firm)('POST', `/v1/firm/matters/${matter.id}/checklists`, {
      title: { en: 'What we need from you' },
      groups: [
        {
          title: { en: 'Identity' },
          requests: requests.map((one) => (typeof one === 'string' ? { title: { en: one } } : one)),
        },
      ],
    }),
  );
}

/** Signs a contact in by the code of the mail. @returns the cookie header */
export async function signIn(server: TestServer, firm: CreatedFirm, email: string): Promise<string> {
  const page = asPage(server, firm);
  const { attempt } = await created(page('POST', '/v1/sign-in', { email }));
  await server.deliver();
  const { code } = await server.mails.mailTo(email);
  const response = await ok(page('POST', '/v1/sign-in/code', { attempt, code }));
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** A member of the staff with a role, added by the firm's backend. */
export function aMember(
  server: TestServer,
  firm: CreatedFirm,
  role: RoleName,
): Promise<{ id: string; name: string; email: string }> {
  counter += 1;
  return created(
    asBackend(server, firm)('POST', '/v1/firm/staff', {
      name: `Member ${counter}`,
      email: `member${counter}@firm.example`,
      role,
    }),
  );
}

/** Signs a member of the staff in. @returns the cookie header */
export async function signInStaff(server: TestServer, firm: CreatedFirm, email: string): Promise<string> {
  const page = asPage(server, firm);
  const { attempt } = await created(page('POST', '/v1/firm/sign-in', { email }));
  await server.deliver();
  const { code } = await server.mails.mailTo(email);
  const response = await ok(page('POST', '/v1/firm/sign-in/code', { attempt, code }));
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** The JSON of a call that must succeed. */
export async function created(response: Promise<Response>) {
  return (await ok(response)).json();
}

/** A call that must succeed; says what came instead. */
export async function ok(promise: Promise<Response>): Promise<Response> {
  const response = await promise;
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response;
}
