/**
 * The kinds of caller. Each says in data what it is to each audience, which capabilities it lacks and why, and what it
 * may see; what must come back is computed from that and the contract, never copied from what the server does.
 */
import { crossSiteRequest, keyInvalid, originNotAllowed, proofInvalid } from '@portico/contract';
import { newToken } from '@portico/reference-server';
import { DpopKey } from '../world/dpop-key.js';
import { aMemberSession } from '../world/members.js';
import { aHolder } from '../world/holders.js';
import { insertSession, type SessionRow } from '../world/sessions.js';
import type { Owner } from '../world/world.js';
import { allOf, always, type Caller, everythingOf, type Headers, page, selfOf } from './caller.js';
import { members } from './members.js';
import type { People } from './people.js';

/** One of each kind. */
export async function everyCaller(people: People): Promise<Caller[]> {
  return [
    ...strangers(people),
    ...visitors(people),
    ...(await clients(people)),
    ...(await firmSessions(people)),
    ...(await staff(people)),
    ...(await members(people)),
    ...keys(people),
  ];
}

/** Somebody's own in whatever matter: where they are signed in, and what they pay by. */
const PERSONAL: readonly string[] = ['ses', 'psk', 'pmt', 'setUp'];

const bothKeys = { staff: keyInvalid, backend: keyInvalid };

function strangers({ ana, firm }: People): Caller[] {
  const nobody = { own: ana, sees: () => false, canaries: [] };
  const broken = {
    cookie: '__Host-portico=ps_x; __Host-portico-staff=pst_x',
    'portico-key': 'pk_x',
    'portico-client': '1',
  };
  return [
    { name: 'nobody', credential: always({}), is: {}, ...nobody },
    { name: 'somebody with broken tokens', credential: always(broken), is: {}, ...nobody },
    { name: 'a backend with a broken key', credential: bearer('sk_x'), is: bothKeys, ...nobody },
    {
      name: 'a publishable key in the place of a secret',
      credential: bearer(firm.publishableKey),
      is: bothKeys,
      ...nobody,
    },
  ];
}

function visitors({ ana, ben, una, cleo, firm, otherFirm }: People): Caller[] {
  const visitor = (key: string, origin: string) => always({ 'portico-key': key, origin });
  const nobody = { own: ana, sees: () => false, canaries: [] };
  return [
    {
      name: 'a page with its key',
      credential: visitor(firm.publishableKey, firm.origin),
      is: { visitor: 'in' },
      ...allOf(firm, ana, ben, una),
    },
    {
      name: "another firm's page with its key",
      credential: visitor(otherFirm.publishableKey, otherFirm.origin),
      is: { visitor: 'in' },
      ...allOf(otherFirm, cleo),
    },
    {
      name: "a page with another firm's key",
      credential: visitor(otherFirm.publishableKey, firm.origin),
      is: { visitor: originNotAllowed },
      ...nobody,
    },
    { name: 'a page with an unknown key', credential: visitor(newToken('pk'), firm.origin), is: {}, ...nobody },
    {
      name: 'a page with a secret key for its key',
      credential: visitor(firm.secretKey, firm.origin),
      is: {},
      ...nobody,
    },
  ];
}

