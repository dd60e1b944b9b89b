import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameOfBrowser } from './browser.js';

const KIND = 'AppleWebKit/537.36 (KHTML, like Gecko)';

for (const [header, name] of [
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${KIND} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`, 'Edge · Windows'],
  [`Mozilla/5.0 (Linux; Android 10; K) ${KIND} Chrome/140.0.0.0 Mobile Safari/537.36`, 'Chrome · Android'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1', 'Safari · iPhone'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:141.0) Gecko/20100101 Firefox/141.0', 'Firefox · Mac'],
  ['<script>alert(1)</script>', null],
  [null, null],
] as const) {
  test(`${header ?? 'no header'} is ${name ?? 'nobody we know'}`, () => {
    assert.equal(nameOfBrowser(header), name);
  });
}
