import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ReadFieldName } from '@portico/contract';
import { type Grey, greyOf, quarterTurn } from './grey.js';
import { readPassport } from './read.js';
import { anyFault, cardLines, dice, greyPicture, passportLines, photograph } from './specimen.suite.js';

const SPECIMENS = 200;

/** What the lines say of the fields that have a check digit. */
function truthOf([, second = '']: readonly string[]): { readonly [F in ReadFieldName]?: string } {
  const plain = (text: string) => text.replace(/<+$/, '').replaceAll('<', ' ');
  return {
    documentNumber: plain(second.slice(0, 9)),
    birthDate: second.slice(13, 19),
    expirationDate: second.slice(21, 27),
    personalNumber: plain(second.slice(28, 42)),
  };
}

suite('passport lines', () => {
  test(`are read exactly on 93 % of ${SPECIMENS} bad photographs, and nothing wrong is called verified`, async (t) => {
    let [exact, verified, wrong, milliseconds] = [0, 0, 0, 0];
    for (let specimen = 0; specimen < SPECIMENS; specimen += 1) {
      const d = dice(7000 + specimen);
      const lines = passportLines(d);
      const picture = await greyPicture(photograph(lines, anyFault(d, specimen % 2 === 0 ? 1 : 0.5), d));
      const began = performance.now();
      const reading = readPassport(picture);
      milliseconds += performance.now() - began;
      if (reading?.lines.join() === lines.join()) exact += 1;
      const truth = truthOf(lines);
      for (const field of reading?.fields ?? []) {
        if (!field.verified) continue;
        verified += 1;
        if (field.value !== truth[field.name]) wrong += 1;
      }
    }
    const each = Math.round(milliseconds / SPECIMENS);
    t.diagnostic(
      `${exact} of ${SPECIMENS} exact, ${verified} fields verified, ${wrong} of them wrong, ${each} ms each`,
    );
    assert.ok(exact >= SPECIMENS * 0.93, `only ${exact} of ${SPECIMENS} were read exactly`);
    assert.equal(wrong, 0, 'a wrong field was called verified');
    // A reader that vouches for nothing would pass the line above.
    assert.ok(verified >= SPECIMENS * 2, `only ${verified} fields were verified`);
  });

  test('of identity cards in three lines and in two are read as well', async () => {
    for (const [seed, kind] of [
      [1, 'TD1'],
      [2, 'TD1'],
      [3, 'TD2'],
      [4, 'TD2'],
    ] as const) {
      const d = dice(seed);
      const lines = cardLines(d, kind);
      const reading = readPassport(await greyPicture(photograph(lines, anyFault(d, 1), d)));
      assert.equal(reading?.format, kind);
      assert.deepEqual(reading?.lines, lines);
    }
  });

  test('are found on a page that lies on its side or upside down', async () => {
    const d = dice(11);
    const lines = passportLines(d);
    let picture = await greyPicture(photograph(lines, anyFault(d, 1), d));
    for (let turns = 1; turns < 4; turns += 1) {
      picture = quarterTurn(picture);
      assert.deepEqual(readPassport(picture)?.lines, lines, `${turns} quarter turns`);
    }
  });

  test('name each field, its certainty, and vouch only where a check digit does', async () => {
    const d = dice(12);
    const lines = [
      'P<UTOMUSTER<SPECIMEN<<ANNA<MARIA<<<<<<<<<<<<',
      // ICAO's own example of a number, birth and expiry, whose digits are printed in Doc 9303 part 4.
      'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
    ];
    const clear = { ...anyFault(d, 1), blur: 0.3, bold: 0, noise: 0, shade: 0.1, quality: 90 };
    const reading = readPassport(await greyPicture(photograph(lines, clear, d)));
    const shown = reading?.fields.map(({ name, value, verified }) => [name, value, verified]);
    assert.deepEqual(shown, [
      ['documentCode', 'P', false],
      ['lastName', 'MUSTER SPECIMEN', false],
      ['firstName', 'ANNA MARIA', false],
      ['documentNumber', 'L898902C3', true],
      ['birthDate', '740812', true],
      ['sex', 'female', false],
      ['expirationDate', '120415', true],
      ['personalNumber', 'ZE184226B', true],
    ]);
    assert.ok(reading?.fields.every(({ confidence }) => confidence > 0 && confidence <= 1));
  });

  test('with a wrong digit verify neither that field nor, by the composite digit, any other', async () => {
    const d = dice(13);
    const lines = ['P<UTOMUSTER<SPECIMEN<<ANNA<MARIA<<<<<<<<<<<<', 'L898902C36UTO7408132F1204159ZE184226B<<<<<10'];
    const clear = { ...anyFault(d, 1), blur: 0.3, bold: 0, noise: 0, shade: 0.1, quality: 90 };
    const reading = readPassport(await greyPicture(photograph(lines, clear, d)));
    assert.deepEqual(reading?.lines, lines);
    assert.ok(reading.fields.every(({ verified }) => !verified));
  });

  test('are not invented where there are none', () => {
    const d = dice(14);
    const noise: Grey = {
      width: 900,
      height: 600,
      data: Uint8Array.from({ length: 540_000 }, () => Math.floor(d.roll() * 256)),
    };
    assert.equal(readPassport(noise), undefined);
    assert.equal(readPassport(greyOf(new Uint8Array(4 * 90_000).fill(255), 300, 300)), undefined);
    assert.equal(readPassport({ width: 1, height: 1, data: new Uint8Array(1) }), undefined);
  });
});
