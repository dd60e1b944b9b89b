import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { createTypstPdf } from '../ports/pdf.typst.js';
import { column, figure, line, table, widest, words } from './rows.js';
import { sheetOf } from './sheet.js';
import { placesIn } from './sheet.suite.js';

const { resolve } = createRequire(import.meta.url);
const CHARACTERS = [
  ...Array.from({ length: 0xff }, (_, code) => String.fromCodePoint(code + 1)).filter((one) =>
    /[ -~\u{a0}-\u{ff}]/u.test(one),
  ),
  ...'– — ‘ ’ “ ” … € −'.split(' '),
];

const aTable = (texts: readonly string[]) =>
  table(
    [column('Description', 1), column('Amount', 'figure')],
    texts.map((text) => line([words(text), figure('1.00')])),
  );

test('no character is wider than it is said to be', () => {
  GlobalFonts.registerFromPath(resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'), 'Paper');
  const context = createCanvas(1, 1).getContext('2d');
  context.font = '950px Paper';
  for (const character of CHARACTERS) {
    const { width } = context.measureText(character);
    assert.ok(width / 100 <= widest(character), `${character} is ${width / 100} points wide`);
  }
});

test('rows are as high as one line where all of it surely fits, and have their height found elsewhere', () => {
  const texts = [
    'Filing fee: 8.875% of €1,200',
    'W'.repeat(60),
    'Two\nlines',
    '王小明',
    'عقد',
    'Consultation '.repeat(9),
    'ﷺ',
  ];
  const { rows } = aTable(texts);
  assert.deepEqual(
    rows.map(({ single }) => single),
    [true, false, false, false, false, false, false],
  );
  assert.equal(aTable(['i'.repeat(60)]).rows[0]?.single, false, 'a long word is broken');
});

test('what is set as one line stands where it would stand if its height had been found', async () => {
  const pdf = createTypstPdf();
  const texts = [...Array.from({ length: 60 }, (_, at) => `Consultation no. ${at}`), 'Wide words '.repeat(12), 'Last'];
  const lines = aTable(texts);
  const found = { ...lines, rows: lines.rows.map((row) => ({ ...row, single: false })) };
  assert.equal(lines.rows.filter(({ single }) => single).length, 61);
  const settings = { support: { name: 'The desk' } };
  const head = sheetOf({ firmName: 'Firm', settings, language: 'en', title: 'Title', footer: 'Foot' });
  const [set, measured] = await Promise.all(
    [lines, found].map(async (rows) => {
      const data = {
        ...head,
        callout: { label: 'To pay', text: 'USD 1.00', rtl: false, note: null },
        facts: [[], []],
        lines: rows,
        sums: [],
        note: null,
        history: null,
      };
      return placesIn(await pdf.make({ template: 'papers/invoice.typ', data }));
    }),
  );
  assert.ok((set?.length ?? 0) > 120);
  assert.deepEqual(set, measured);
});
