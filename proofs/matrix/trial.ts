/** Tries one cell of the matrix and says what is wrong with the answer. */
import { isDeepStrictEqual } from 'node:util';
import { PUBLIC_URL } from '@portico/testing';
import { expectedOf, type Expected, isSafe, type Operation, type Target } from './cells.js';
import type { Caller } from './caller.js';
import type { People } from './people.js';
import type { DatabaseState, State } from './state.js';

/** An answer as far as a caller can compare it with another. */
interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

export class Trial {
  readonly #people: People;
  readonly #state: DatabaseState;
  /** The database as it stands, as long as nothing has been let in since. */
  #before: State | undefined;

  constructor(people: People, state: DatabaseState) {
    this.#people = people;
    this.#state = state;
  }

  /** @returns what is wrong, one sentence each; and the answer, to be compared with that about an absent thing */
  async run(operation: Operation, caller: Caller, target: Target): Promise<{ faults: string[]; answer: Answer }> {
    const { endpoint } = operation;
    const expected = expectedOf(operation, caller, target);
    const leavesTrace = !expected.allowed && (expected.known || !isSafe(endpoint));
    const before = leavesTrace ? (this.#before ?? (await this.#state.now())) : undefined;
    const key = crypto.randomUUID();
    const answer = await this.#call(operation, caller, target, key);
    const faults = [...faultsOfAnswer(endpoint.method, expected, answer), ...leaks(expected, caller, answer)];
    if (endpoint.idempotent && answer.status < 300) {
      const { status, text } = await this.#call(operation, caller, target, key);
      if (status !== answer.status || text !== answer.text)
        faults.push(`repeated, it is answered by ${status} ${text}`);
    }
    if (before) {
      const after = await this.#state.now(before);
      if (after.hash !== before.hash) faults.push('the refused call changed the database');
      faults.push(...(await this.#faultsOfAudit(operation, caller, expected, after.entries - before.entries)));
      this.#before = after;
      if (after.hash !== before.hash) await this.#restore();
    } else {
      this.#before = undefined;
      if (!isSafe(endpoint)) await this.#restore();
    }
    return { faults, answer };
  }

  async #restore(): Promise<void> {
    await this.#state.restore();
    this.#before = undefined;
  }

  async #faultsOfAudit({ endpoint }: Operation, { own }: Caller, expected: Expected, added: number): Promise<string[]> {
    const wanted = !expected.allowed && expected.known ? 1 : 0;
    if (added !== wanted) return [`${added} audit entries instead of ${wanted}`];
    if (expected.allowed || !expected.known) return [];
    const entry = await this.#state.lastEntry(own.firm.id);
    const right = { action: endpoint.id, result: 'refused', code: expected.problem.code };
    return isDeepStrictEqual({ ...entry }, right) ? [] : [`the audit says ${JSON.stringify(entry)}`];
  }

  async #call({ endpoint, row, path }: Operation, caller: Caller, { things }: Target, key: string): Promise<Answer> {
    const { server, nonce } = this.#people;
    const input = row.input(things, caller.own, nonce, caller.proofs ?? caller.own.proofs);
    const place = endpoint.path.replaceAll(/:(\w+)/g, (_all, name: string) => things[path.get(name) ?? ''] ?? '');
    const url = `${PUBLIC_URL}${place}`;
    const isJson = endpoint.body !== undefined;
    const response = await server.app.request(input.query === undefined ? url : `${url}?${input.query}`, {
      method: endpoint.method,
      headers: {
        ...(isJson && { 'content-type': 'application/json' }),
        ...(endpoint.idempotent && { 'idempotency-key': key }),
        ...caller.credential(endpoint, url),
        ...input.headers,
      },
      ...(input.body !== undefined && { body: isJson ? JSON.stringify(input.body) : bytesOf(input.body) }),
    });
    const headers = Object.fromEntries(response.headers);
    // What differs from answer to answer, whatever was asked for.
    delete headers['x-request-id'];
    delete headers['dpop-nonce'];
    const text = (await response.text()).replace(/"requestId":"rq_[0-9a-f]{32}"/, '"requestId":""');
    return { status: response.status, text, headers };
  }
}

function faultsOfAnswer(method: string, expected: Expected, { status, text }: Answer): string[] {
  if (expected.allowed) return status === expected.status ? [] : [`${status} ${text} instead of ${expected.status}`];
  const { problem, reason } = expected;
  if (status !== problem.status) return [`${status} ${text} instead of ${problem.status} ${problem.code}`];
  // A browser gets no body with an answer to HEAD.
  if (method === 'HEAD') return [];
  const body = JSON.parse(text);
  if (body.code !== problem.code) return [`${body.code} instead of ${problem.code}`];
  return body.reason === reason ? [] : [`the reason is ${body.reason} instead of ${reason}`];
}

function leaks(expected: Expected, { canaries }: Caller, { text, headers }: Answer): string[] {
  const all = `${text} ${JSON.stringify(headers)}`;
  const own = expected.allowed ? canaries : [];
  const rest = own.toSorted((a, b) => b.length - a.length).reduce((left, canary) => left.replaceAll(canary, ''), all);
  const found = /canary-[a-z-]+/.exec(rest);
  return found ? [`it leaks ${found[0]}`] : [];
}

function bytesOf(body: unknown): string | Uint8Array<ArrayBuffer> {
  return body instanceof Uint8Array ? new Uint8Array(body) : String(body);
}
