/** What an invoice of forty lines costs to print, compiler and fonts loaded: a client waits for it. */
import { pathToFileURL } from 'node:url';
import type * as Server from '@portico/reference-server/node';
import { aContact, aFirm, asBackend, created, createTestServer } from '@portico/testing';
import { buildServer } from '../build-server.js';
import { builtServer } from '../server-files.js';
import { median, rounded, type Row } from './row.js';

const MOST_MS = 50;
const LINES = 40;
/** The compiler's own code is compiled as it runs. */
const WARM_UP = 40;
const ROUNDS = 21;

/** GET of its PDF by the firm, in process: queries, setting and answer. */
export async function benchPapers(): Promise<Row> {
  await buildServer();
  const server = await createTestServer({ ports: { pdf: await builtPdf() } });
  try {
    const firm = await aFirm(server);
    const call = asBackend(server, firm);
    const { matter } = await aContact(server, firm);
    const times: number[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      // Another one each time: the compiler remembers what it has set before.
      const lines = Array.from({ length: LINES }, (_, at) => ({
        description: `Consultation no. ${round * LINES + at + 1}, by telephone`,
        quantity: '1.25',
        unitPrice: 25_000 + round * LINES + at,
        taxes: [{ name: 'Sales tax', rate: '8.875' }],
      }));
      const { id } = await created(call('POST', `/v1/firm/matters/${matter.id}/invoices`, { currency: 'USD', lines }));
      await created(call('POST', `/v1/firm/invoices/${id}/issue`, undefined, { 'if-match': '"1"' }));
      const started = performance.now();
      const answer = await call('GET', `/v1/firm/invoices/${id}/pdf`);
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`The invoice was answered with ${answer.status}`);
      if (round >= WARM_UP) times.push(performance.now() - started);
    }
    const figure = median(times);
    return {
      what: `the PDF of an invoice of ${LINES} lines, in process`,
      budget: `${MOST_MS} ms`,
      figure: `${rounded(figure)} ms`,
      peer: '',
      ratio: null,
      ok: figure <= MOST_MS,
    };
  } finally {
    await server.close();
  }
}

/** As a server that was built has it: the thread of one in the workspace has to learn TypeScript, each time anew. */
async function builtPdf(): Promise<ReturnType<typeof Server.createTypstPdf>> {
  const built: typeof Server = await import(pathToFileURL(builtServer.module).href);
  return built.createTypstPdf();
}