async function clients({
  server,
  ana,
  ben,
  cleo,
  eve,
  una,
  coClientId,
  barredId,
  firm,
  otherFirm,
}: People): Promise<Caller[]> {
  const own = (row: Partial<SessionRow>) =>
    insertSession(server, { firmId: firm.id, kind: 'own', personId: ana.contact.id, ...row });
  const asAna = {
    is: { client: 'in' },
    ...selfOf(ana),
    canaries: [...Object.values(ana.canaries), 'canary-matter-elsewhere'],
  } as const;
  const asNobody = { is: {}, own: ana, sees: () => false, canaries: [] };
  const coClient = await own({ personId: coClientId });
  const foreign = always({ cookie: ana.cookie, origin: 'https://www.evil.example', 'portico-client': '1' });
  const off = 'contact_disabled';
  return [
    { name: 'the client', credential: page(firm, ana.cookie), ...asAna },
    { name: 'the client on a page of no firm', credential: foreign, ...asAna, is: { client: originNotAllowed } },
    {
      name: "the client on another firm's page",
      credential: page(otherFirm, ana.cookie),
      ...asAna,
      is: { client: originNotAllowed },
    },
    {
      name: 'the client without our header',
      credential: always({ cookie: ana.cookie, origin: firm.origin }),
      ...asAna,
      is: { client: crossSiteRequest },
      mayRead: true,
    },
    {
      name: 'a co-client of the matter',
      credential: page(firm, coClient),
      proofs: (await aHolder(server, firm, coClient)).proofs,
      is: { client: 'in' },
      own: ana,
      // What somebody sent is theirs, and how and where they are signed in, also in a matter that both see.
      sees: (kind, owner) =>
        owner === ana && !['doc', 'taken', 'second', 'upl', 'phoneLink', 'dsp', 'pat', ...PERSONAL].includes(kind),
      // An invoice is made out to the client whom both are contacts of.
      canaries: [firm.canary, ana.canaries.matter, ana.canaries.client, 'canary-contact-coclient'],
    },
    { name: 'another client of the firm', credential: page(firm, ben.cookie), is: { client: 'in' }, ...selfOf(ben) },
    {
      name: 'a client of another firm',
      credential: page(otherFirm, cleo.cookie),
      is: { client: 'in' },
      ...selfOf(cleo),
    },
    {
      name: 'a client whose matter is no longer shared',
      credential: page(firm, una.cookie),
      is: { client: 'in' },
      own: una,
      sees: (kind, owner) => PERSONAL.includes(kind) && owner === una,
      canaries: [firm.canary, una.canaries.contact],
    },
    {
      name: 'a client whose access is off',
      credential: page(firm, await own({ personId: barredId })),
      ...asNobody,
      is: { client: 'in' },
      lacks: {
        'session.view': off,
        'checklists.view': off,
        'checklists.answer': off,
        'documents.view': off,
        'sharedDocuments.view': off,
        'invoices.view': off,
        'invoices.dispute': off,
        'invoices.pay': off,
        'invoices.plan': off,
        'documents.upload': off,
        'documents.sendByPhone': off,
        'profile.view': off,
        'profile.update': off,
      },
    },
    {
      name: 'a client of a firm without uploads',
      credential: page(eve.firm, eve.cookie),
      is: { client: 'in' },
      ...selfOf(eve),
      lacks: { 'documents.upload': 'disabled_by_firm', 'documents.sendByPhone': 'disabled_by_firm' },
    },
    { name: 'an expired session', credential: page(firm, await own({ expiresIn: -1 })), ...asNobody },
    { name: 'a signed-out session', credential: page(firm, await own({ revoked: true })), ...asNobody },
    { name: 'an idle session', credential: page(firm, await own({ seenAgo: 31 })), ...asNobody },
  ];
}

async function firmSessions({ server, ana, firm, elsewhereId, nonce }: People): Promise<Caller[]> {
  const key = new DpopKey();
  const minted = (row: Partial<SessionRow> = {}) =>
    insertSession(server, {
      firmId: firm.id,
      kind: 'firm',
      personId: ana.contact.id,
      jkt: key.thumbprint,
      origin: firm.origin,
      ...row,
    });
  const proven =
    (token: string, signer = key): Caller['credential'] =>
    ({ method }, url) => ({
      authorization: `DPoP ${token}`,
      origin: firm.origin,
      dpop: signer.proof(method, url, nonce, token),
    });
  const bare = always({ authorization: `DPoP ${await minted()}`, origin: firm.origin });
  const asAna = { ...selfOf(ana), canaries: [...Object.values(ana.canaries), 'canary-matter-elsewhere'] };
  return [
    { name: 'a firm session', credential: proven(await minted()), is: { client: 'in' }, stale: true, ...asAna },
    { name: 'a firm session without proof', credential: bare, is: { client: proofInvalid }, ...asAna },
    {
      name: "a firm session with another key's proof",
      credential: proven(await minted(), new DpopKey()),
      is: { client: proofInvalid },
      ...asAna,
    },
    {
      name: 'a firm session for documents alone',
      credential: proven(await minted({ components: ['documents'] })),
      is: { client: 'in' },
      ...asAna,
      lacks: {
        'checklists.view': 'section_not_permitted',
        'checklists.answer': 'section_not_permitted',
        'documents.upload': 'section_not_permitted',
        'documents.sendByPhone': 'section_not_permitted',
        'invoices.view': 'section_not_permitted',
        'invoices.dispute': 'section_not_permitted',
        'invoices.pay': 'section_not_permitted',
        'invoices.plan': 'section_not_permitted',
        'profile.view': 'section_not_permitted',
        'profile.update': 'section_not_permitted',
      },
    },
    {
      name: 'a preview by staff',
      credential: proven(await minted({ kind: 'preview', staffId: firm.staff[0]!.id })),
      is: { client: 'in' },
      readOnly: true,
      ...asAna,
      lacks: {
        'checklists.answer': 'preview_read_only',
        'documents.upload': 'preview_read_only',
        'documents.sendByPhone': 'preview_read_only',
        'profile.update': 'preview_read_only',
      },
      canaries: [...asAna.canaries, firm.canary],
    },
    {
      name: 'a one-time link',
      credential: proven(await minted({ kind: 'link', linkId: ana.things['lnk']! })),
      is: { client: 'in' },
      byLink: true,
      ...asAna,
    },
    {
      name: 'a firm session for another matter',
      credential: proven(await minted({ matters: [elsewhereId] })),
      is: { client: 'in' },
      stale: true,
      own: ana,
      sees: (kind, owner) => PERSONAL.includes(kind) && owner === ana,
      canaries: [firm.canary, ana.canaries.contact, 'canary-matter-elsewhere'],
    },
  ];
}

