/** What the first page of a client's invoices costs as they become many. */
import { aContact, aFirm, asPage, createTestServer, manyInvoices, signIn, type TestServer } from '@portico/testing';
import { alternate } from './alternate.js';
import { median, type Row } from './row.js';

const MOST_GROWTH = 1.2;
const FEW = 10;
const MANY = 10_000;
const CALLS = 40;

/** GET of the list by the client, in process, in two firms of one database. */
export async function benchInvoices(): Promise<Row> {
  const server = await createTestServer();
  try {
    const [few, many] = [await aClientWith(server, FEW), await aClientWith(server, MANY)];
    const [a, b, ratio] = await alternate(many, few, latencyOf);
    return {
      what: `the first page of ${MANY.toLocaleString('en')} invoices instead of ${FEW}`,
      budget: `${MOST_GROWTH} times`,
      figure: `${a.toFixed(2)} ms`,
      peer: `${b.toFixed(2)} ms`,
      ratio,
      ok: ratio <= MOST_GROWTH,
    };
  } finally {
    await server.close();
  }
}

async function aClientWith(server: TestServer, count: number): Promise<() => Promise<Response>> {
  const firm = await aFirm(server);
  const { client, contact, matter } = await aContact(server, firm);
  await manyInvoices({ server, firm, client, matter }, count);
  const page = asPage(server, firm, await signIn(server, firm, contact.email));
  return () => page('GET', `/v1/invoices?limit=${FEW}`);
}

async function latencyOf(list: () => Promise<Response>): Promise<number> {
  const took: number[] = [];
  for (let call = 0; call < CALLS; call += 1) {
    const started = performance.now();
    const answer = await list();
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`The list was answered with ${answer.status}`);
    took.push(performance.now() - started);
  }
  return median(took);
}
