/** Everybody who calls, and what they call about: three firms, their clients, staff and keys. */
import { type Scope, scopes } from '@portico/contract';
import { hashText, newToken } from '@portico/reference-server';
import { asBackend, created, ok, PUBLIC_URL, type TestServer } from '@portico/testing';
import { anAccount } from '../world/accounts.js';
import { anId } from '../world/ids.js';
import { insertRow } from '../world/rows.js';
import { aFirmWithOrigin, aMatter, anOwner, aPerson, type Firm, type Owner } from '../world/world.js';

export interface People {
  readonly server: TestServer;
  readonly firm: Firm;
  readonly otherFirm: Firm;
  /** A client with one of everything. */
  readonly ana: Owner;
  /** Another client of the same firm. */
  readonly ben: Owner;
  /** A client of another firm. */
  readonly cleo: Owner;
  /** A client whose firm has switched uploads off since. */
  readonly eve: Owner;
  /** A client whose matter is no longer shared with them. */
  readonly una: Owner;
  /** Shares ana's matter, and has no thing of their own in it. */
  readonly coClientId: string;
  /** The same, with portal access switched off. */
  readonly barredId: string;
  /** A second matter of ana's. */
  readonly elsewhereId: string;
  readonly leftStaffId: string;
  /** A secret key for each scope, which has all but that one. */
  readonly keysLacking: ReadonlyMap<Scope, string>;
  readonly otherKeys: { readonly all: string; readonly revoked: string };
  /** Of the server, for DPoP proofs. */
  readonly nonce: string;
}

/** Fills a fresh server. */
export async function gatherPeople(server: TestServer): Promise<People> {
  const firm = await aFirmWithOrigin(server, 'one', ['ana', 'ben', 'una']);
  const otherFirm = await aFirmWithOrigin(server, 'two', ['cleo']);
  const quietFirm = await aFirmWithOrigin(server, 'three', ['eve']);
  const ana = await anOwner(server, firm, 'ana');
  const ben = await anOwner(server, firm, 'ben');
  const una = await anOwner(server, firm, 'una');
  const cleo = await anOwner(server, otherFirm, 'cleo');
  const eve = await anOwner(server, quietFirm, 'eve');
  const call = asBackend(server, firm);
  await ok(call('DELETE', `/v1/firm/matters/${una.things['mat']}/shares/${una.contact.id}`));
  await switchUploadsOff(server, quietFirm);

  const share = async (name: string) => {
    const person = await aPerson(server, firm, ana.things['cli']!, name);
    await ok(call('PUT', `/v1/firm/matters/${ana.things['mat']}/shares/${person.id}`));
    await ok(call('PUT', `/v1/firm/shared-documents/${ana.things['shd']}/shares/${person.id}`));
    return person;
  };
  const coClient = await share('coclient');
  await anAccount(server, firm.id, coClient);
  const { id: barredId } = await share('barred');
  await ok(call('PUT', `/v1/firm/contacts/${barredId}/portal-access`, { enabled: false }));
  const { matter } = await aMatter(server, firm, ana.things['cli']!, 'elsewhere', [ana.contact.id]);
  const keysLacking = new Map<Scope, string>();
  for (const scope of scopes) {
    keysLacking.set(scope, await aKey(server, firm, { granted: scopes.filter((one) => one !== scope) }));
  }
  return {
    server,
    firm,
    otherFirm,
    ana,
    ben,
    cleo,
    eve,
    una,
    coClientId: coClient.id,
    barredId,
    elsewhereId: matter.id,
    leftStaffId: await staffWhoLeft(server, firm),
    keysLacking,
    otherKeys: { all: await aKey(server, firm), revoked: await aKey(server, firm, { revoked: true }) },
    nonce: await aNonce(server),
  };
}

async function switchUploadsOff(server: TestServer, firm: Firm): Promise<void> {
  const call = asBackend(server, firm);
  const settings = await created(call('GET', '/v1/firm/settings'));
  await ok(call('PUT', '/v1/firm/settings', { ...settings, uploads: 'off' }, { 'if-match': '"1"' }));
}

async function aKey(
  server: TestServer,
  firm: Firm,
  { granted = scopes, revoked = false }: { granted?: readonly Scope[]; revoked?: boolean } = {},
): Promise<string> {
  const key = newToken('sk');
  await insertRow(server, 'firm_keys', (now) => ({
    firm_id: firm.id,
    id: anId('key'),
    kind: 'secret',
    name: firm.canary,
    hash: hashText(key),
    scopes: JSON.stringify(granted),
    created_at: now,
    revoked_at: revoked ? now : null,
  }));
  return key;
}

async function staffWhoLeft(server: TestServer, firm: Firm): Promise<string> {
  const id = anId('stf');
  const row = { firm_id: firm.id, id, name: 'Gone', email: 'gone@firm.example', role: 'admin', active: false };
  await insertRow(server, 'staff', (created_at) => ({ ...row, created_at }));
  return id;
}

/** Any answer to a call that carries a proof brings the nonce for the next. */
async function aNonce(server: TestServer): Promise<string> {
  const response = await server.app.request(`${PUBLIC_URL}/v1/health`, { headers: { dpop: 'x' } });
  return response.headers.get('dpop-nonce') ?? '';
}
