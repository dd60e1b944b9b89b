/** What the tests do in the firm's name, by the API and the secret key: new clients with a list of their own. */
import { createHash } from 'node:crypto';
import {
  type Condition,
  closeDispute,
  listFirmDisputes,
  offerPlan,
  createChecklist,
  createClient,
  createContact,
  createFolder,
  createInvoice,
  issueInvoice,
  recordPayment,
  createMatter,
  createSharedDocument,
  getFirmSharedDocument,
  createUploadLink,
  getSettings,
  listFirmDocuments,
  returnDocument,
  acceptDocument,
  signInBy,
  type FirmChecklist,
  type FileType,
  type FirmDocument,
  type FirmInvoice,
  type InvoiceBody,
  type Receipt,
  type RequestSlot,
  type RequestType,
  type ReviewReason,
  type Settings,
} from '@portico/contract';
import type * as z from 'zod/mini';
import type { ChosenFile } from './files.js';

/** A request of a new checklist. */
export interface NewRequest {
  readonly title: string;
  readonly accept?: readonly FileType[];
  readonly maxFiles?: number;
  readonly maxBytes?: number;
  readonly type?: RequestType;
  /** By which conditions ask for its answer. */
  readonly key?: string;
  readonly condition?: Condition;
  readonly slots?: readonly RequestSlot[];
  readonly question?: { readonly kind: 'yes_no' };
}

/** A person with portal access, one matter and one checklist. */
export interface NewClient {
  readonly email: string;
  readonly name: string;
  readonly contactId: string;
  readonly matterId: string;
  readonly checklist: FirmChecklist;
}

interface Schema<T> {
  parse(data: unknown): T;
}

export class Firm {
  readonly #api: string;
  readonly #secretKey: string;
  #count = 0;

  constructor(api: string, secretKey: string) {
    this.#api = api;
    this.#secretKey = secretKey;
  }

