/**
 * The firm's side: what came in, to read, accept or send back. It shows what a firm builds over the API into the software it
 * works with all day. Forms and links only, no script.
 */
import {
  acceptDocument,
  getFirmChecklist,
  listContacts,
  listEvents,
  listFirmDocuments,
  listMatters,
  ReturnReason,
  returnDocument,
} from '@portico/contract';
import { type Context, Hono } from 'hono';
import { deskPage, type DeskDocument } from './desk-page.js';
import { type FirmApi, RefusedError } from './firm-api.js';
import { pickPage } from './pages.js';
import { pretendSignIn } from './pretend-sign-in.js';

const staff = ['Ada Counsel', 'Ben Paralegal'];

/** The desk's routes. */
export function desk(firm: FirmApi): Hono {
  const sessions = pretendSignIn('firm-desk');
  const seen = pretendSignIn('firm-desk-seen');
  const app = new Hono();

  app.get('/', async (c) => {
    const visit = await visitOf(c);
    if (!visit) return c.html(pickPage('Desk', '/desk/sign-in', 'name', staff.map(asPerson)));
    await seen.enter(c, new Date().toISOString());
    const { name, since, form } = visit;
    return c.html(deskPage({ name, since, token: form, refused: c.req.query('refused'), documents: await read(firm) }));
  });

  app.post('/sign-in', async (c) => {
    const { name } = await c.req.parseBody();
    if (typeof name === 'string' && staff.includes(name)) await enter(c, name, (await seen.who(c)) ?? '');
    return c.redirect('/desk', 303);
  });

  app.get('/documents/:id/content', async (c) => {
    if (!(await visitOf(c))) return c.redirect('/desk');
    const { body, headers } = await firm.bytes(`/v1/firm/documents/${encodeURIComponent(c.req.param('id'))}/content`);
    return new Response(body, { headers });
  });

  app.post('/sign-out', (c) =>
    act(c, async () => {
      sessions.leave(c);
    }),
  );

  app.post('/seen', (c) => act(c, async (visit) => enter(c, visit.name, new Date().toISOString())));

  app.post('/documents/:id/accept', (c) =>
    act(c, async (_, { once }) => {
      await firm.post(acceptDocument.response, at(c, 'accept'), { once });
    }),
  );

  app.post('/documents/:id/return', (c) =>
    act(c, async (_, { once, reason, note }) => {
      const body = { reason: ReturnReason.parse(reason), note };
      await firm.post(returnDocument.response, at(c, 'return'), { once, body });
    }),
  );

  return app;

  async function enter(c: Context, name: string, since: string): Promise<void> {
    await sessions.enter(c, `${name}|${since}`);
  }

  async function visitOf(c: Context) {
    const who = await sessions.who(c);
    if (!who) return undefined;
    const [name = '', since = ''] = who.split('|');
    return { who, name, since, form: sessions.token(who) };
  }

  /** A form was sent: by somebody who is signed in, from a page of ours. Then the desk is shown again. */
  async function act(
    c: Context,
    work: (visit: { readonly name: string }, fields: Fields) => Promise<void>,
  ): Promise<Response> {
    const visit = await visitOf(c);
    const { token, once, reason, note } = await c.req.parseBody();
    if (!visit || !sessions.isToken(visit.who, token))
      return c.text('This form is out of date. Go back and reload.', 403);
    try {
      await work(visit, { once: text(once), reason: text(reason), note: text(note) });
      return c.redirect('/desk', 303);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      return c.redirect(`/desk?refused=${error.code}`, 303);
    }
  }
}

interface Fields {
  readonly once: string;
  readonly reason: string;
  readonly note: string;
}

function text(field: unknown): string {
  return typeof field === 'string' ? field.replaceAll('\r\n', '\n').trim() : '';
}

function at(c: Context, verb: 'accept' | 'return'): string {
  return `/v1/firm/documents/${encodeURIComponent(c.req.param('id') ?? '')}/${verb}`;
}

function asPerson(name: string) {
  return { value: name, name, about: 'Alder & Finch' };
}

/** Documents with the names of what they belong to, newest first. */
async function read(firm: FirmApi): Promise<DeskDocument[]> {
  const [documents, contacts, matters, titles] = await Promise.all([
    firm.all(listFirmDocuments.response, listFirmDocuments.path),
    firm.all(listContacts.response, listContacts.path),
    firm.all(listMatters.response, listMatters.path),
    requestTitles(firm),
  ]);
  const people = new Map(contacts.map((contact) => [contact.id, contact.name]));
  const cases = new Map(matters.map((matter) => [matter.id, matter]));
  return documents.map((document) => ({
    ...document,
    from: people.get(document.uploadedBy) ?? '',
    matter: cases.get(document.matterId),
    request: titles.get(document.requestId) ?? document.name,
  }));
}

/** What each request is called. The firm's events tell which checklists there are. */
async function requestTitles(firm: FirmApi): Promise<Map<string, string>> {
  const events = await firm.all(listEvents.response, listEvents.path);
  const ids = events.filter(({ type }) => type === 'checklist.created').map(({ data }) => data['checklistId'] ?? '');
  const checklists = await Promise.all(
    ids.map((id) => firm.get(getFirmChecklist.response, `/v1/firm/checklists/${encodeURIComponent(id)}`)),
  );
  const requests = checklists.flatMap(({ groups }) => groups.flatMap((group) => group.requests));
  return new Map(requests.map(({ id, title }) => [id, title['en'] ?? Object.values(title)[0] ?? '']));
}
