/** A visitor of a firm's page, as tests of signing in have them: from a peer of their choice, and with their mailbox. */
import assert from 'node:assert/strict';
import { ProblemBody } from '@portico/contract';
import { type aFirm, ORIGIN, PUBLIC_URL, type TestServer } from '@portico/testing';
import * as z from 'zod/mini';

export type Firm = Awaited<ReturnType<typeof aFirm>>;

export interface From {
  /** Of the peer. */
  readonly address?: string;
  readonly cookie?: string;
  readonly origin?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** POSTs as a page of the firm. */
export async function post(server: TestServer, firm: Firm, path: string, body: unknown, from: From = {}) {
  const response = await server.app.request(
    `${PUBLIC_URL}${path}`,
    {
      method: 'POST',
      headers: {
        origin: from.origin ?? ORIGIN,
        'portico-key': firm.publishableKey,
        'portico-client': '1',
        'content-type': 'application/json',
        ...(from.cookie !== undefined && { cookie: from.cookie }),
        ...from.headers,
      },
      body: JSON.stringify(body),
    },
    { address: from.address ?? '192.0.2.1' },
  );
  return answered(response);
}

/** An answer with its code, and the cookie that it sets. */
export async function answered(response: Response) {
  const text = await response.text();
  const json: unknown = text === '' ? undefined : JSON.parse(text);
  const problem = z.safeParse(ProblemBody, json);
  return {
    response,
    status: response.status,
    text,
    json,
    code: problem.success ? problem.data.code : 'none',
    reason: problem.success ? problem.data.reason : undefined,
    attempt: problem.success ? problem.data.attempt : undefined,
    cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '',
  };
}

/** The newest mail to an address, once all that was queued is delivered. */
export async function mailTo(server: TestServer, email: string) {
  await server.deliver();
  const mail = server.mails.list().find(({ to }) => to === email);
  assert.ok(mail, `a mail to ${email}`);
  return mail;
}

/** The token in a link's fragment. */
export function tokenIn(link: string | null, fragment: string): string {
  const token = new URLSearchParams(new URL(link ?? '').hash.slice(1)).get(fragment);
  assert.ok(token, `${link} carries ${fragment}`);
  return token;
}

/**
 * Whether two samples could be of one distribution, by the Mann-Whitney rank test with its normal approximation.
 * @returns the two-sided p-value
 */
export function rankTest(one: readonly number[], other: readonly number[]): number {
  const all = [...one.map((value) => ({ value, mine: true })), ...other.map((value) => ({ value, mine: false }))];
  all.sort((a, b) => a.value - b.value);
  let sum = 0;
  for (let from = 0; from < all.length;) {
    let to = from;
    while (to + 1 < all.length && all[to + 1]?.value === all[from]?.value) to += 1;
    for (let at = from; at <= to; at += 1) if (all[at]?.mine) sum += (from + to) / 2 + 1;
    from = to + 1;
  }
  const [n, m] = [one.length, other.length];
  const u = sum - (n * (n + 1)) / 2;
  const deviation = Math.sqrt((n * m * (n + m + 1)) / 12);
  return 2 * (1 - normal(Math.abs(u - (n * m) / 2) / deviation));
}

/** Cumulative normal distribution, Abramowitz and Stegun 26.2.17. */
function normal(x: number): number {
  const t = 1 / (1 + 0.2316419 * x);
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const tail = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - density * tail;
}
