import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usualReminders } from '@portico/contract';
import { daysAfter } from '../firms/today.js';
import { remindingNow, spansOn, stepFor, stepsOf } from './cadence.js';
import { reminderStrings } from './reminder-mail.strings.js';
import { fits, reminderText, reminderTextStrings } from './reminder-text.js';

test('text messages fit into one part, in Arabic into two, whatever the firm is called', () => {
  const link = 'https://portal.example-immigration-law.example/';
  for (const language of Object.keys(reminderTextStrings)) {
    for (const name of ['Law', 'Example & Daughters Immigration Law Offices, LLP', 'x'.repeat(400), 'Łaska i Córki']) {
      const { text } = reminderText({ to: '', language, firm: { name, settings: { languages: ['en'] } }, link });
      assert.ok(fits(text), `${language} ${name}: ${text.length}`);
      assert.ok(text.includes(name.slice(0, 20)));
    }
  }
  const long = `https://www.firm.example/${'x'.repeat(200)}`;
  const without = reminderText({
    to: '',
    language: 'en',
    firm: { name: 'Law', settings: { languages: [] } },
    link: long,
  });
  assert.equal(without.text, 'Law: there is a reminder for you in your portal.');
});

test('no words of a text message name money, and none of them needs the wide letters but the Arabic', () => {
  for (const [language, words] of Object.entries(reminderTextStrings)) {
    assert.doesNotMatch(words('Law'), /invoice|pay|due|factura|pago|فاتورة|دفع/i);
    assert.equal(fits(words('Law').padEnd(150, '.')), language !== 'ar', language);
  }
});

test('every language has all words, and none is empty', () => {
  const keys = Object.keys(reminderStrings.en).sort();
  for (const words of Object.values(reminderStrings)) {
    assert.deepEqual(Object.keys(words).sort(), keys);
    const said = [words.subject('Law', 1), words.subject('Law', 2), words.hello('Ana'), words.question('Ada')];
    const lines = [words.line.ahead('1', '2', '3'), words.line.today('1', '2'), words.line.late('1', '2', '3')];
    for (const text of [...said, ...lines, words.ahead, words.late, words.paid, words.switchOff])
      assert.ok(text.trim());
  }
});

test('a day has one step at most, the last that has come, and none of what began to be owed since', () => {
  const steps = stepsOf(usualReminders);
  assert.deepEqual(steps, [-3, 0, 3, 7, 14]);
  const dueOn = '2026-03-08';
  const of = (day: number, since = '2026-01-01') =>
    stepFor(spansOn(daysAfter(dueOn, day), steps), { dueOn, since }) ?? '-';
  const seen = Array.from({ length: 28 }, (_, at) => of(at - 5)).join(' ');
  assert.equal(seen, '- - -3 -3 -3 0 0 0 3 3 3 3 7 7 7 7 7 7 7 14 14 14 14 14 14 14 - -');
  assert.deepEqual(
    [of(-3, daysAfter(dueOn, -3)), of(-2, daysAfter(dueOn, -3)), of(0, daysAfter(dueOn, -1))],
    ['-', '-', 0],
  );
});

test('hours are those of the firm, also where its clocks change', () => {
  const settings = { reminders: usualReminders, timeZone: 'America/New_York' };
  const day = (at: string) => remindingNow(settings, new Date(at))?.day;
  assert.deepEqual(
    ['2026-03-07T13:59:00Z', '2026-03-07T14:00:00Z', '2026-03-08T13:00:00Z', '2026-03-08T21:59:00Z'].map(day),
    [undefined, '2026-03-07', '2026-03-08', '2026-03-08'],
  );
  assert.equal(day('2026-03-08T22:00:00Z'), undefined);
});
