/**
 * The people and things that the proofs call the API with and about: a client with everything, another client of the
 * same firm, a client of another firm, and one whose firm has switched uploads off. Each has one of every object,
 * and every text of theirs carries a canary, so that a leak shows in any answer without knowing where to look.
 */
import type { Checklist, Client, Matter, Staff } from '@portico/contract';
import { signInBy } from '@portico/contract';
import { createFirm, type CreatedFirm, hashText, newToken } from '@portico/reference-server';
import {
  aPng,
  asBackend,
  asPage,
  created,
  ok,
  PUBLIC_URL,
  type ReachableContact,
  someSettings,
  type TestServer,
} from '@portico/testing';
import { anId, newPhone } from './ids.js';
import { anAccount } from './accounts.js';
import { someBills } from './bills.js';
import { enrolled, type Proofs } from './members.js';
import { aHolder } from './holders.js';
import { insertRow } from './rows.js';
import { insertCrossSiteSession, insertSession } from './sessions.js';

/** Everything that a call can name, of one owner. */
export interface Things {
  readonly [name: string]: string;
}

/** One contact with one of everything. */
export interface Owner {
  readonly name: string;
  readonly firm: Firm;
  readonly contact: ReachableContact;
  /** Cookie of a session of the contact's own. */
  readonly cookie: string;
  /** By prefix of the id (`mat`, `doc`, …), and the secrets and addresses that a call can carry. */
  readonly things: Things;
  /** What the contact can prove themselves with. */
  readonly proofs: Proofs;
  readonly canaries: Readonly<Record<'firm' | 'client' | 'matter' | 'contact', string>>;
}

export interface Firm extends CreatedFirm {
  readonly origin: string;
  readonly canary: string;
}

/** A whole PDF of one page whose bytes carry a canary. */
export function aPdf(canary: string): Uint8Array<ArrayBuffer> {
  const objects = [
    `<< /Title (${canary}) >>`,
    '<< /Type /Catalog /Pages 3 0 R >>',
    '<< /Type /Pages /Kids [4 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 3 0 R /MediaBox [0 0 99 99] >>',
  ].map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`);
  return new TextEncoder().encode(`%PDF-1.4\n${objects.join('')}trailer\n<< /Root 2 0 R >>\n%%EOF\n`);
}

/** @param owners names of its clients to be: each signs in beside a member of staff of their own */
export async function aFirmWithOrigin(server: TestServer, name: string, owners: readonly string[]): Promise<Firm> {
  const canary = `canary-firm-${name}`;
  const origin = `https://www.${name}.example`;
  const firm = await createFirm(server.deps, {
    name: canary,
    settings: someSettings({
      signIn: signInBy('password', 'emailLink', 'emailCode', 'smsCode', 'passkey', 'oneTimeUpload'),
      support: { name: canary, email: `${canary}@firm.example`, phone: '+1 555 0100' },
    }),
    origins: [origin],
    staff: owners.map((owner) => ({ name: canary, email: `${canary}-${owner}@firm.example` })),
  });
  const logo = { firm_id: firm.id, type: 'image/png', bytes: aPng(), sha256: hashText(canary) };
  await insertRow(server, 'firm_logos', (now) => ({ ...logo, changed_at: now }));
  return { ...firm, origin, canary };
}

/** Adds a contact to a client and lets them in. */
export async function aPerson(
  server: TestServer,
  firm: Firm,
  clientId: string,
  name: string,
): Promise<ReachableContact> {
  const call = asBackend(server, firm);
  const contact: ReachableContact = await created(
    call('POST', '/v1/firm/contacts', {
      clientId,
      name: `canary-contact-${name}`,
      email: `canary-contact-${name}@client.example`,
      phone: newPhone(),
    }),
  );
  await ok(call('PUT', `/v1/firm/contacts/${contact.id}/portal-access`, { enabled: true }));
  await server.deliver();
  return contact;
}

/** A matter of a client, shared with contacts, with a checklist of three documents, a task and a question. */
export async function aMatter(
  server: TestServer,
  firm: Firm,
  clientId: string,
  name: string,
  contacts: readonly string[],
): Promise<{ matter: Matter; checklist: Checklist }> {
  const call = asBackend(server, firm);
  const canary = `canary-matter-${name}`;
  const text = { en: canary };
  const matter: Matter = await created(
    call('POST', '/v1/firm/matters', { clientId, title: canary, reference: canary }),
  );
  for (const contact of contacts) await ok(call('PUT', `/v1/firm/matters/${matter.id}/shares/${contact}`));
  const checklist: Checklist = await created(
    call('POST', `/v1/firm/matters/${matter.id}/checklists`, {
      title: text,
      groups: [
        {
          title: text,
          requests: [
            ...['filled', 'open', 'declined'].map(() => ({ title: text, why: text, tips: [text], example: text })),
            { type: 'task', title: text },
            { type: 'question', key: 'asked', title: text, question: { kind: 'yes_no' } },
          ],
        },
      ],
    }),
  );
  return { matter, checklist };
}

