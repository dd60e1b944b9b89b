import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvCell, csvRow } from './csv.js';

for (const dangerous of ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠']) {
  test(`a cell that begins with ${JSON.stringify(dangerous)} is text`, () => {
    const cell = csvCell(`${dangerous}HYPERLINK("http://evil.example")`);
    assert.equal(cell.replace(/^"/, '').charAt(0), "'");
    assert.equal(cell, `"'${dangerous}HYPERLINK(""http://evil.example"")"`);
  });
}

test('other cells are left as they are, and quoted where RFC 4180 asks for it', () => {
  assert.equal(
    csvRow(['plain', 'a=b', 7, null, 'a, b', 'say "so"', 'two\r\nlines']),
    ['plain,a=b,7,,"a, b","say ""so""","two\r\nlines"\r\n'].join(''),
  );
});
