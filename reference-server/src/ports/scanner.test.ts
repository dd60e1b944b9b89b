import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { createClamavScanner, ScannerError } from './scanner.clamav.js';
import { EICAR, startClamd, type StandIn, type StandInOptions } from './clamd.suite.js';

const running: StandIn[] = [];
after(() => Promise.all(running.map((clamd) => clamd.close())));

async function scannerOf(options: StandInOptions = {}, timeoutMs = 5000) {
  const clamd = await startClamd(options);
  running.push(clamd);
  return { clamd, scanner: createClamavScanner({ url: clamd.url, timeoutMs }) };
}

async function* pieces(size: number, of = 50_000, text = ''): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
  for (let at = 0; at < size; at += of) yield new Uint8Array(Math.min(of, size - at));
}

suite('ClamAV by INSTREAM', () => {
  test('lets through a file in which nothing is found, and sends all of it', async () => {
    const { clamd, scanner } = await scannerOf();
    assert.deepEqual(await scanner.scan(pieces(1_000_000, 300_000)), { found: 'nothing' });
    assert.deepEqual(await scanner.scan(pieces(0)), { found: 'nothing' });
    assert.deepEqual(clamd.files, [1_000_000, 0]);
  });

  test('names what it finds', async () => {
    const { scanner } = await scannerOf();
    const verdict = await scanner.scan(pieces(10_000, 4096, EICAR));
    assert.deepEqual(verdict, { found: 'virus', signature: 'Eicar-Test-Signature' });
  });

  test('takes a file above the size limit for refused, whether or not all of it was sent', async () => {
    const { scanner } = await scannerOf({ most: 100_000 });
    assert.deepEqual(await scanner.scan(pieces(200_000)), { found: 'refused' });
    assert.deepEqual(await scanner.scan(pieces(60_000_000, 1_000_000)), { found: 'refused' });
  });

  test('knows nothing where the daemon is not there, is silent, hangs up or says something else', async () => {
    for (const manner of ['silent', 'rude', 'odd'] as const) {
      const { scanner } = await scannerOf({ manner }, 200);
      await assert.rejects(scanner.scan(pieces(100_000)), ScannerError, manner);
    }
    const { clamd, scanner } = await scannerOf();
    await clamd.close();
    await assert.rejects(scanner.scan(pieces(10)), ScannerError);
  });

  test('gives up a file that cannot be read, rather than calling its first half clean', async () => {
    const { clamd, scanner } = await scannerOf();
    async function* broken() {
      yield* pieces(100_000);
      throw new Error('The blob is gone');
    }
    await assert.rejects(scanner.scan(broken()), /The blob is gone/);
    assert.deepEqual(clamd.files, []);
  });
});