/** One contact with one of everything. */
export async function anOwner(server: TestServer, firm: Firm, name: string): Promise<Owner> {
  const call = asBackend(server, firm);
  const client: Client = await created(call('POST', '/v1/firm/clients', { name: `canary-client-${name}` }));
  const contact = await aPerson(server, firm, client.id, name);
  const shutOut: ReachableContact = await created(
    call('POST', '/v1/firm/contacts', { clientId: client.id, name: `canary-contact-${name}` }),
  );
  const { matter, checklist } = await aMatter(server, firm, client.id, name, [contact.id]);
  const member: Staff = await created(
    call('POST', '/v1/firm/staff', {
      name: firm.canary,
      email: `${firm.canary}-${name}-aide@firm.example`,
      role: 'paralegal',
    }),
  );
  const [group] = checklist.groups;
  const [filled, open, declined, task, question] = group!.requests;
  const cookie = await insertSession(server, { firmId: firm.id, kind: 'own', personId: contact.id });
  const send = asPage(server, firm, cookie);
  const upload = async (requestId: string, bytes: Uint8Array<ArrayBuffer>, body: boolean) =>
    server.app.request(`${PUBLIC_URL}/v1/uploads`, {
      method: 'POST',
      headers: {
        cookie,
        origin: firm.origin,
        'portico-client': '1',
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes.byteLength),
        'upload-metadata': uploadMetadata(requestId, `canary-contact-${name}.pdf`),
        ...(body && { 'content-type': 'application/offset+octet-stream' }),
      },
      ...(body && { body: bytes }),
    });
  const pdf = aPdf(`canary-contact-${name}`);
  const documentId = (await ok(upload(filled!.id, pdf, true))).headers.get('portico-document') ?? '';
  // Whose bytes go for good when it is taken back: nobody else may need it.
  const taken = (await ok(upload(filled!.id, pdf, true))).headers.get('portico-document') ?? '';
  // Merged with the first.
  const second = (await ok(upload(filled!.id, pdf, true))).headers.get('portico-document') ?? '';
  await server.deps.arrivals.deliver();
  const started = (await ok(upload(open!.id, pdf, false))).headers.get('location') ?? '';
  const does = (path: string, body: unknown) => ok(send('PUT', path, body, { origin: firm.origin }));
  await does(`/v1/requests/${declined!.id}/decline`, { reason: 'other', note: `canary-contact-${name}` });
  await does(`/v1/requests/${task!.id}/done`, { done: true });
  const template = await created(call('POST', '/v1/firm/checklist-templates', aTemplate(firm.canary)));
  const minted = await created(
    call('POST', '/v1/firm/portal-sessions', { contactId: contact.id, origin: firm.origin }),
  );
  const key = await created(
    call('POST', '/v1/firm/keys', { kind: 'secret', name: firm.canary, scopes: ['matters.read'] }),
  );
  const origin = await created(call('POST', '/v1/firm/origins', { origin: `https://${name}.${firm.canary}.example` }));
  const link = await created(
    call('POST', `/v1/firm/requests/${open!.id}/upload-links`, { contactId: contact.id, page: `${firm.origin}/` }),
  );
  const phoneLink = await created(
    send('POST', `/v1/requests/${open!.id}/phone-links`, { page: `${firm.origin}/` }, { origin: firm.origin, cookie }),
  );
  const domain = await created(call('POST', '/v1/firm/domains', { host: `${name}.${firm.canary}.example` }));
  server.dns.add(domain.proof.name, domain.proof.value);
  const shared = await aSharedDocument(server, firm, name, { matterId: matter.id, contactId: contact.id });
  const page = (method: string, path: string, body?: unknown) =>
    send(method, path, body, { origin: firm.origin, cookie });
  const bills = await someBills(server, firm, { page, name, matterId: matter.id });
  const { id: passkeyId, proofs } = await aHolder(server, firm, cookie);
  const signingIn = (path: string, email: string) =>
    created(send('POST', path, { email }, { origin: firm.origin, cookie: '' }));
  const { attempt } = await signingIn('/v1/sign-in', contact.email);
  await server.deliver();
  const mail = await server.mails.mailTo(contact.email);
  const account = await anAccount(server, firm.id, contact);
  const staffEmail = `${firm.canary}-${name}@firm.example`;
  const { factorId } = await enrolled(server, firm, firm.staff.find(({ email }) => email === staffEmail)!.id);
  const { attempt: staffAttempt } = await signingIn('/v1/firm/sign-in', staffEmail);
  await server.deliver();
  const staffMail = await server.mails.mailTo(staffEmail);
  return {
    name,
    firm,
    contact,
    cookie,
    proofs,
    canaries: {
      firm: firm.canary,
      client: `canary-client-${name}`,
      matter: `canary-matter-${name}`,
      contact: `canary-contact-${name}`,
    },
    things: {
      cli: client.id,
      con: contact.id,
      shutOut: shutOut.id,
      mat: matter.id,
      chk: checklist.id,
      grp: group!.id,
      req: open!.id,
      doc: documentId,
      taken,
      second,
      declined: declined!.id,
      task: task!.id,
      question: question!.id,
      order: JSON.stringify([{ id: group!.id, requests: group!.requests.map(({ id }) => id).toReversed() }]),
      tpl: template.id,
      shd: shared.id,
      fld: shared.folderId,
      stf: member.id,
      fac: factorId,
      psk: passkeyId,
      upl: started.split('/').at(-1) ?? '',
      ses: minted.id,
      key: key.id,
      org: origin.id,
      lnk: link.id,
      phoneLink: phoneLink.id,
      uploadToken: new URL(link.url).hash.replace('#portal-upload=', ''),
      dom: domain.id,
      refresh: await insertCrossSiteSession(server, { firmId: firm.id, contactId: contact.id, origin: firm.origin }),
      clientSecret: minted.clientSecret,
      email: contact.email,
      phone: contact.phone ?? '',
      staffEmail,
      attempt,
      code: mail.code ?? '',
      link: new URLSearchParams(new URL(mail.link ?? '').hash.slice(1)).get('portal-link') ?? '',
      staffAttempt,
      staffCode: staffMail.code ?? '',
      ...account,
      ...bills,
    },
  };
}

