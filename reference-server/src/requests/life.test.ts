import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { RequestState } from '@portico/contract';
import { createTestServer, type TestServer } from '@portico/testing';
import fc from 'fast-check';
import { asked } from './asked.suite.js';

/** `LIFE_RUNS=400 LIFE_SEED=7` tries more, and others. */
const runs = Number(process.env['LIFE_RUNS'] ?? 20);
const seed = Number(process.env['LIFE_SEED'] ?? 20261123);

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

/** For each act, the states that it can lead to from each state; an act that is refused leads nowhere. */
const table: Readonly<Record<string, Partial<Record<RequestState, readonly RequestState[]>>>> = {
  send: {
    requested: ['sent', 'draft'],
    draft: ['sent', 'draft'],
    // Draft where the returned part has come again, and another has not come at all.
    returned: ['sent', 'returned', 'draft'],
    declined: ['sent', 'draft', 'returned'],
    sent: ['sent'],
    in_review: ['in_review'],
  },
  withdraw: {
    draft: ['draft', 'requested'],
    returned: ['returned'],
    declined: ['declined'],
    waived: ['waived'],
    sent: ['sent', 'requested', 'draft', 'returned', 'accepted'],
    in_review: ['in_review', 'requested', 'draft', 'returned', 'accepted'],
  },
  note: {
    requested: ['draft', 'requested'],
    draft: ['draft'],
    returned: ['returned'],
    sent: ['sent'],
    in_review: ['in_review'],
    declined: ['declined'],
  },
  decline: { requested: ['declined'], draft: ['declined'], returned: ['declined'], declined: ['declined'] },
  undecline: {
    declined: ['requested', 'draft', 'returned'],
    requested: ['requested'],
    draft: ['draft'],
    returned: ['returned'],
  },
  accept: {
    draft: ['draft'],
    returned: ['returned'],
    declined: ['declined'],
    waived: ['waived'],
    sent: ['sent', 'accepted'],
    in_review: ['in_review', 'accepted'],
  },
  giveBack: {
    draft: ['returned'],
    returned: ['returned'],
    declined: ['returned'],
    waived: ['waived'],
    sent: ['returned'],
    in_review: ['returned'],
  },
  takeUp: { sent: ['in_review'], in_review: ['in_review'] },
  waive: {
    requested: ['waived'],
    draft: ['waived'],
    returned: ['waived'],
    declined: ['waived'],
    sent: ['waived'],
    in_review: ['waived'],
  },
  reopen: {
    accepted: ['returned'],
    declined: ['returned'],
    waived: ['returned'],
    sent: ['returned'],
    in_review: ['returned'],
  },
};

const acts = fc.record({ what: fc.constantFrom(...Object.keys(table)), which: fc.nat(5), at: fc.constantFrom(0, 1) });

test('whatever client and firm do, in whatever order, no document is lost and no state is reached that is not in the table', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(acts, { minLength: 4, maxLength: 14 }), async (sequence) => {
      const scene = await asked(server, [{ maxFiles: 50 }, { slots: ['original', 'translation'], maxFiles: 50 }]);
      const sent: { id: string; at: number }[] = [];
      const withdrawn = new Set<string>();
      for (const { what, which, at } of sequence) {
        server.clock.advance(1000);
        const before = (await scene.request(at)).state;
        const mine = sent.filter((one) => one.at === at);
        const chosen = mine[which % Math.max(1, mine.length)]?.id;
        const slot = at === 1 ? { slot: which % 2 === 0 ? 'original' : 'translation' } : {};
        const ways: Record<string, () => Promise<Response> | undefined> = {
          send: () => scene.sends(at, slot),
          withdraw: () => (chosen === undefined ? undefined : scene.withdraw(chosen)),
          note: () => scene.act(at, 'note', { text: `Note ${which}` }),
          decline: () => scene.act(at, 'decline', { reason: 'other' }),
          undecline: () => scene.act(at, 'decline'),
          accept: () => (chosen === undefined ? undefined : scene.reviews(chosen, 'accept')),
          giveBack: () => (chosen === undefined ? undefined : scene.reviews(chosen, 'return')),
          takeUp: () => scene.does(at, 'take-up'),
          waive: () => scene.does(at, 'waive', { reason: 'We do without.' }),
          reopen: () => scene.does(at, 'reopen', { note: 'Once more.' }),
        };
        const answer = await ways[what]?.();
        if (!answer) continue;
        const { state } = await scene.request(at);
        if (answer.ok) {
          assert.ok(table[what]?.[before]?.includes(state), `${what} led from ${before} to ${state}`);
          if (what === 'send') sent.push({ id: answer.headers.get('portico-document') ?? '', at });
          if (what === 'withdraw') withdrawn.add(chosen ?? '');
        } else {
          assert.ok([404, 409].includes(answer.status), `${what}: ${answer.status} ${await answer.text()}`);
          assert.equal(state, before, `a refused ${what} moved it`);
        }
      }
      const there = new Set((await scene.documents()).map(({ id }) => id));
      for (const { id } of sent) {
        assert.ok(there.has(id), 'a document is gone');
        if (!withdrawn.has(id)) assert.ok((await scene.content(id)).byteLength > 0);
      }
    }),
    { numRuns: runs, seed },
  );
});
