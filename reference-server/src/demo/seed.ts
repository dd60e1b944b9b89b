/** Fills an empty database with the demo's story, through the API itself wherever the API can do it. */
import {
  ChecklistTemplate,
  Client,
  Contact,
  FirmChecklist,
  FirmDocument,
  FirmFolder,
  FirmInvoice,
  FirmPaymentPlan,
  FirmSharedDocument,
  Matter,
  Payment,
  PaymentPlan,
  settingsOf,
} from '@portico/contract';
import * as z from 'zod/mini';
import type { createApp } from '../app.js';
import { everyFirm } from '../database/confine.js';
import { newId } from '../database/ids.js';
import { systemActor } from '../database/actor.js';
import type { Deps } from '../deps.js';
import { createFirm, type CreatedFirm } from '../firms/service.js';
import { etagOf } from '../http/etag.js';
import { sessionCookie } from '../http/cookies.js';
import { insertSession, revokeSession } from '../session/store.js';
import { hashText, newToken } from '../session/tokens.js';
import { setUpApp } from './authenticator.js';
import { bills } from './bills.js';
import { simplePdf } from './pdf.js';
import * as story from './story.js';

type App = ReturnType<typeof createApp>;

export interface DemoOptions {
  /** Exact origins of the demo's pages. */
  readonly origins: readonly string[];
  /** The same keys at every start, so that pages and docs can name them. */
  readonly keys: { readonly publishable: string; readonly secret: string };
}

export interface Demo {
  readonly firm: CreatedFirm;
  readonly contact: Contact;
  readonly matter: Matter;
}

/** Seeds the demo firm, unless it is there. @returns undefined where it was there already */
export async function seedDemo(app: App, deps: Deps, { origins, keys }: DemoOptions): Promise<Demo | undefined> {
  const there = await deps.work.read(everyFirm, (db) =>
    db.selectFrom('firm_keys').select('id').where('hash', '=', hashText(keys.publishable)).executeTakeFirst(),
  );
  if (there) return undefined;
  const { name, staff, support } = story.firm;
  const preset = settingsOf('legistai', { languages: ['en', 'es', 'ar'], support });
  const firm = await createFirm(deps, {
    name,
    staff: staff.map(({ name: member, email }) => ({ name: member, email })),
    origins,
    keys,
    settings: { ...preset, payments: { ...preset.payments, autopay: true } },
  });
  for (const [at, { app: secret }] of staff.entries()) {
    const member = firm.staff[at];
    if (member) await setUpApp(deps, firm.id, member.id, secret);
  }
  const api = caller(app, deps, { authorization: `Bearer ${keys.secret}` });
  const { contact, matter } = await person(api, story.family);
  const { checklist } = story;
  // The older of the two: the one whose requests have a past is what a visitor sees first.
  const { id: templateId } = await api(ChecklistTemplate, 'POST', '/v1/firm/checklist-templates', story.template);
  await api(FirmChecklist, 'POST', `/v1/firm/matters/${matter.id}/checklists/from-template`, { templateId });
  const made = await api(FirmChecklist, 'POST', `/v1/firm/matters/${matter.id}/checklists`, {
    title: checklist.title,
    groups: checklist.groups.map(({ title, requests }) => ({
      title,
      requests: requests.map(({ past: _past, file: _file, dueIn, ...request }) => ({
        ...request,
        ...(dueIn !== undefined && { dueOn: day(deps, dueIn) }),
      })),
    })),
  });
  const session = await openSession(app, deps, firm, contact);
  await tellPast(session.api, made, api);
  await shareDocuments(api, matter, contact);
  await bill(deps, session.api, matter, api);
  await session.close();
  await person(api, story.neighbour);
  return { firm, contact, matter };
}

async function person(api: Api, { client, contact, matter }: typeof story.family | typeof story.neighbour) {
  const { id: clientId } = await api(Client, 'POST', '/v1/firm/clients', { name: client });
  const person = await api(Contact, 'POST', '/v1/firm/contacts', { clientId, ...contact });
  const made = await api(Matter, 'POST', '/v1/firm/matters', { clientId, ...matter });
  await api(Contact, 'PUT', `/v1/firm/contacts/${person.id}/portal-access`, { enabled: true });
  await api(Matter, 'PUT', `/v1/firm/matters/${made.id}/shares/${person.id}`);
  return { contact: person, matter: made };
}

