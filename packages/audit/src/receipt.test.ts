import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { originOf } from './checkpoint.js';
import { verifierKey } from './note.js';
import { aReceipt, aSigner, FILE, receiptOf } from './receipt.suite.js';
import { receiptFaults, verifyReceipt, type VerifyReceiptOptions } from './verify-receipt.js';

const file = { size: FILE.byteLength, sha256: createHash('sha256').update(FILE).digest('hex') };

async function codeOf(text: string, options?: VerifyReceiptOptions): Promise<string> {
  const verdict = await verifyReceipt(text, options);
  return verdict.outcome === 'genuine' ? 'genuine' : verdict.code;
}

test('a receipt is genuine, with its file and by the key that was given; the same facts make the same bytes', async () => {
  const { text, key, signer } = await aReceipt();
  assert.deepEqual(await verifyReceipt(text, { keys: [key], file }), { outcome: 'genuine', receipt: receiptOf(), key });
  assert.equal((await aReceipt(receiptOf(), signer)).text, text);
  assert.equal(await codeOf((await aReceipt(receiptOf({ audit: null }), signer)).text), 'genuine');
});

test('after a change of key the older receipt is genuine by the older key among those that are given', async () => {
  const [before, after] = [await aReceipt(), await aReceipt()];
  const keys = [after.key, before.key];
  assert.equal(await codeOf(before.text, { keys }), 'genuine');
  assert.equal(await codeOf(after.text, { keys }), 'genuine');
  assert.equal(await codeOf(before.text, { keys: [after.key] }), 'key_unknown');
});

test('each single character that is changed is found', async () => {
  const { text, key } = await aReceipt();
  const kinds = new Set<string>();
  for (let at = 0; at < text.length; at += 1) {
    const other = text[at] === 'x' ? 'y' : 'x';
    const code = await codeOf(`${text.slice(0, at)}${other}${text.slice(at + 1)}`, { keys: [key], file });
    assert.notEqual(code, 'genuine', `at ${at}`);
    kinds.add(code);
  }
  for (const code of kinds) assert.ok(code in receiptFaults);
});

test('what is wrong has a code of its own', async () => {
  const { text, key, signer } = await aReceipt();
  const value = (changes: object) => JSON.stringify({ ...JSON.parse(text), ...changes });
  const stranger = await aReceipt(receiptOf(), await aSigner('firm_01h455vb4pex5vsknk084sn0zz'));
  const other = await aReceipt(receiptOf({ receivedAt: '2026-11-22T09:00:00.000Z' }), signer);
  const forged = verifierKey(await aSigner());
  const wanted: readonly (readonly [string, string, VerifyReceiptOptions?])[] = [
    ['not_a_receipt', ''],
    ['not_a_receipt', '[]'],
    ['not_a_receipt', ' '.repeat(65 * 1024)],
    ['not_a_receipt', value({ format: 'portico-audit-export/1' })],
    ['version_unknown', value({ format: 'portico-receipt/2' })],
    ['fields_invalid', value({ more: 1 })],
    ['fields_invalid', value({ receipt: { ...receiptOf(), audit: 'here' } })],
    ['fields_invalid', value({ receipt: { ...receiptOf(), request: { id: 'req', title: {} } } })],
    ['not_canonical', `${text} `],
    ['not_canonical', JSON.stringify(JSON.parse(text), null, 2)],
    ['not_canonical', text.replace('Rowan', '\\u0052owan')],
    ['not_canonical', text.replace('"name":"Rowan', '"name":"Other","name":"Rowan')],
    ['not_canonical', text.replace('Rowan', '\\ud800')],
    ['key_invalid', text.replace(key, 'key')],
    ['key_unknown', text, { keys: [] }],
    ['key_of_another', stranger.text],
    ['signature_invalid', text.replace(key, forged)],
    ['signature_invalid', text.replace('10:00:00.000Z', '09:00:00.000Z')],
    ['signature_invalid', value({ signature: JSON.parse(other.text).signature }) + '\n'],
    ['file_size_differs', text, { file: { ...file, size: 1 } }],
    ['file_hash_differs', text, { file: { ...file, sha256: '0'.repeat(64) } }],
  ];
  for (const [code, tampered, options] of wanted) assert.equal(await codeOf(tampered, options), code);
  assert.deepEqual([...new Set(wanted.map(([code]) => code))].sort(), Object.keys(receiptFaults).sort());
});

test('a name that ends alike is no key of the firm', async () => {
  const { firm } = receiptOf();
  const signer = { ...(await aSigner()), name: `${originOf('portal.firm.example', 'x')}${firm.id}` };
  assert.equal(await codeOf((await aReceipt(receiptOf(), signer)).text), 'key_of_another');
});
