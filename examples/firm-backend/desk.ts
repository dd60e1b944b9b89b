/**
 * The firm's side: what came in, to read, accept or send back, and one-time links to what is still asked for. It shows what a firm builds over the API into the software it
 * works with all day. Forms and links only, no script.
 */
import {
  acceptDocument,
  createUploadLink,
  listContacts,
  listFirmDocuments,
  listMatters,
  ReviewReason,
  returnDocument,
  revokeUploadLink,
} from '@portico/contract';
import { type Context, Hono } from 'hono';
import { checklistsOf, openAsks, requestTitles, type Ask } from './asks.js';
import type { MadeLink } from './asks-view.js';
import { deskPage, type DeskDocument } from './desk-page.js';
import { type FirmApi, RefusedError } from './firm-api.js';
import { pickPage } from './pages.js';
import { pretendSignIn } from './pretend-sign-in.js';

const staff = ['Ada Counsel', 'Ben Paralegal'];

/** The desk's routes. @param sendPage address of the page that one-time links lead to */
export function desk(firm: FirmApi, sendPage: string): Hono {
  const sessions = pretendSignIn('firm-desk');
  const seen = pretendSignIn('firm-desk-seen');
  const app = new Hono();

  app.get('/', async (c) => {
    const visit = await visitOf(c);
    if (!visit) return c.html(pickPage('Desk', '/desk/sign-in', 'name', staff.map(asPerson)));
    await seen.enter(c, new Date().toISOString());
    return show(c, visit);
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
      const body = { reason: ReviewReason.parse(reason), note };
      await firm.post(returnDocument.response, at(c, 'return'), { once, body });
    }),
  );

  app.post('/requests/:id/link', (c) =>
    act(c, async (visit, { once }) => {
      const { asks } = await read(firm);
      const ask = asks.find(({ requestId }) => requestId === c.req.param('id'));
      if (!ask) return undefined;
      const path = createUploadLink.path.replace(':id', encodeURIComponent(ask.requestId));
      const body = { contactId: ask.contactId, page: sendPage };
      const link = await firm.post(createUploadLink.response, path, { once, body });
      // Shown in the answer itself: a link has no place in an address of ours, nor in a cookie.
      c.header('cache-control', 'no-store');
      return show(c, visit, { link, ask });
    }),
  );

  app.post('/links/:id/revoke', (c) =>
    act(c, async () => {
      const path = revokeUploadLink.path.replace(':id', encodeURIComponent(c.req.param('id')));
      await firm.end(revokeUploadLink.response, path);
    }),
  );

  return app;

  async function show(c: Context, { name, since, form }: Visit, made?: MadeLink): Promise<Response> {
    const refused = c.req.query('refused');
    return c.html(deskPage({ name, since, token: form, refused, made, ...(await read(firm)) }));
  }

  async function enter(c: Context, name: string, since: string): Promise<void> {
    await sessions.enter(c, `${name}|${since}`);
  }

  async function visitOf(c: Context): Promise<Visit | undefined> {
    const who = await sessions.who(c);
    if (!who) return undefined;
    const [name = '', since = ''] = who.split('|');
    return { who, name, since, form: sessions.token(who) };
  }

  /** A form was sent: by somebody who is signed in, from a page of ours. Then the desk is shown again, unless `work` has. */
  async function act(
    c: Context,
    work: (visit: Visit, fields: Fields) => Promise<Response | undefined | void>,
  ): Promise<Response> {
    const visit = await visitOf(c);
    const { token, once, reason, note } = await c.req.parseBody();
    if (!visit || !sessions.isToken(visit.who, token))
      return c.text('This form is out of date. Go back and reload.', 403);
    try {
      const shown = await work(visit, { once: text(once), reason: text(reason), note: text(note) });
      return shown ?? c.redirect('/desk', 303);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      return c.redirect(`/desk?refused=${error.code}`, 303);
    }
  }
}

/** Somebody who is signed in at the desk. */
interface Visit {
  readonly who: string;
  readonly name: string;
  readonly since: string;
  /** Goes into each form. */
  readonly form: string;
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

/** Documents with the names of what they belong to, newest first, and what is still asked for. */
async function read(firm: FirmApi): Promise<{ documents: DeskDocument[]; asks: Ask[] }> {
  const [documents, contacts, matters, checklists] = await Promise.all([
    firm.all(listFirmDocuments.response, listFirmDocuments.path),
    firm.all(listContacts.response, listContacts.path),
    firm.all(listMatters.response, listMatters.path),
    checklistsOf(firm),
  ]);
  const titles = requestTitles(checklists);
  const people = new Map(contacts.map((contact) => [contact.id, contact.name]));
  const cases = new Map(matters.map((matter) => [matter.id, matter]));
  const named = documents.map((document) => ({
    ...document,
    from: people.get(document.uploadedBy) ?? '',
    matter: cases.get(document.matterId),
    request: titles.get(document.requestId) ?? document.name,
  }));
  return { documents: named, asks: openAsks(checklists, matters, contacts) };
}
