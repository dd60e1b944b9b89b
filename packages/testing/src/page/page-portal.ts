/**
 * A whole portal in a page: the real server, a firm of its own, a contact, and the client that elements talk through. What a
 * story or a test sees is what the server answers; only the network between the two, and what the server's ports do, can be
 * made worse.
 */
import { createPortal, type Portal } from '@portico/client';
import {
  type Checklist,
  type Client,
  type FeeKind,
  type FirmFolder,
  type FirmInvoice,
  type FirmSharedDocument,
  type InvoiceBody,
  type LocalizedText,
  type Matter,
  type NewUploadLink,
  type PlanName,
  type Preview,
  type Settings,
  settingsOf,
  signInBy,
} from '@portico/contract';
import { type CreatedFirm, createFirm, hashText, newToken } from '@portico/reference-server';
import { sql } from 'kysely';
import type * as z from 'zod/mini';
import type { ReachableContact } from '../callers.js';
import { PageBrowser } from './browser.js';
import { Network } from './network.js';
import { scenarios, type ScenarioName } from './scenarios.js';
import { API, createPageServer, type PageServer } from './server.js';
import type { StripeNetwork } from './stripe-js.js';
import type { Trouble } from './troubles.js';

/** What a page can start with. */
export interface PagePortalOptions {
  readonly scenario: ScenarioName;
  /** Milliseconds before each call reaches the server. */
  readonly latency?: number;
  /** What is wrong from the moment that everything is set up. */
  readonly failure?: Trouble | 'offline';
  /** What takes payments; the fields of `stripe` need `useStripe`. */
  readonly payments?: 'demo' | 'stripe';
  /** The contact's language, `en`, `es` or `ar`. */
  readonly language?: string;
  /** Whether the server makes PDFs; otherwise it is one without the compiler. */
  readonly pdf?: boolean;
}

/** Calls of JSON to the API. */
export type CallApi = (method: string, path: string, body?: unknown) => Promise<unknown>;

/** Sets up a portal. The first of a page takes a second more, for the database. */
export async function createPagePortal(options: PagePortalOptions): Promise<PagePortal> {
  const server = await createPageServer({ pdf: options.pdf ?? false, payments: options.payments ?? 'demo' });
  const firm = await createFirm(server.deps, {
    name: 'Rowan & Hale Law',
    settings: settings(),
    origins: [location.origin],
    staff: [{ name: 'Ada Rowan', email: 'ada.rowan@example.com' }],
  });
  const portal = new PagePortal(server, firm, options.language ?? 'en');
  await portal.open();
  await scenarios[options.scenario](portal);
  portal.network.latency = options.latency ?? 0;
  portal.failure = options.failure ?? 'none';
  return portal;
}

function settings(): Settings {
  const facts = {
    languages: ['en', 'es', 'ar'],
    support: { name: 'Ada Rowan', email: 'ada.rowan@example.com', phone: '+1 555 0100' },
  };
  return { ...settingsOf('legistai', facts), signIn: signInBy('emailLink', 'emailCode') };
}

/** A telephone on which the contact is signed in as well. */
const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

/** A firm's portal, its server, and the way between. */
export class PagePortal {
  readonly api = API;
  readonly network = new Network();
  readonly language: string;
  /** What the elements use. */
  client: Portal;
  readonly #server: PageServer;
  readonly #firm: CreatedFirm;
  readonly #browser = new PageBrowser();
  #running = 0;
  /** Newest last. */
  readonly checklists: Checklist[] = [];
  #people: { readonly client: Client; readonly contact: ReachableContact; readonly matter: Matter } | undefined;

  constructor(server: PageServer, firm: CreatedFirm, language: string) {
    this.#server = server;
    this.#firm = firm;
    this.language = language;
    this.client = createPortal({ api: API, publishableKey: firm.publishableKey, fetch: this.fetch });
  }

  get publishableKey(): string {
    return this.#firm.publishableKey;
  }

