import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64 } from './base64.js';
import { canonicalJson } from './canonical.js';
import { openCheckpoint, originOf, signCheckpoint } from './checkpoint.js';
import { newSeed, openNote, parseVerifierKey, signerOf, signNote, verifierKey } from './note.js';

/** The example of the signed-note reference implementation, golang.org/x/mod/sumdb/note. */
const GO = {
  seed: 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  signature:
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};
const GO_NOTE = `${GO.text}\n${GO.signature}`;

test('signs and opens notes as the reference implementation does', async () => {
  const signer = await signerOf('PeterNeumann', fromBase64(GO.seed)!.slice(1));
  assert.equal(verifierKey(signer), GO.key);
  assert.equal(await signNote(GO.text, signer), GO_NOTE);
  assert.equal(await openNote(GO_NOTE, parseVerifierKey(GO.key)!), GO.text);
});

test('a witness beside the signature does no harm; a changed text or signature does', async () => {
  const key = parseVerifierKey(GO.key)!;
  const other = await signerOf('witness.example', newSeed());
  const cosigned = `${GO_NOTE}${(await signNote(GO.text, other)).split('\n\n')[1]}`;
  assert.equal(await openNote(cosigned, key), GO.text);
  for (const note of [
    GO_NOTE.replace('cryptography', 'cryptographY'),
    GO_NOTE.replace('x08go/ZJ', 'x08go/ZK'),
    GO_NOTE.replace('PeterNeumann', 'PeterNewmann'),
    GO_NOTE.replace('— ', '- '),
    GO_NOTE.trimEnd(),
    GO.text,
    '',
  ]) {
    assert.equal(await openNote(note, key), undefined);
  }
});

test('only a whole verifier key is one', () => {
  assert.ok(parseVerifierKey(GO.key));
  for (let end = 0; end < GO.key.length; end += 1) assert.equal(parseVerifierKey(GO.key.slice(0, end)), undefined);
  assert.equal(parseVerifierKey(GO.key.replace('c74f', 'c75f')), undefined);
  assert.equal(parseVerifierKey(GO.key.replace('Peter', 'Pater')), undefined);
});

test('a name that a note cannot carry is refused', async () => {
  for (const name of ['', 'two words', 'a+b', 'a\nb']) await assert.rejects(signerOf(name, newSeed()), /name/);
});

test('a checkpoint says origin, size and root in three lines, for the log of its key alone', async () => {
  const signer = await signerOf(originOf('portal.firm.example', 'firm_x'), newSeed());
  const root = new Uint8Array(32).fill(1);
  const note = await signCheckpoint(signer, 20852163, root);
  assert.match(
    note,
    /^portal\.firm\.example\/audit\/firm_x\n20852163\n(AQEB){10}AQE=\n\n— portal\.firm\.example\/audit\/firm_x \S+\n$/,
  );
  const encoded = `${'AQEB'.repeat(10)}AQE=`;
  assert.deepEqual(await openCheckpoint(note, signer), { origin: signer.name, size: 20852163, root: encoded });
  const elsewhere = await signNote(`portal.firm.example/audit/firm_y\n1\n${encoded}\n`, signer);
  assert.equal(await openCheckpoint(elsewhere, signer), undefined);
  assert.equal(await openCheckpoint(await signNote(`${signer.name}\n01\n${encoded}\n`, signer), signer), undefined);
});

test('JSON is written as RFC 8785 does, sections 3.2.2 and 3.2.3', () => {
  assert.equal(
    canonicalJson({
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    }),
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
  const sorted = canonicalJson({
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '\ud83d\ude00': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    '\u00f6': 'Latin Small Letter O With Diaeresis',
  });
  assert.deepEqual(sorted.match(/:"[A-Z]\w+/g), [
    ':"Carriage',
    ':"One',
    ':"Control',
    ':"Latin',
    ':"Euro',
    ':"Emoji',
    ':"Hebrew',
  ]);
  assert.throws(() => canonicalJson('\ud83d'), /surrogate/);
  assert.equal(canonicalJson({ 9: [], 10: {}, b: 1, a: '\\ud800' }), '{"10":{},"9":[],"a":"\\\\ud800","b":1}');
  for (const value of [Number.NaN, Infinity, undefined, () => 1, 1n, { a: undefined }])
    assert.throws(() => canonicalJson(value), /no such value/);
});
