/** What one JSON read costs: against bare Hono with the same SQL, and as the firm grows. */
import { alternate } from './alternate.js';
import { startChild } from './child.js';
import { type Asked, latencyOf, rateOf } from './rate.js';
import type { Row } from './row.js';

const LEAST_RATE = 0.4;
const MOST_GROWTH = 1.2;
const SECONDS = 1;
const SMALL = 1000;

/** GET of a checklist by its client. @param large documents of the grown firm */
export async function benchReads(large: number): Promise<Row[]> {
  const small = await startChild('read-server.ts', String(SMALL));
  const grown = await startChild('read-server.ts', String(large));
  try {
    const asked = (url: string | undefined, cookie = ''): Asked => ({ url: url ?? '', headers: { cookie } });
    const ours = asked(small.ready['ours'], small.ready['cookie']);
    const peer = asked(small.ready['peer']);
    const later = asked(grown.ready['ours'], grown.ready['cookie']);
    return [await againstBare(ours, peer), await asItGrows(ours, later, large)];
  } finally {
    await Promise.all([small.end(), grown.end()]);
  }
}

async function againstBare(ours: Asked, peer: Asked): Promise<Row> {
  const [a, b, ratio] = await alternate(ours, peer, (asked) => rateOf(asked, { seconds: SECONDS, atOnce: 8 }));
  return {
    what: 'one JSON read with session, capability and query',
    budget: `${LEAST_RATE} of the peer's rate`,
    figure: `${a.toFixed(0)} /s`,
    peer: `${b.toFixed(0)} /s bare Hono, same query`,
    ratio,
    ok: ratio >= LEAST_RATE,
  };
}

/** One at a time: what somebody waits for. */
async function asItGrows(before: Asked, later: Asked, large: number): Promise<Row> {
  const [a, b, ratio] = await alternate(later, before, (asked) => latencyOf(asked, { seconds: SECONDS }));
  return {
    what: `the same read in a firm of ${large.toLocaleString('en')} documents instead of ${SMALL.toLocaleString('en')}`,
    budget: `${MOST_GROWTH} times`,
    figure: `${a.toFixed(2)} ms`,
    peer: `${b.toFixed(2)} ms`,
    ratio,
    ok: ratio <= MOST_GROWTH,
  };
}
