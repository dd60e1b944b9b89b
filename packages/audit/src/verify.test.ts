import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Random } from '@portico/testing/random';
import { toBase64 } from './base64.js';
import { originOf } from './checkpoint.js';
import { type AnExport, anExport, asFile, FIRM } from './export.suite.js';
import { newSeed, signerOf } from './note.js';
import { type Tampered, verifyExport, type VerifyOptions } from './verify.js';

/** Line 1 begins the file; 1 to 100 are lines 2 to 101, their checkpoint line 102, and so on. */
const ENTRIES = 220;
let whole: AnExport;
before(async () => {
  whole = await anExport({ entries: ENTRIES, every: 100 });
});

const verify = (text: string, options?: VerifyOptions) => verifyExport(asFile(text), options);

async function tampered(lines: readonly string[], options?: VerifyOptions): Promise<Tampered> {
  const verdict = await verify(lines.join(''), options);
  assert.equal(verdict.outcome, 'tampered');
  return verdict;
}

test('an export is whole, however its bytes arrive', async () => {
  const verdict = await verify(whole.text, { key: whole.key });
  assert.equal(verdict.outcome, 'whole');
  assert.deepEqual(
    { ...verdict, root: '' },
    {
      outcome: 'whole',
      firm: FIRM,
      key: whole.key,
      entries: ENTRIES,
      from: '2026-11-22T00:00:01.000Z',
      until: '2026-11-22T00:03:40.000Z',
      checkpoints: 3,
      erased: 0,
      root: '',
    },
  );
  const bytes = new TextEncoder().encode(whole.text);
  for (const size of [1, 7, 1000]) {
    const pieces = Array.from({ length: Math.ceil(bytes.byteLength / size) }, (_none, at) =>
      bytes.subarray(at * size, (at + 1) * size),
    );
    assert.deepEqual(await verifyExport(pieces), verdict);
  }
});

test('the first bad line is named, and what is wrong with it', async () => {
  const { lines } = whole;
  const edited = (line: number, from: string, to: string) =>
    lines.map((text, at) => (at === line - 1 ? text.replace(from, to) : text));
  const named = async (changed: readonly string[]) => {
    const { line, reason } = await tampered(changed);
    return [line, reason];
  };
  assert.deepEqual(await named(edited(50, 'documents.download', 'documents.accept')), [
    50,
    'Entry 49 is not the one that its hash was made from.',
  ]);
  assert.deepEqual(await named(edited(50, '2001:db8', '2001:db9')), [
    50,
    'The details of entry 49 are not those that it was made with.',
  ]);
  assert.deepEqual(await named(edited(50, '{', '{ ')), [50, 'The line is not as the server writes it.']);
  assert.deepEqual(await named(lines.toSpliced(49, 1)), [50, 'Entry 50 stands where entry 49 belongs.']);
  assert.deepEqual(await named(lines.toSpliced(49, 0, lines[49]!)), [51, 'Entry 49 stands where entry 50 belongs.']);
  assert.deepEqual(await named(lines.toSpliced(49, 2, lines[50]!, lines[49]!)), [
    50,
    'Entry 50 stands where entry 49 belongs.',
  ]);
  assert.deepEqual(await named(lines.toSpliced(101, 1)), [224, '2 checkpoints instead of 3.']);
  assert.deepEqual(await named(edited(102, '100', '101')), [102, 'The checkpoint is not signed by the key.']);
});

test('an entry that was changed together with its hash breaks the next checkpoint', async () => {
  const other = await anExport({ entries: ENTRIES, every: 100 });
  const { line, reason } = await tampered(whole.lines.toSpliced(29, 1, other.lines[29]!));
  assert.deepEqual([line, reason], [102, 'Entries 1 to 100 are not those that the checkpoint was signed over.']);
});

test('a file that was cut off contradicts its beginning, at a checkpoint too', async () => {
  const { line, reason } = await tampered(whole.lines.slice(0, 102));
  assert.deepEqual(
    [line, reason],
    [103, 'The file ends after entry 100; its first line says 220, all of them signed.'],
  );
  await tampered(whole.lines.slice(0, 60));
  await tampered(whole.lines.slice(0, -1));
});

