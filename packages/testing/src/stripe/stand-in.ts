/**
 * Stripe on this machine, for tests: its API for the calls that are made, over HTTP on loopback. It refuses what Stripe
 * would refuse (no key, another version, parameters that a call does not have), keeps idempotency as documented, and can
 * be told to break in the ways that cost money: to carry a call out and then answer 500, say nothing, or hang up.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Charge, type Said, StripeAccount } from './account.js';
import { calls } from './calls.js';
import { type Form, invalid, parseForm, StripeProblem } from './form.js';
import { IdempotencyKeys, type Reply } from './keys.js';
import { newStripeId } from './objects.js';
import { faultsOfAnswer, faultsOfAsked } from './openapi.js';
import { eventOf, type StripeEvent } from './webhooks.js';

/** `…-after`: it has been carried out. */
export type StripeFault = '500' | '500-after' | 'silence' | 'silence-after' | 'cut-after' | '429' | '409' | 'page';

export interface AskedOfStripe {
  readonly call: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface StripeStandIn {
  readonly api: string;
  readonly secretKey: string;
  readonly version: string;
  /** Every request, in the order that they came. */
  readonly asked: readonly AskedOfStripe[];
  /** Everything that Stripe would send, in the order that it happened; sending is the test's. */
  readonly events: readonly StripeEvent[];
  /** Money that moved, of all accounts. */
  readonly charges: () => readonly Charge[];
  /** @param id `own` for the one that the key is of */
  account(id: string): StripeAccount;
  /** The next call of this name breaks in this way, `times` over. */
  break(call: string, how: StripeFault, times?: number): void;
  /** A day goes by, for which Stripe keeps what it has answered under a key. */
  forgetKeys(): void;
  /** @throws Error where something was asked or answered that is not as Stripe has published it */
  close(): Promise<void>;
}

export async function startStripeStandIn(version: string): Promise<StripeStandIn> {
  const accounts = new Map<string, StripeAccount>();
  const keys = new IdempotencyKeys();
  const asked: AskedOfStripe[] = [];
  const events: StripeEvent[] = [];
  const unpublished = new Set<string>();
  const faults: { call: string; how: StripeFault; left: number }[] = [];
  const secretKey = 'sk_test_standin';

  const account = (id: string): StripeAccount => {
    const found = accounts.get(id) ?? new StripeAccount(id, say);
    accounts.set(id, found);
    return found;
  };
  function say(said: Said, { id }: StripeAccount): void {
    events.push(eventOf(said, id === 'own' ? null : id, version));
  }

  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return {
    api: `http://127.0.0.1:${address.port}`,
    ...{ secretKey, version, asked, events, account },
    charges: () => [...accounts.values()].flatMap(({ charges }) => charges),
    break: (call, how, times = 1) => void faults.push({ call, how, left: times }),
    forgetKeys: () => keys.forgetAll(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (unpublished.size > 0) throw new Error(`Not as Stripe has published it:\n${[...unpublished].join('\n')}`);
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    const body = Buffer.concat(parts).toString();
    const url = new URL(request.url ?? '/', 'http://stripe');
    const { call, id } = callOf(request.method ?? '', url.pathname);
    asked.push({ call, headers: request.headers, body });
    const fault = faults.find((one) => one.call === call && one.left > 0);
    if (fault) fault.left -= 1;
    switch (fault?.how) {
      case 'silence':
        return;
      case '429':
        send(response, problem(429, 'rate_limit'));
        return;
      case '409':
        send(response, problem(409, 'lock_timeout'));
        return;
      case 'page':
        response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>');
        return;
      default:
    }
    const reply = carryOut(request, call, id, url.search.slice(1), body, fault?.how);
    compare(call, parseForm(request.method === 'GET' ? url.search.slice(1) : body), reply);
    if (fault?.how === 'silence-after') return;
    if (fault?.how === 'cut-after') response.destroy();
    else send(response, reply);
  }

  function carryOut(
    request: IncomingMessage,
    call: string,
    id: string,
    query: string,
    body: string,
    how: StripeFault | undefined,
  ): Reply {
    const held = String(request.headers['stripe-account'] ?? 'own');
    const given = request.headers['idempotency-key'];
    const key = request.method === 'POST' && typeof given === 'string' ? `${held} ${given}` : undefined;
    let begun = false;
    try {
      fit(request);
      const known = key === undefined ? undefined : keys.begin(key, `${request.url ?? ''}\n${body}`);
      if (known) return known;
      begun = true;
      if (how === '500') throw new StripeProblem(500, { type: 'api_error', message: 'Something went wrong.' });
      const made = calls[call]?.(account(held), parseForm(request.method === 'GET' ? query : body), id);
      if (!made) throw invalid('url_invalid', undefined, `Unrecognized request URL (${call})`, 404);
      if (how === '500-after') throw new StripeProblem(500, { type: 'api_error', message: 'Something went wrong.' });
      return kept(key, replyOf(200, made));
    } catch (error) {
      if (!(error instanceof StripeProblem)) throw error;
      const reply = replyOf(error.status, { error: error.error });
      // What fails validation has not been carried out, so its key stays free.
      if (begun && key !== undefined && (error.status === 400 || error.status === 404)) keys.forget(key);
      return begun ? kept(key, reply) : reply;
    }
  }

  function compare(call: string, form: Form, { status, body }: Reply): void {
    const found = [
      ...(status === 200 ? faultsOfAsked(call, form) : []),
      ...faultsOfAnswer(call, status, JSON.parse(body)),
    ];
    for (const one of found) unpublished.add(one);
  }

  function kept(key: string | undefined, reply: Reply): Reply {
    if (key !== undefined) keys.keep(key, reply);
    return reply;
  }

  function fit({ headers, method }: IncomingMessage): void {
    if (headers.authorization !== `Bearer ${secretKey}`) {
      throw new StripeProblem(401, { type: 'invalid_request_error', message: 'Invalid API Key provided' });
    }
    if (headers['stripe-version'] !== version) throw invalid('version', undefined, 'Another version of the API');
    if (method === 'POST' && headers['content-type'] !== 'application/x-www-form-urlencoded') {
      throw invalid('content_type', undefined, 'Not a form', 415);
    }
    if (String(headers['idempotency-key'] ?? '').length > 255) throw invalid('key', undefined, 'Key too long');
  }
}

/** The call's name, with `:id` in the place of what it is about. */
function callOf(method: string, path: string): { readonly call: string; readonly id: string } {
  const id = path.split('/').find((part) => /^(pi|re|cus|seti|pm|cs_test|acct)_\w+$/.test(part)) ?? '';
  return { call: `${method} ${id === '' ? path : path.replace(id, ':id')}`, id };
}

function replyOf(status: number, body: object): Reply {
  return { status, body: JSON.stringify(body, null, 2), requestId: newStripeId('req') };
}

function problem(status: number, code: string): Reply {
  return replyOf(status, { error: { type: 'invalid_request_error', code, message: code } });
}

function send(response: ServerResponse, { status, body, requestId }: Reply): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'request-id': requestId,
    // A failure that is kept would only be said again.
    ...(status === 500 && { 'stripe-should-retry': 'false' }),
  });
  response.end(body);
}
