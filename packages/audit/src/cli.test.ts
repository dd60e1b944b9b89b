import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type AnExport, anExport } from './export.suite.js';
import { aReceipt, FILE } from './receipt.suite.js';

let folder: string;
let whole: AnExport;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'portico-audit-'));
  whole = await anExport({ entries: 30, every: 20 });
});
after(() => rm(folder, { recursive: true }));

async function aFile(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

function run(...args: readonly string[]): Promise<{ code: number; output: string }> {
  const command = fileURLToPath(new URL('cli.ts', import.meta.url));
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['--import', 'tsx', command, ...args], (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr });
    });
  });
}

test('a whole export ends with 0, and says whose key it trusted', async () => {
  const file = await aFile('whole.jsonl', whole.text);
  const own = await run('verify', file);
  assert.equal(own.code, 0, own.output);
  assert.match(
    own.output,
    /^WHOLE\. 30 entries of firm_\w+, from 2026-11-22T00:00:01\.000Z to 2026-11-22T00:00:30\.000Z\.\n/,
  );
  assert.match(own.output, /taken from the file itself/);
  const kept = await aFile('checkpoint', whole.checkpoints.get(20)!);
  const pinned = await run('verify', file, '--key', whole.key, '--checkpoint', kept);
  assert.equal(pinned.code, 0, pinned.output);
  assert.match(pinned.output, /the key that you gave/);
});

test('a changed export ends with 1 and names the line', async () => {
  const changed = await run('verify', await aFile('changed.jsonl', whole.text.replace('"seq":7', '"seq":8')));
  assert.deepEqual(changed, { code: 1, output: 'TAMPERED WITH. Line 8: Entry 8 stands where entry 7 belongs.\n' });
  const other = await anExport({ entries: 1 });
  const key = await run('verify', await aFile('other.jsonl', other.text), '--key', whole.key);
  assert.equal(key.code, 1, key.output);
});

test('a receipt ends with 0 with its file and its key, and with 1 and a code where something does not fit', async () => {
  const { text, key } = await aReceipt();
  const receipt = await aFile('receipt.json', text);
  const [document, another] = [path.join(folder, 'passport.pdf'), await aFile('another.pdf', 'another')];
  await writeFile(document, FILE);
  const good = await run('verify', receipt, '--key', whole.key, '--key', key, '--file', document);
  assert.equal(good.code, 0, good.output);
  assert.match(
    good.output,
    /^GENUINE\. Rowan & Hale Law \(firm_\w+\) received 护照 .+ at 2026-11-22T10:00:00\.000Z\.\n/,
  );
  assert.match(
    good.output,
    /The file that you gave is the one that was received\.\n.*\nIt is the key that you gave\.\n$/,
  );
  assert.deepEqual(await run('verify', receipt, '--file', another), {
    code: 1,
    output: 'TAMPERED WITH. file_size_differs: The file has another size than the one that was received.\n',
  });
  const later = await aFile('later.json', text.replace('T10:', 'T09:'));
  assert.deepEqual(await run('verify', later), {
    code: 1,
    output: 'TAMPERED WITH. signature_invalid: The receipt is not the one that was signed.\n',
  });
  const next = await aFile('next.json', text.replace('portico-receipt/1', 'portico-receipt/2'));
  assert.equal((await run('verify', next)).code, 2);
});

test('anything else ends with 2 and cannot reach the terminal', async () => {
  const wrong = [
    await run('verify', await aFile('empty', '')),
    await run('verify', await aFile('other.csv', 'number,time\r\n')),
    await run('verify', path.join(folder, 'not\u001b[2Jthere')),
    await run('verify', await aFile('file', whole.text), '--key', 'nonsense'),
    await run('verify'),
    await run('sign', 'file'),
    await run('verify', 'file', '--force'),
  ];
  assert.deepEqual(
    wrong.map(({ code }) => code),
    wrong.map(() => 2),
  );
  assert.ok(wrong.every(({ output }) => output.length > 20 && !output.includes('\u001b')));
});