function aTemplate(name: string) {
  const title = { en: name };
  return { name, title, groups: [{ title, requests: [{ title, dueInDays: 7 }] }] };
}

/** A document in a folder of a matter, shared with a contact; its name and bytes are the matter's. */
async function aSharedDocument(
  server: TestServer,
  firm: Firm,
  name: string,
  { matterId, contactId }: { readonly matterId: string; readonly contactId: string },
): Promise<{ readonly id: string; readonly folderId: string }> {
  const call = asBackend(server, firm);
  const canary = `canary-matter-${name}`;
  const folder = await created(call('POST', `/v1/firm/matters/${matterId}/shared-folders`, { name: { en: canary } }));
  const bytes = aPdf(canary);
  const query = new URLSearchParams({ name: `${canary}.pdf`, size: String(bytes.byteLength), folderId: folder.id });
  const path = `${PUBLIC_URL}/v1/firm/matters/${matterId}/shared-documents?${query}`;
  const headers = { authorization: `Bearer ${firm.secretKey}`, 'idempotency-key': crypto.randomUUID() };
  const put = async () => server.app.request(path, { method: 'POST', headers, body: bytes });
  const document = await created(put());
  await ok(call('PUT', `/v1/firm/shared-documents/${document.id}/shares/${contactId}`));
  await server.deps.arrivals.deliver();
  return { id: document.id, folderId: folder.id };
}

export function uploadMetadata(requestId: string, name: string): string {
  return `requestId ${btoa(requestId)},filename ${btoa(name)}`;
}

/** Things that nobody has, each in the form of one that somebody could. */
export function absentThings(like: Things): Things {
  const nobody = (name: string, value: string): string => {
    const [, prefix] = /^([a-z]{3})_[0-9a-z]{26}$/.exec(value) ?? [];
    if (prefix) return anId(prefix);
    if (name === 'order') return value;
    if (name === 'link') return newToken('pml');
    if (name === 'uploadToken') return newToken('pul');
    if (name === 'passwordLink') return newToken('ppw');
    if (name === 'emailLink') return newToken('pec');
    if (name === 'invitation') return newToken('piv');
    if (name === 'phone') return newPhone();
    if (name === 'clientSecret' || name === 'setUp') return newToken('pcs');
    if (name.toLowerCase().endsWith('attempt')) return newToken('ppa');
    if (name.toLowerCase().endsWith('email')) return `nobody-${hashText(value).slice(0, 8)}@client.example`;
    return value;
  };
  return Object.fromEntries(Object.entries(like).map(([name, value]) => [name, nobody(name, value)]));
}
