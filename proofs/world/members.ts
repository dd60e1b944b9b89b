/** Members of the staff with second factors, set up through the API, and what each of them can prove themselves with. */
import type { CreatedFirm } from '@portico/reference-server';
import { asPage, cookieOf, created, ok, SoftPasskey, type TestServer, TotpApp } from '@portico/testing';
import { insertSession } from './sessions.js';

/** What a session of a member, or a contact, can give; the clock of the proofs stands still, so that it stays right. */
export interface Proofs {
  /** Of the app in use. */
  readonly code: string;
  /** Of the app that waits for its first code. */
  readonly firstCode: string;
  readonly recoveryCode: string;
  readonly passkey: SoftPasskey;
  readonly challenges: { readonly register: string; readonly prove: string };
  /** A number to be, and the code that went to it. */
  readonly phone: { readonly phone: string; readonly attempt: string; readonly code: string };
}

/** What somebody gives who has nothing: right in form, and nobody's. */
export const nothingToGive: Proofs = {
  code: '000000',
  firstCode: '000000',
  recoveryCode: 'none',
  passkey: new SoftPasskey(),
  challenges: { register: '', prove: '' },
  phone: { phone: '+15550109999', attempt: 'none', code: '000000' },
};

interface Enrolled {
  readonly app: TotpApp;
  readonly waiting: TotpApp;
  readonly recoveryCode: string;
  readonly passkey: SoftPasskey;
  /** Id of the passkey. */
  readonly factorId: string;
}

type AtFirm = CreatedFirm & { readonly origin: string };

const enrolments = new WeakMap<TestServer, Map<string, Promise<Enrolled>>>();

/** The member's app and passkey; set up the first time. */
export function enrolled(server: TestServer, firm: AtFirm, staffId: string): Promise<Enrolled> {
  const known = enrolments.get(server) ?? new Map<string, Promise<Enrolled>>();
  enrolments.set(server, known);
  const one = known.get(staffId) ?? enrol(server, firm, staffId);
  known.set(staffId, one);
  return one;
}

/** @param owes what the session still owes, if anything */
export async function aMemberSession(
  server: TestServer,
  firm: AtFirm,
  staffId: string,
  owes?: 'enrolling' | 'verifying',
): Promise<{ readonly cookie: string; readonly member: Proofs }> {
  const has = owes === 'enrolling' ? undefined : await enrolled(server, firm, staffId);
  const methods = owes ? (['email_code'] as const) : (['email_code', 'totp'] as const);
  const cookie = await insertSession(server, { firmId: firm.id, kind: 'staff', personId: staffId, methods });
  const call = callOf(server, firm, cookie);
  const waiting = has?.waiting ?? new TotpApp((await created(call('/v1/firm/session/factors/totp'))).secret);
  const challengeOf = async (path: string): Promise<string> => (await created(call(path))).challenge;
  const now = server.clock.now();
  return {
    cookie,
    member: {
      ...nothingToGive,
      // The step of this moment was used up when the app was set up.
      code: has?.app.at(now, 1) ?? '000000',
      firstCode: waiting.at(now),
      recoveryCode: has?.recoveryCode ?? 'none',
      passkey: has?.passkey ?? new SoftPasskey(),
      challenges: {
        register: owes === 'verifying' ? '' : await challengeOf('/v1/firm/session/factors/passkey'),
        prove: owes === 'enrolling' ? '' : await challengeOf('/v1/firm/session/passkey/options'),
      },
    },
  };
}

async function enrol(server: TestServer, firm: AtFirm, staffId: string): Promise<Enrolled> {
  const row = { firmId: firm.id, kind: 'staff', personId: staffId, methods: ['email_code'] } as const;
  const owing = callOf(server, firm, await insertSession(server, row));
  const app = new TotpApp((await created(owing('/v1/firm/session/factors/totp'))).secret);
  const code = app.at(server.clock.now());
  const confirmed = await ok(owing('/v1/firm/session/factors/totp/confirm', { code }));
  const { recoveryCodes } = await confirmed.clone().json();
  const call = callOf(server, firm, cookieOf(confirmed));
  const passkey = new SoftPasskey();
  const { challenge } = await created(call('/v1/firm/session/factors/passkey'));
  const credential = passkey.create({ challenge, origin: firm.origin });
  await ok(call('/v1/firm/session/factors/passkey/confirm', { name: 'A passkey', credential }));
  const { factors } = await created(call('/v1/firm/session/factors', undefined, 'GET'));
  const waiting = new TotpApp((await created(call('/v1/firm/session/factors/totp'))).secret);
  const factorId: string = factors.find(({ kind }: { kind: string }) => kind === 'passkey').id;
  return { app, waiting, recoveryCode: recoveryCodes[0], passkey, factorId };
}

function callOf(server: TestServer, firm: AtFirm, cookie: string) {
  const page = asPage(server, firm, cookie);
  return (path: string, body?: unknown, method = 'POST') => page(method, path, body, { origin: firm.origin });
}
