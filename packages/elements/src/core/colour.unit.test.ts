import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brandColours, contrast, parseColour, readableText, type Rgb } from './colour.js';

const white: Rgb = [1, 1, 1];
const night: Rgb = [0x17 / 255, 0x19 / 255, 0x1e / 255];

function rgb(text: string): Rgb {
  const parsed = parseColour(text);
  assert.ok(parsed, `${text} is a colour`);
  return parsed;
}

test('contrast agrees with the examples of WCAG', () => {
  assert.equal(contrast(white, [0, 0, 0]), 21);
  assert.equal(contrast(rgb('#777777'), white).toFixed(2), '4.48');
  assert.equal(contrast(rgb('#767676'), white).toFixed(2), '4.54');
});

test('every brand colour yields readable text, fill and focus on light and dark', () => {
  const steps = ['00', '33', '66', '99', 'cc', 'ff'];
  for (const red of steps)
    for (const green of steps)
      for (const blue of steps)
        for (const background of [white, night]) {
          const brand = `#${red}${green}${blue}`;
          const colours = brandColours(rgb(brand), background);
          const on = (one: string, other: Rgb): number => contrast(rgb(one), other);
          assert.ok(on(colours.accentText, background) >= 4.5, `${brand}: text`);
          assert.ok(on(colours.accentText, rgb(colours.accentSoft)) >= 4.5, `${brand}: text on its tint`);
          assert.ok(on(colours.onAccent, rgb(colours.accent)) >= 4.5, `${brand}: text on the fill`);
          assert.ok(on(colours.accent, background) >= 3, `${brand}: fill`);
          assert.ok(on(colours.focus, background) >= 3, `${brand}: focus`);
        }
});

test('a brand colour that can be read already stays what it is', () => {
  assert.equal(brandColours(rgb('#1f4f82'), white).accentText, '#1f4f82');
  assert.equal(readableText(rgb('#000000'), white), '#000000');
});

test('a colour that is moved keeps its hue', () => {
  const [red, green, blue] = rgb(brandColours(rgb('#ffcc00'), white).accentText);
  assert.ok(red > green && green > blue, 'yellow becomes a dark yellow');
});

test('what is no colour is undefined', () => {
  for (const text of ['', 'blue', '#12', '#12345', 'rgb(1,2)', 'var(--x)']) assert.equal(parseColour(text), undefined);
  assert.deepEqual(parseColour('#fff'), [1, 1, 1]);
  assert.deepEqual(parseColour('rgb(255, 0, 0)'), [1, 0, 0]);
});