test('an older export in the place of a newer is whole by itself; a checkpoint kept elsewhere finds it out', async () => {
  const signer = await signerOf(originOf('portal.firm.example', FIRM), newSeed());
  const newer = await anExport({ entries: ENTRIES, every: 100, signer });
  const shorter = { checkpoint: newer.checkpoints.get(100)!, checkpoints: 1, firm: FIRM, key: newer.key };
  const { checkpoint, checkpoints, firm, key } = shorter;
  const begin = `${JSON.stringify({ checkpoint, checkpoints, firm, format: 'portico-audit-export/1', key })}\n`;
  const older = [begin, ...newer.lines.slice(1, 102)];
  assert.equal((await verify(older.join(''))).outcome, 'whole');
  const kept = newer.checkpoints.get(200)!;
  assert.match((await tampered(older, { checkpoint: kept })).reason, /ends at entry 100.* has 200/);
  assert.equal((await verify(newer.text, { checkpoint: kept })).outcome, 'whole');
  assert.equal((await verify(older.join(''), { checkpoint: newer.checkpoints.get(100)! })).outcome, 'whole');
  // Rewritten from entry 1 on by somebody who has the key.
  const rewritten = await anExport({ entries: ENTRIES, every: 100, signer });
  assert.equal((await verify(rewritten.text, { key: newer.key })).outcome, 'whole');
  const { line, reason } = await tampered(rewritten.lines, { checkpoint: kept });
  assert.deepEqual([line, reason], [202, 'Entries 1 to 200 are not those of the checkpoint that was kept.']);
});

test('a log that somebody signed with a key of their own is whole by itself; the pinned key finds it out', async () => {
  const forged = await anExport({ entries: ENTRIES });
  assert.equal((await verify(forged.text)).outcome, 'whole');
  assert.match((await tampered(forged.lines, { key: whole.key })).reason, /another than the one that was expected/);
});

test("another firm's key, entries and checkpoints do not pass for the firm's", async () => {
  const other = await anExport({ entries: ENTRIES, every: 100, firm: 'firm_01h455vb4pex5vsknk084sn0zz' });
  await tampered([other.lines[0]!, ...whole.lines.slice(1)]);
  await tampered([whole.lines[0]!, ...other.lines.slice(1)]);
  await tampered(whole.lines.toSpliced(101, 1, other.lines[101]!));
  assert.match((await tampered([whole.lines[0]!.replace(FIRM, 'firm_x'), ...whole.lines.slice(1)])).reason, /key/);
});

test('erased details still verify, where the log says so', async () => {
  const erased = await anExport({ entries: ENTRIES, every: 100, erased: 40 });
  const verdict = await verify(erased.text);
  assert.equal(verdict.outcome, 'whole');
  assert.equal(verdict.outcome === 'whole' && verdict.erased, 32);
  assert.ok(!erased.lines.slice(1, 41).some((line) => line.includes('2001:db8')));
  const gone = (line: string) => line.replace(/"details":\{.*\}\},"entry"/, '"details":null,"entry"');
  const { line, reason } = await tampered(erased.lines.map((text, at) => (at === 41 ? gone(text) : text)));
  assert.deepEqual([line, reason], [42, 'The details of entry 41 are gone, and no later entry says so.']);
});

test('what is no export is told from what was tampered with', async () => {
  for (const text of ['', '\n', 'seq,at\r\n', '{}\n', '\u0000'.repeat(1000), `\ufeff${whole.text}`, 'x'.repeat(2e6)]) {
    assert.equal((await verify(text)).outcome, 'not an export');
  }
  for (const line of ['\n', '{}\n', 'null\n', '[]\n', '"x"\n', '{"a":1e999}\n', `${'['.repeat(20_000)}\n`]) {
    assert.equal((await tampered(whole.lines.toSpliced(5, 0, line))).line, 6);
  }
  const bytes = new TextEncoder().encode(whole.text);
  bytes[bytes.byteLength - 10] = 0xff;
  assert.equal((await verifyExport([bytes])).outcome, 'tampered');
});