  /** The client's contact who uses the portal. */
  get contact(): ReachableContact {
    return this.#opened.contact;
  }

  get matter(): Matter {
    return this.#opened.matter;
  }

  /** Mails that the server has sent. */
  get mails(): PageServer['mails'] {
    return this.#server.mails;
  }

  get failure(): Trouble | 'offline' {
    return this.network.offline ? 'offline' : this.#server.troubles.now;
  }

  set failure(failure: Trouble | 'offline') {
    this.network.offline = failure === 'offline';
    this.#server.troubles.now = failure === 'offline' ? 'none' : failure;
  }

  /** `fetch` of a page that talks to this server. */
  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    this.#running += 1;
    try {
      const bytes = request.body ? (await request.clone().blob()).size : 0;
      return await this.network.carry(request, bytes, () =>
        this.#browser.send(request, (sent) => this.#server.app.fetch(sent)),
      );
    } finally {
      this.#running -= 1;
    }
  };

  /** Stripe's part, behind its fields. */
  readonly stripe: StripeNetwork = {
    confirm: async (clientSecret, card) =>
      intentStatus((await this.#server.processor.confirm(clientSecret, card as DemoCard)).state),
    authenticate: async (clientSecret, passed) =>
      intentStatus((await this.#server.processor.authenticate(clientSecret, passed)).state),
    keep: async (clientSecret, card) => {
      if (card === 'card_declined') return 'requires_payment_method';
      const [, customer = ''] = (clientSecret.split('_secret_')[0] ?? '').split('|');
      await this.#server.processor.keep(clientSecret, card as DemoCard, [customer]);
      return 'succeeded';
    },
  };

  /** Pays on the processor's own page, as its form does. @param url of the page */
  async payOnPage(url: string, card: DemoCard): Promise<void> {
    await this.#server.processor.payOnPage(new URL(url).pathname.split('/').at(-1) ?? '', card);
  }

  /** True while no call of the page is on its way. */
  get idle(): boolean {
    return this.#running === 0;
  }

  /** Calls the API as the firm's backend; throws what was refused. */
  readonly staff = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<unknown> =>
    answerOf(
      await this.#server.app.request(`${API}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${this.#firm.secretKey}`,
          ...(method === 'POST' && { 'idempotency-key': crypto.randomUUID() }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );

  /** Makes the client, the contact with portal access, and the matter that is shared with them. */
  async open(): Promise<void> {
    const client = (await this.staff('POST', '/v1/firm/clients', { name: 'Santos family' })) as Client;
    const contact = (await this.staff('POST', '/v1/firm/contacts', {
      clientId: client.id,
      name: 'Maria Santos',
      email: 'maria.santos@example.com',
      language: this.language,
    })) as ReachableContact;
    this.#people = { client, contact, matter: await this.#newMatter(client, 'Santos – family petition', '2026-0417') };
    await this.staff('PUT', `/v1/firm/contacts/${contact.id}/portal-access`, { enabled: true });
    // The invitation is out of the way before a story waits for a mail of its own.
    await this.#server.deps.relay.deliver();
    await this.staff('PUT', `/v1/firm/matters/${this.matter.id}/shares/${contact.id}`);
  }

  /** Another matter, shared with the contact. */
  async addMatter(title: string, reference: string): Promise<Matter> {
    const matter = await this.#newMatter(this.#opened.client, title, reference);
    await this.staff('PUT', `/v1/firm/matters/${matter.id}/shares/${this.contact.id}`);
    return matter;
  }

  /** Creates a checklist of the matter, or of another one. */
  async addChecklist(body: unknown, matter: Matter = this.matter): Promise<Checklist> {
    const checklist = (await this.staff('POST', `/v1/firm/matters/${matter.id}/checklists`, body)) as Checklist;
    this.checklists.push(checklist);
    return checklist;
  }

  /** Signs the contact in by the code of the mail, as a visit before this one would have. */
  async signIn(): Promise<void> {
    await oneByOne(async () => {
      const { attempt, code } = await this.#mailed();
      await this.page('POST', '/v1/sign-in/code', { attempt, code });
    });
  }

  /** The same so many minutes ago: what weighs is done only after another proof. */
  signInBefore(minutes: number): Promise<void> {
    return this.#server.clock.past(minutes / 1440, () => this.signIn());
  }

  /** Keeps a test card or account for the contact, as their page does. @returns its id */
  async keepMethod(card: DemoCard, kind: FeeKind = 'earned'): Promise<string> {
    const { paymentMethods } = this.client;
    const before = new Set((await paymentMethods.list()).map(({ id }) => id));
    const { clientSecret } = await paymentMethods.setUp(kind);
    if ((await paymentMethods.kept()).processor === 'demo') await paymentMethods.demo(clientSecret, card);
    else await this.stripe.keep(clientSecret, card);
    // The processor is asked again at once.
    await sql`update payment_customers set asked_at = null where contact_id = ${this.contact.id}`.execute(
      this.#server.db,
    );
    return (await paymentMethods.list()).find(({ id }) => !before.has(id))?.id ?? '';
  }

  /** Has a kept card run out in a month. */
  async expireMethod(id: string, year: number, month: number): Promise<void> {
    const expires = sql`expires_year = ${year}, expires_month = ${month}`;
    await sql`update payment_methods set ${expires} where id = ${id}`.execute(this.#server.db);
  }

  /** Stops automatic payments as after the last try that did not work. */
  async suspendAutopay(): Promise<void> {
    await sql`update autopay set suspended_at = now() where contact_id = ${this.contact.id}`.execute(this.#server.db);
  }

  /** Has a sign-in mail sent, and answers the fragment of its link. */
  mailLink(): Promise<string> {
    return oneByOne(async () => new URL((await this.#mailed()).link).hash);
  }

  /** Has the firm send a link that sets a password, or an invitation, and answers its fragment. */
  firmLink(kind: 'password-link' | 'invitation'): Promise<string> {
    return oneByOne(async () => {
      this.mails.clear();
      await this.staff('POST', `/v1/firm/contacts/${this.contact.id}/${kind}`, { returnTo: location.href });
      return new URL((await this.mails.mailTo(this.contact.email)).link ?? '').hash;
    });
  }

  /** Sets the contact's password, on another device. */
  async setPassword(password: string): Promise<void> {
    const token = tokenOf(await this.firmLink('password-link'));
    await this.page('POST', '/v1/sign-in/password/set', { token, password });
    await this.page('DELETE', '/v1/session');
  }

  /** Signs the contact in by password in another browser. */
  async elsewhere(password: string): Promise<void> {
    const other = new PageBrowser(PHONE);
    const portal = createPortal({
      api: API,
      publishableKey: this.publishableKey,
      fetch: (input, init) => other.send(new Request(input, init), (sent) => this.#server.app.fetch(sent)),
    });
    await portal.signIn.withPassword({ email: this.contact.email, password });
  }

  /** Uses the link of a mail, as another device would. */
  async useLink(fragment: string): Promise<void> {
    await this.page('POST', '/v1/sign-in/link', { token: tokenOf(fragment) });
    await this.page('DELETE', '/v1/session');
  }

  /** Lets the firm's backend vouch for the contact instead. @param components what the session is limited to */
  vouch(components: readonly string[]): void {
    this.client = createPortal({
      api: API,
      publishableKey: this.publishableKey,
      fetch: this.fetch,
      fetchSession: async () => {
        const order = { contactId: this.contact.id, origin: location.origin, components };
        const session = (await this.staff('POST', '/v1/firm/portal-sessions', order)) as { clientSecret: string };
        return session.clientSecret;
      },
    });
  }

  /** Calls the API as the page does, with its cookies; throws what was refused. */
  readonly page: CallApi = async (method, path, body) =>
    answerOf(
      await this.fetch(`${API}${path}`, {
        method,
        credentials: 'include',
        headers: {
          'portico-key': this.publishableKey,
          'portico-client': '1',
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );

  /** Sends a file for a request, as an earlier visit would have. @returns the document's id */
  async send(requestId: string, file: File): Promise<string> {
    const metadata = Object.entries({ requestId, filename: file.name, filetype: file.type })
      .map(([key, value]) => `${key} ${btoa(String.fromCharCode(...new TextEncoder().encode(value)))}`)
      .join();
    const response = await this.fetch(`${API}/v1/uploads`, {
      method: 'POST',
      credentials: 'include',
      headers: {
        'portico-client': '1',
        'tus-resumable': '1.0.0',
        'upload-length': String(file.size),
        'upload-metadata': metadata,
        'content-type': 'application/offset+octet-stream',
      },
      body: file,
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    return response.headers.get('portico-document') ?? '';
  }

  /** Has the firm put a file into the matter, or another one, and share it with the contact. */
  async shareFile(
    file: File,
    { folderId, matter = this.matter }: { readonly folderId?: string | undefined; readonly matter?: Matter } = {},
  ): Promise<FirmSharedDocument> {
    const query = new URLSearchParams({ name: file.name, size: String(file.size), ...(folderId && { folderId }) });
    const response = await this.#server.app.request(`${API}/v1/firm/matters/${matter.id}/shared-documents?${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#firm.secretKey}`, 'idempotency-key': crypto.randomUUID() },
      body: file,
    });
    const document = (await answerOf(response)) as FirmSharedDocument;
    await this.staff('PUT', `/v1/firm/shared-documents/${document.id}/shares/${this.contact.id}`);
    return document;
  }

  /** Has the firm bill the matter. @param daysAgo when it issued the invoice */
  bill(body: z.input<typeof InvoiceBody>, daysAgo = 0): Promise<FirmInvoice> {
    return this.#server.clock.past(daysAgo, async () => {
      const draft = (await this.staff('POST', `/v1/firm/matters/${this.matter.id}/invoices`, body)) as FirmInvoice;
      const ifMatch = { 'if-match': `"${draft.version}"` };
      return (await this.staff('POST', `/v1/firm/invoices/${draft.id}/issue`, undefined, ifMatch)) as FirmInvoice;
    });
  }

  /** Has the firm make a folder in the matter. @param name by language @returns its id */
  async addFolder(name: LocalizedText): Promise<string> {
    const path = `/v1/firm/matters/${this.matter.id}/shared-folders`;
    return ((await this.staff('POST', path, { name })) as FirmFolder).id;
  }

  /** Has a member of the staff open a preview as the contact. @returns the fragment of its link */
  async openPreview(mode: Preview['mode'] = 'read_only'): Promise<string> {
    await this.changeSettings({ preview: { mode, roles: ['admin'], contact: 'primary' } });
    const page = location.href.split('#')[0] ?? '';
    const order = { clientId: this.#opened.client.id, page, mode, reason: 'They asked for help by telephone.' };
    const request = new Request(`${API}/v1/firm/previews`, { method: 'POST', body: JSON.stringify(order) });
    const headers = new Headers({
      cookie: `__Host-portico-staff=${await this.#staffSession()}`,
      origin: location.origin,
      'sec-fetch-site': 'same-site',
      'content-type': 'application/json',
      'portico-client': '1',
      'idempotency-key': crypto.randomUUID(),
    });
    // A Request drops what a page may not write; Headers on their own keep it.
    Object.defineProperty(request, 'headers', { value: headers });
    const { url } = (await answerOf(await this.#server.app.fetch(request))) as Preview;
    return new URL(url).hash;
  }

  /** Has the firm make a one-time link for the first request. @returns its id, and the fragment of its address */
  async makeUploadLink(maxFiles = 3): Promise<{ readonly id: string; readonly fragment: string }> {
    await this.changeSettings({ signIn: signInBy('emailLink', 'emailCode', 'oneTimeUpload') });
    const requestId = this.checklists[0]?.groups[0]?.requests[0]?.id ?? '';
    const order = { contactId: this.contact.id, maxFiles, page: location.href.split('#')[0] ?? '' };
    const made = (await this.staff('POST', `/v1/firm/requests/${requestId}/upload-links`, order)) as NewUploadLink;
    return { id: made.id, fragment: new URL(made.url).hash };
  }

  /** A member of the staff who has signed in with a second factor. @returns the session's token */
  async #staffSession(): Promise<string> {
    const token = newToken('pst');
    const { staff, id: firmId } = this.#firm;
    await sql`update staff set role = 'admin' where firm_id = ${firmId}`.execute(this.#server.db);
    await sql`
      insert into sessions (firm_id, id, kind, staff_id, token_hash, read_only, methods, authenticated_at,
        created_at, seen_at, expires_at)
      values (${firmId}, ${`ses_${crypto.randomUUID()}`}, 'staff', ${staff[0]?.id}, ${hashText(token)}, false,
        '["email_code","totp"]', now(), now(), now(), now() + interval '1 hour')`.execute(this.#server.db);
    return token;
  }

  /** Shuts the contact out although their session has not been told yet: what another replica sees for a moment. */
  async shutOut(): Promise<void> {
    await sql`update contacts set portal_access = false where id = ${this.contact.id}`.execute(this.#server.db);
  }

  /** Puts the firm on another plan. */
  async setPlan(plan: PlanName): Promise<void> {
    await sql`update firms set plan = ${plan} where id = ${this.#firm.id}`.execute(this.#server.db);
  }

  /** Has a payment ask for another amount than the processor was told, so that the firm has to look at it. */
  readonly mismatch = async (paymentId: string, amount: number): Promise<void> => {
    await sql`update payment_attempts set amount = ${amount} where id = ${paymentId}`.execute(this.#server.db);
  };

  async changeSettings(changes: Partial<Settings>): Promise<void> {
    const { app } = this.#server;
    const headers = { authorization: `Bearer ${this.#firm.secretKey}` };
    const before = await app.request(`${API}/v1/firm/settings`, { headers });
    const etag = before.headers.get('etag') ?? '';
    await answerOf(
      await app.request(`${API}/v1/firm/settings`, {
        method: 'PUT',
        headers: { ...headers, 'if-match': etag, 'content-type': 'application/json' },
        body: JSON.stringify({ ...((await before.json()) as Settings), ...changes }),
      }),
    );
  }

  #newMatter(client: Client, title: string, reference: string): Promise<Matter> {
    return this.staff('POST', '/v1/firm/matters', { clientId: client.id, title, reference }) as Promise<Matter>;
  }

  async #mailed(): Promise<{ readonly attempt: string; readonly code: string | null; readonly link: string }> {
    const { email } = this.contact;
    this.mails.clear();
    const start = { email, returnTo: location.href };
    const { attempt } = (await this.page('POST', '/v1/sign-in', start)) as { attempt: string };
    const { code, link } = await this.mails.mailTo(email);
    return { attempt, code, link: link ?? '' };
  }

  get #opened() {
    if (!this.#people) throw new Error('The portal has not been opened');
    return this.#people;
  }
}

type DemoCard = Parameters<PageServer['processor']['confirm']>[1];

/** In Stripe's words. */
function intentStatus(state: string): string {
  return { open: 'requires_payment_method', action: 'requires_action' }[state] ?? state;
}

async function answerOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

function tokenOf(fragment: string): string {
  return fragment.slice(fragment.indexOf('=') + 1);
}

let last: Promise<unknown> = Promise.resolve();
/** Portals of one page share a mailbox, so nobody signs in while another one waits for a code. */
function oneByOne<T>(run: () => Promise<T>): Promise<T> {
  const mine = last.then(run);
  last = mine.catch(() => undefined);
  return mine;
}