async function staff({ server, ana, ben, una, cleo, firm, otherFirm, leftStaffId }: People): Promise<Caller[]> {
  const session = (row: Partial<SessionRow> = {}) =>
    insertSession(server, { firmId: firm.id, kind: 'staff', personId: firm.staff[0]!.id, ...row });
  const everything = everythingOf(firm, ana, ben, una);
  // Factors are their member's own: the first of the staff is ana's.
  const ours = { ...everything, sees: ownFactorsAnd(ana, everything.sees) };
  const theirs = allOf(otherFirm, cleo);
  const ourSession = await aMemberSession(server, firm, firm.staff[0]!.id);
  const theirSession = await aMemberSession(server, otherFirm, otherFirm.staff[0]!.id);
  const formOfElsewhere = always({ cookie: await session(), origin: firm.origin });
  const everywhere = { staff: 'in', person: 'in', member: 'in' } as const;
  return [
    { name: 'staff', credential: page(firm, ourSession.cookie), is: everywhere, ...ours, proofs: ourSession.member },
    {
      name: 'staff without our header',
      credential: formOfElsewhere,
      is: { staff: crossSiteRequest, person: crossSiteRequest, member: crossSiteRequest },
      mayRead: true,
      ...ours,
    },
    {
      name: 'staff whose session has expired',
      credential: page(firm, await session({ expiresIn: -1 })),
      is: {},
      ...ours,
    },
    {
      name: 'staff who have left',
      credential: page(firm, await session({ personId: leftStaffId })),
      is: {},
      ...ours,
    },
    {
      name: 'staff of another firm',
      credential: page(otherFirm, theirSession.cookie),
      is: everywhere,
      ...theirs,
      sees: ownFactorsAnd(cleo, theirs.sees),
      proofs: theirSession.member,
    },
  ];
}

function ownFactorsAnd(own: Owner, sees: Caller['sees']): Caller['sees'] {
  return (kind, owner) => (kind === 'fac' ? owner === own : sees(kind, owner));
}

function keys({ ana, ben, una, cleo, firm, otherFirm, keysLacking, otherKeys }: People): Caller[] {
  const ours = everythingOf(firm, ana, ben, una);
  const both = { staff: 'in', backend: 'in' } as const;
  const lacking: Caller['credential'] = ({ access }) =>
    authorization(keysLacking.get('scope' in access ? access.scope : 'audit.read')!);
  const inPage = always({ ...authorization(otherKeys.all), origin: firm.origin });
  return [
    { name: 'a secret key', credential: bearer(otherKeys.all), is: both, ...ours },
    { name: 'a secret key without the scope', credential: lacking, is: both, ...ours, lacksScope: true },
    {
      name: 'a secret key in a page',
      credential: inPage,
      is: { staff: originNotAllowed, backend: originNotAllowed },
      ...ours,
    },
    {
      name: 'a secret key of another firm',
      credential: bearer(otherFirm.secretKey),
      is: both,
      ...allOf(otherFirm, cleo),
    },
    { name: 'a revoked key', credential: bearer(otherKeys.revoked), is: bothKeys, ...ours },
  ];
}

function authorization(key: string): Headers {
  return { authorization: `Bearer ${key}` };
}

function bearer(key: string): Caller['credential'] {
  return always(authorization(key));
}