test('of 10,000 random edits, deletions, swaps and truncations none passes', async () => {
  const original = await anExport({ entries: 120, every: 40, erased: 20 });
  const stream = new Random(20261122);
  const random = (below: number): number => stream.between(0, below - 1);
  const outcomes: Record<string, number> = {};
  const passed: string[] = [];
  let tried = 0;
  const tryOne = async (): Promise<void> => {
    const { what, text } = spoil(original, random);
    if (text === original.text) return;
    tried += 1;
    const { outcome } = await verify(text, { key: original.key });
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (outcome === 'whole') passed.push(what);
  };
  // Many at once, because WebCrypto checks signatures beside this thread.
  while (tried < 10_000) await Promise.all(Array.from({ length: Math.min(50, 10_000 - tried) }, tryOne));
  assert.deepEqual(passed, []);
  assert.equal((outcomes['tampered'] ?? 0) + (outcomes['not an export'] ?? 0), 10_000);
  console.log(`10,000 of 10,000 found: ${JSON.stringify(outcomes)}`);
});

test('100,000 entries are verified in under 10 seconds', async () => {
  const large = await anExport({ entries: 100_000, every: 100 });
  const file = asFile(large.text);
  const [started, before] = [performance.now(), process.cpuUsage()];
  const verdict = await verifyExport(file);
  const { user, system } = process.cpuUsage(before);
  const elapsed = (performance.now() - started) / 1000;
  assert.equal(verdict.outcome, 'whole');
  // Of the processor's time, because the clock also counts what other stages of the gate take meanwhile.
  const seconds = (user + system) / 1e6;
  console.log(
    `100,000 entries, ${large.checkpoints.size} signatures: ${seconds.toFixed(1)} s, ${elapsed.toFixed(1)} by the clock`,
  );
  assert.ok(seconds < 10, `${seconds} s`);
});

type Below = (below: number) => number;

/** One change of one kind, anywhere. */
function spoil({ text, lines }: AnExport, random: Below): { what: string; text: string } {
  const [one, other] = [random(lines.length), random(lines.length)];
  const at = random(text.length);
  const letters = 'abcXYZ019+/="{}[],: \n\r\t\u0000é\u202e';
  const letter = letters[random(letters.length)]!;
  const ways: readonly (() => string)[] = [
    () => text.slice(0, at) + letter + text.slice(at + 1),
    () => text.slice(0, at) + letter + text.slice(at),
    () => text.slice(0, at) + text.slice(at + 1 + random(40)),
    () => text.slice(0, at),
    () => text.slice(at),
    () => text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << random(7))) + text.slice(at + 1),
    () => lines.slice(0, one).join(''),
    () => lines.toSpliced(one, 1 + random(5)).join(''),
    () => lines.toSpliced(one, 0, lines[other]!).join(''),
    () => lines.with(one, lines[other]!).with(other, lines[one]!).join(''),
    () => lines.with(one, fieldChanged(lines[one]!, random)).join(''),
    () => `${text}${lines[one]!}`,
  ];
  const way = random(ways.length);
  return { what: `way ${way} at ${at}, lines ${one} and ${other}`, text: ways[way]!() };
}

/** A change by somebody who knows the form: another value of a member, with everything else as it was. */
function fieldChanged(line: string, random: Below): string {
  const members = [...line.matchAll(/"(\w+)":("(?:[^"\\]|\\.)*"|\d+|null)/g)];
  const member = members[random(members.length)];
  if (!member) return line;
  const values = ['null', '"con_01h455vb4pex5vsknk084sn0zz"', '7', '""', `"${toBase64(new Uint8Array(32))}"`];
  const changed = `"${member[1]}":${values[random(values.length)]}`;
  return line.slice(0, member.index) + changed + line.slice(member.index + member[0].length);
}
