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
import { TotpApp } from './totp.js';

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

/** Calls the API as a page of the firm, with a cookie where there is one. @param address of the peer */
export function asPage(server: TestServer, firm: CreatedFirm, cookie?: string, address?: string) {
  return async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> =>
    server.app.request(
      `${PUBLIC_URL}${path}`,
      {
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
      },
      address === undefined ? {} : { address },
    );
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

/** What each member's app knows, by server and e-mail. */
const apps = new WeakMap<TestServer, Map<string, TotpApp>>();

/** The authenticator app of a member who has been signed in by {@link signInStaff}. */
export function appOf(server: TestServer, email: string): TotpApp {
  const app = apps.get(server)?.get(email);
  if (!app) throw new Error(`${email} has no authenticator app`);
  return app;
}

/**
 * Signs a member of the staff in by e-mail code and authenticator app, which is set up the first time. Each time step is
 * taken once, so that signing in often moves the clock on. @returns the cookie header
 */
export async function signInStaff(server: TestServer, firm: CreatedFirm, email: string): Promise<string> {
  const owing = asPage(server, firm, await startStaffSession(server, firm, email));
  const known = apps.get(server) ?? new Map<string, TotpApp>();
  apps.set(server, known);
  const app = known.get(email);
  if (app) return cookieOf(await ok(owing('POST', '/v1/firm/session/totp', { code: app.next(server.clock) })));
  const { secret } = await created(owing('POST', '/v1/firm/session/factors/totp'));
  const added = new TotpApp(secret);
  known.set(email, added);
  return cookieOf(await ok(owing('POST', '/v1/firm/session/factors/totp/confirm', { code: added.next(server.clock) })));
}

/** Signs a member in by e-mail code alone. @returns cookie header of a session that owes its second factor */
export async function startStaffSession(server: TestServer, firm: CreatedFirm, email: string): Promise<string> {
  const page = asPage(server, firm);
  const { attempt } = await created(page('POST', '/v1/firm/sign-in', { email }));
  await server.deliver();
  const { code } = await server.mails.mailTo(email);
  return cookieOf(await ok(page('POST', '/v1/firm/sign-in/code', { attempt, code })));
}

/** The cookie that an answer sets, as the next call sends it. */
export function cookieOf(response: Response): string {
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