  /** Creates a client who has been asked for these documents. */
  async newClient(requests: readonly NewRequest[], more: { readonly phone?: string } = {}): Promise<NewClient> {
    const who = `client-${(this.#count += 1)}-${Math.random().toString(36).slice(2, 8)}`;
    const [name, email] = [`Test ${who}`, `${who}@client.example`];
    const { id: clientId } = await this.#post(createClient.response, '/v1/firm/clients', { name });
    const contact = await this.#post(createContact.response, '/v1/firm/contacts', { clientId, name, email, ...more });
    await this.#call('PUT', `/v1/firm/contacts/${contact.id}/portal-access`, { enabled: true });
    const matter = await this.#post(createMatter.response, '/v1/firm/matters', { clientId, title: `Case of ${who}` });
    await this.#call('PUT', `/v1/firm/matters/${matter.id}/shares/${contact.id}`);
    const checklist = await this.#post(createChecklist.response, `/v1/firm/matters/${matter.id}/checklists`, {
      title: { en: 'Your documents', ar: 'مستنداتك' },
      groups: [
        {
          title: { en: 'For your case' },
          requests: requests.map(({ title, ...rest }) => ({ title: { en: title }, ...rest })),
        },
      ],
    });
    return { email, name, contactId: contact.id, matterId: matter.id, checklist };
  }

  /** Lets clients sign in by these ways, as a change of the firm's settings while they are in use. */
  async signsInBy(...ways: readonly (keyof Settings['signIn'])[]): Promise<void> {
    const answer = await this.#call('GET', '/v1/firm/settings');
    const settings = { ...getSettings.response.parse(await answer.json()), signIn: signInBy(...ways) };
    await this.#call('PUT', '/v1/firm/settings', settings, { 'if-match': answer.headers.get('etag') ?? '' });
  }

  /** Mails a contact a link that leads to a page of the firm's. */
  async mailLink(kind: 'invitation' | 'password-link', { contactId }: NewClient, returnTo: string): Promise<void> {
    await this.#call('POST', `/v1/firm/contacts/${contactId}/${kind}`, { returnTo });
  }

  /** Lets pages of an origin call the API. */
  async allowOrigin(origin: string): Promise<void> {
    await this.#call('POST', '/v1/firm/origins', { origin });
  }

  /** A one-time link for the first request of a client's list. */
  async uploadLink({ contactId, checklist }: NewClient, page: string): Promise<string> {
    const path = `/v1/firm/requests/${checklist.groups[0]?.requests[0]?.id ?? ''}/upload-links`;
    return (await this.#post(createUploadLink.response, path, { contactId, page })).url;
  }

  /** All that came in for a matter, newest first. */
  async documents(matterId: string): Promise<readonly FirmDocument[]> {
    const all: FirmDocument[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = new URLSearchParams({ limit: '100', matterId, ...(cursor && { cursor }) });
      const answer = await this.#call('GET', `/v1/firm/documents?${query}`);
      const page = listFirmDocuments.response.parse(await answer.json());
      all.push(...page.data);
      cursor = page.nextCursor;
    }
    return all;
  }

  /** Puts a file into a matter and shares it with the contacts who have the matter. @returns its id */
  async share({ matterId, contactId }: NewClient, { name, buffer }: ChosenFile, folder?: string): Promise<string> {
    const at = `/v1/firm/matters/${matterId}`;
    const made = folder && (await this.#post(createFolder.response, `${at}/shared-folders`, { name: { en: folder } }));
    const query = new URLSearchParams({ name, size: String(buffer.byteLength), ...(made && { folderId: made.id }) });
    const answer = await this.#call('POST', `${at}/shared-documents?${query}`, buffer);
    const { id } = createSharedDocument.response.parse(await answer.json());
    await this.#call('PUT', `/v1/firm/shared-documents/${id}/shares/${contactId}`);
    return id;
  }

  /** Bills the client's matter: the invoice is issued today. */
  async bill({ matterId }: NewClient, body: z.input<typeof InvoiceBody>): Promise<FirmInvoice> {
    const draft = await this.#post(createInvoice.response, `/v1/firm/matters/${matterId}/invoices`, body);
    const ifMatch = { 'if-match': `"${draft.version}"` };
    return this.#post(issueInvoice.response, `/v1/firm/invoices/${draft.id}/issue`, undefined, ifMatch);
  }

  /** Writes down what was paid on an invoice by check. @param amount minor units */
  async paid(invoiceId: string, amount: number): Promise<void> {
    await this.#post(recordPayment.response, `/v1/firm/invoices/${invoiceId}/payments`, { amount, method: 'check' });
  }

  /** Offers to have an invoice paid in weekly parts. @param firstOn YYYY-MM-DD */
  async offerPlan(invoiceId: string, instalments: number, firstOn: string): Promise<void> {
    const terms = { instalments, every: 'week', firstOn };
    await this.#post(offerPlan.response, `/v1/firm/invoices/${invoiceId}/plan`, terms);
  }

  /** Ends what a client has asked about an invoice, with words to them. */
  async endDispute({ matterId }: NewClient, outcome: 'accepted' | 'rejected', text: string): Promise<void> {
    const answer = await this.#call('GET', `/v1/firm/disputes?state=open&matterId=${matterId}`);
    const { data } = listFirmDisputes.response.parse(await answer.json());
    await this.#post(closeDispute.response, `/v1/firm/disputes/${data[0]?.id ?? ''}/close`, { outcome, text });
  }

  async unshare({ contactId }: NewClient, id: string): Promise<void> {
    await this.#call('DELETE', `/v1/firm/shared-documents/${id}/shares/${contactId}`);
  }

  /** Who had a document, and when. */
  async receipts(id: string): Promise<readonly Receipt[]> {
    const answer = await this.#call('GET', `/v1/firm/shared-documents/${id}`);
    return getFirmSharedDocument.response.parse(await answer.json()).receipts;
  }

  async accept(id: string): Promise<void> {
    await this.#post(acceptDocument.response, `/v1/firm/documents/${id}/accept`);
  }

  async sendBack(id: string, reason: ReviewReason, note: string): Promise<void> {
    await this.#post(returnDocument.response, `/v1/firm/documents/${id}/return`, { reason, note });
  }

  /** SHA-256 of the bytes that the firm downloads. */
  async digest(id: string): Promise<string> {
    const answer = await this.#call('GET', `/v1/firm/documents/${id}/content`);
    return sha256(Buffer.from(await answer.arrayBuffer()));
  }

  async #post<T>(schema: Schema<T>, path: string, body?: unknown, headers?: Record<string, string>): Promise<T> {
    return schema.parse(await (await this.#call('POST', path, body, headers)).json());
  }

  async #call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response> {
    const response = await fetch(this.#api + path, {
      method,
      headers: {
        authorization: `Bearer ${this.#secretKey}`,
        ...(method === 'POST' && { 'idempotency-key': crypto.randomUUID() }),
        ...(body !== undefined && { 'content-type': isFile(body) ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isFile(body) ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }
}

function isFile(body: unknown): body is Uint8Array {
  return body instanceof Uint8Array;
}

/** Lower-case hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