/** Bills the matter as the story says, and agrees to plans as its client. */
async function bill(deps: Deps, client: Api, { id: matterId }: Matter, api: Api): Promise<void> {
  for (const { paid, plan, ...body } of bills) {
    const { id, version } = await api(FirmInvoice, 'POST', `/v1/firm/matters/${matterId}/invoices`, body);
    await api(FirmInvoice, 'POST', `/v1/firm/invoices/${id}/issue`, undefined, { 'if-match': etagOf(version) });
    if (plan) {
      const { firstIn, agreed, ...terms } = plan;
      const offer = { ...terms, firstOn: day(deps, firstIn) };
      const { id: planId, termsHash } = await api(FirmPaymentPlan, 'POST', `/v1/firm/invoices/${id}/plan`, offer);
      if (agreed) await client(PaymentPlan, 'POST', `/v1/payment-plans/${planId}/accept`, { termsHash });
    }
    if (paid) await api(Payment, 'POST', `/v1/firm/invoices/${id}/payments`, paid);
  }
}

/** Puts what the story shares into the matter, and shares it. */
async function shareDocuments(api: Api, matter: Matter, contact: Contact): Promise<void> {
  const base = `/v1/firm/matters/${matter.id}`;
  for (const { folder, files } of story.shared) {
    const folderId = folder && (await api(FirmFolder, 'POST', `${base}/shared-folders`, { name: folder })).id;
    for (const { name, pages } of files) {
      const bytes = simplePdf(pages);
      const query = new URLSearchParams({ name, size: String(bytes.byteLength), ...(folderId && { folderId }) });
      const { id } = await api.put(FirmSharedDocument, `${base}/shared-documents?${query.toString()}`, bytes);
      await api(FirmSharedDocument, 'PUT', `/v1/firm/shared-documents/${id}/shares/${contact.id}`);
    }
  }
}

/** Sends what the story says has been sent, and reviews it. */
async function tellPast(send: Api, made: FirmChecklist, api: Api): Promise<void> {
  for (const [at, group] of story.checklist.groups.entries()) {
    for (const [index, { past, file, title }] of group.requests.entries()) {
      const request = made.groups[at]?.requests[index];
      if (!past || file === undefined || !request) continue;
      const document = await send.upload(request.id, file, simplePdf([title['en'] ?? file]));
      if (past === 'accepted') await api(FirmDocument, 'POST', `/v1/firm/documents/${document}/accept`);
      else if (past !== 'sent') await api(FirmDocument, 'POST', `/v1/firm/documents/${document}/return`, past);
    }
  }
}

/** A session of the contact's own that lasts as long as the seed. */
async function openSession(app: App, deps: Deps, firm: CreatedFirm, contact: Contact) {
  const token = newToken('ps');
  const id = newId('ses');
  const actor = systemActor(firm.id);
  await deps.work.change(actor, async ({ tx, now, record }) => {
    await insertSession(tx, {
      firmId: firm.id,
      id,
      kind: 'own',
      personId: contact.id,
      tokenHash: hashText(token),
      methods: [],
      userAgent: null,
      now,
      expiresAt: new Date(now.getTime() + 60_000),
    });
    record({ action: 'demo.session', object: id, event: null });
  });
  return {
    api: caller(app, deps, {
      cookie: `${sessionCookie(deps.config)}=${token}`,
      origin: new URL(deps.config.publicUrl).origin,
      'portico-client': '1',
    }),
    close: () =>
      deps.work.change(actor, async ({ tx, now, record }) => {
        await revokeSession(tx, firm.id, id, now);
        record({ action: 'session.end', object: id, event: null });
      }),
  };
}

type Api = ReturnType<typeof caller>;

function caller(app: App, deps: Deps, credentials: Record<string, string>) {
  const { publicUrl } = deps.config;
  const request = async <S extends z.ZodMiniType>(
    schema: S,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<z.output<S>> => {
    const response = await app.request(`${publicUrl}${path}`, {
      method,
      headers: {
        ...credentials,
        ...(method === 'POST' && { 'idempotency-key': crypto.randomUUID() }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return z.parse(schema, await response.json());
  };
  /** @returns id of the document */
  const upload = async (requestId: string, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> => {
    const metadata = Object.entries({ requestId, filename: name }).map(([key, value]) => `${key} ${btoa(value)}`);
    const response = await app.request(`${publicUrl}/v1/uploads`, {
      method: 'POST',
      headers: {
        ...credentials,
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes.byteLength),
        'upload-metadata': metadata.join(','),
        'content-type': 'application/offset+octet-stream',
      },
      body: bytes,
    });
    const document = response.headers.get('portico-document');
    if (document === null) throw new Error(`${name}: ${response.status} ${await response.text()}`);
    return document;
  };
  /** Puts a file into a matter. */
  const put = async <S extends z.ZodMiniType>(
    schema: S,
    path: string,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<z.output<S>> => {
    const headers = { ...credentials, 'idempotency-key': crypto.randomUUID() };
    const response = await app.request(`${publicUrl}${path}`, { method: 'POST', headers, body: bytes });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return z.parse(schema, await response.json());
  };
  return Object.assign(request, { upload, put });
}

function day(deps: Deps, from: number): string {
  return new Date(deps.clock.now().getTime() + from * 86_400_000).toISOString().slice(0, 10);
}
