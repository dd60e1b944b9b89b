import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type Settings, usualReminders } from '@portico/contract';
import { aContact, asPage, createTestServer, ok, signIn, type TestServer } from '@portico/testing';
import { sql } from 'kysely';
import { everyFirm } from '../database/confine.js';
import { aBody, anIssued, paid, refused, type Scene } from '../firm-invoices/scene.suite.js';
import { createReminderRound } from './round.js';
import { aRemindingScene, eventsOf, setDay, setSettings, wantsTexts } from './scene.suite.js';

let server: TestServer;
let round: () => Promise<number>;
before(async () => {
  server = await createTestServer();
  // What it writes is carried by hand, so that a test sees what waits.
  round = createReminderRound({ ...server.deps, relay: { deliver: () => Promise.resolve(0), poke: () => undefined } });
});
after(() => server.close());
beforeEach(() => {
  setDay(server, 0);
});

const due = (scene: Scene, inDays: number, amount = 25_000) => anIssued(scene, aBody(amount, { due: { inDays } }));
const mailsOf = ({ contact }: Scene) => server.mails.list().filter(({ to }) => to === contact.email);

/** What came of a round at an hour of a day. */
async function on(scene: Scene, day: number, hour = 10) {
  setDay(server, day, hour);
  server.mails.clear();
  await round();
  await server.deliver();
  return mailsOf(scene);
}

test('a client is reminded before, on and after the day, each time once and with what is due', async () => {
  const scene = await aRemindingScene(server, { timeZone: 'America/New_York' });
  const { number } = await due(scene, 5);
  const said: Record<number, string[]> = {};
  for (let day = 0; day <= 30; day += 1) {
    // Eleven in Greenwich is six in New York, where nobody is written to yet.
    assert.deepEqual(await on(scene, day, 11), [], `${day}`);
    const first = await on(scene, day, 16);
    assert.deepEqual(await on(scene, day, 17), [], `${day}`);
    if (first.length > 0) said[day] = first.map(({ text }) => /^Invoice .*$/m.exec(text)?.[0] ?? text);
  }
  const late = [`Invoice ${number}: USD\u00a0250.00. It was due on November 28, 2026.`];
  assert.deepEqual(said, {
    2: [`Invoice ${number}: USD\u00a0250.00, due on November 28, 2026.`],
    5: [`Invoice ${number}: USD\u00a0250.00, due today.`],
    8: late,
    12: late,
    19: late,
  });
  const told = await eventsOf(scene, 'invoice.reminded');
  assert.equal(told.length, 5);
});

test('the mail is kind, has a link without a secret, says whom to ask, and has the same in HTML', async () => {
  const scene = await aRemindingScene(server);
  await due(scene, 3);
  await ok(scene.call('PATCH', `/v1/firm/contacts/${scene.contact.id}`, { name: '<b>Ana</b>' }));
  setDay(server, 0, 8);
  assert.deepEqual(await on(scene, 0), [], 'not on the day on which it was issued');
  await due(scene, 4);
  const [mail, ...more] = await on(scene, 1);
  assert.deepEqual(more, []);
  assert.match(mail?.subject ?? '', /^Example Law \d+: a reminder about an invoice$/);
  assert.equal(mail?.link, 'https://www.firm.example/');
  for (const part of [/Ada Example, \+1 555 0100, help@firm\.example/, /switch off reminders before a payment is late/])
    assert.match(mail?.text ?? '', part);
  assert.equal(mail?.html.includes('<b>Ana'), false);
  assert.match(mail?.html ?? '', /Invoice INV-2026-0002: USD\u00a0250\.00/);
});

test('what is due in one go is one mail, and speaks the language of who reads it', async () => {
  for (const [language, words, dir] of [
    ['es', /: USD\u00a0250,00, vence hoy\.|: 250,00\u00a0USD, vence hoy\./, 'ltr'],
    ['ar', /وموعد سداده اليوم/, 'rtl'],
  ] as const) {
    const scene = await aRemindingScene(server);
    await ok(scene.call('PATCH', `/v1/firm/contacts/${scene.contact.id}`, { language }));
    setDay(server, 0);
    await due(scene, 4);
    await due(scene, 4, 100);
    await due(scene, 1, 300);
    const [mail, ...more] = await on(scene, 4);
    assert.deepEqual(more, []);
    assert.equal(mail?.language, language);
    assert.match(mail?.text ?? '', words);
    assert.equal(mail?.text.match(/INV-2026-\d{4}/g)?.length, 3, 'the one that is late as well');
    assert.match(mail?.html ?? '', new RegExp(`dir="${dir}"`));
  }
});

test('after a time without rounds the last step alone is told, and what is long past not at all', async () => {
  const scene = await aRemindingScene(server);
  await due(scene, 3);
  assert.equal((await on(scene, 11)).length, 1, 'the step of the seventh day');
  assert.deepEqual(await on(scene, 12), []);
  const other = await aRemindingScene(server);
  setDay(server, 0);
  await due(other, 1);
  assert.deepEqual(await on(other, 1 + 14 + 7), []);
});

test('who does not see an invoice is not reminded of it', async () => {
  const scene = await aRemindingScene(server);
  const { call, matter, contact, firm } = scene;
  await due(scene, 1);
  const stranger = await aContact(server, firm);
  // Shared with somebody of another client, which the API does not do: the invoice is not theirs.
  await server.deps.work.upkeep(everyFirm, (tx, now) =>
    sql`insert into matter_shares values (${firm.id}, ${matter.id}, ${stranger.contact.id}, ${now})`.execute(tx),
  );
  await ok(call('DELETE', `/v1/firm/matters/${matter.id}/shares/${contact.id}`));
  assert.deepEqual(await on(scene, 1), []);
  await ok(call('PUT', `/v1/firm/matters/${matter.id}/shares/${contact.id}`));
  await server.deps.work.upkeep(everyFirm, (tx) =>
    sql`update contacts set sections = '["documents"]' where id = ${contact.id}`.execute(tx),
  );
  assert.deepEqual(await on(scene, 1), []);
  assert.deepEqual(mailsOf({ ...scene, contact: stranger.contact }), []);
  await setSettings(scene, { navigation: { sections: ['documents'], first: 'documents' } });
  assert.deepEqual(await on(scene, 1), []);
});

test('a firm that has said nothing about it reminds nobody', async () => {
  const scene = await aRemindingScene(server);
  await due(scene, 1);
  const response = await ok(scene.call('GET', '/v1/firm/settings'));
  const { reminders: _said, ...settings } = (await response.json()) as Settings;
  await ok(scene.call('PUT', '/v1/firm/settings', settings, { 'if-match': response.headers.get('etag') ?? '' }));
  assert.deepEqual(await on(scene, 1), []);
});

test('a cadence without a day, or with hours that end before they begin, is refused', async () => {
  const scene = await aRemindingScene(server);
  const settings = (await (await ok(scene.call('GET', '/v1/firm/settings'))).json()) as Settings;
  for (const wrong of [
    { daysBefore: [], daysAfter: [] },
    { daysBefore: [3, 3] },
    { daysAfter: [-1] },
    { hours: { from: 18, to: 9 } },
    { hours: { from: 9, to: 9 } },
    { escalateAfterDays: 0 },
  ]) {
    const body = { ...settings, reminders: { ...usualReminders, ...wrong } };
    await refused(scene.call('PUT', '/v1/firm/settings', body, { 'if-match': '"1"' }), 422, 'invalid_request');
  }
});

/** Sessions end before the days of these tests do. */
async function signedIn(scene: Scene): Promise<Scene> {
  return { ...scene, page: asPage(server, scene.firm, await signIn(server, scene.firm, scene.contact.email)) };
}

type Act = (scene: Scene, invoiceId: string) => Promise<unknown>;
const STOPS: Readonly<Record<string, Act>> = {
  paid: ({ call }, id) => paid(call, id, 25_000),
  'paid in part': ({ call }, id) => paid(call, id, 5_000),
  voided: ({ call }, id) => ok(call('POST', `/v1/firm/invoices/${id}/void`, { reason: 'Twice' })),
  credited: ({ call }, id) => ok(call('POST', `/v1/firm/invoices/${id}/credit-notes`, { reason: 'Agreed' })),
  disputed: ({ page }, id) =>
    ok(page('POST', `/v1/invoices/${id}/disputes`, { reason: 'unclear', text: 'What is it?' })),
  'with a bank': async ({ page }, id) => {
    const started = await (await ok(page('POST', '/v1/payments', { invoices: [{ id }] }))).json();
    await ok(page('POST', `/v1/payments/${started.id}/demo`, { card: 'bank_slow' }));
  },
  'shared no more': ({ call, matter, contact }) =>
    ok(call('DELETE', `/v1/firm/matters/${matter.id}/shares/${contact.id}`)),
  'unwanted by the contact': ({ page }) =>
    ok(
      page('PUT', '/v1/profile/notifications', {
        ...{ documentReturned: true, newRequests: true, documentsShared: true },
        ...{ paymentReminders: false, paymentTexts: false },
      }),
    ),
  'switched off by the firm': (scene) => setSettings(scene, { reminders: { ...usualReminders, on: false } }),
};

for (const [what, act] of Object.entries(STOPS)) {
  test(`what was ${what} is not reminded of, neither by a round nor by a mail that waits`, async () => {
    const scene = await aRemindingScene(server);
    const [one, other] = [await due(scene, 3), await due(scene, 3)];
    setDay(server, 3);
    await act(await signedIn(scene), one.id);
    const [mail] = await on(scene, 3);
    const isAll = /shared|unwanted|switched/.test(what);
    assert.equal(mail?.text.includes(other.number ?? '?') ?? false, !isAll);
    if (what !== 'paid in part') assert.equal(mail?.text.includes(one.number ?? '?') ?? false, false);

    const waiting = await aRemindingScene(server);
    setDay(server, 0);
    const told = await due(waiting, 3);
    setDay(server, 3);
    const client = await signedIn(waiting);
    await round();
    await act(client, told.id);
    server.mails.clear();
    await server.deliver();
    assert.deepEqual(mailsOf(waiting), []);
    await round();
    await server.deliver();
    const again = mailsOf(waiting).map(({ text }) => /USD.[\d.]+/.exec(text)?.[0]);
    assert.deepEqual(again, what === 'paid in part' ? ['USD\u00a0200.00'] : [], 'told anew by what holds now');
  });
}

test('a mail that could not be sent for the rest of the day is not sent on another', async () => {
  const scene = await aRemindingScene(server);
  await due(scene, 1);
  setDay(server, 1);
  await round();
  setDay(server, 1, 19);
  server.mails.clear();
  await server.deliver();
  assert.deepEqual(mailsOf(scene), []);
  assert.match(
    (await on(scene, 2))[0]?.text ?? '',
    /It was due on November 24, 2026/,
    'and the next says what holds then',
  );
});

test('a message that may have come already is not told again', async () => {
  const scene = await aRemindingScene(server);
  const { id } = await due(scene, 3);
  setDay(server, 3);
  await round();
  // A relay has sent it and died before it could say so.
  await server.deps.work.upkeep(everyFirm, (tx) => sql`update mails set tries = 1`.execute(tx));
  await paid(scene.call, id, 5_000);
  assert.deepEqual(await on(scene, 3), []);
  assert.deepEqual(await on(scene, 3, 12), []);
});

test('text messages go to who has asked for them and proved a number, and say nothing of money', async () => {
  const scene = await aRemindingScene(server, { reminders: { ...usualReminders, sms: true } });
  await due(scene, 1);
  const texts = () => server.mails.list().filter(({ to }) => to === '+15550109999');
  await on(scene, 1);
  assert.deepEqual(texts(), []);
  await wantsTexts(scene, '+15550109999');
  await on(scene, 4);
  const [text, ...more] = texts();
  assert.deepEqual(more, []);
  assert.match(
    text?.text ?? '',
    /^Example Law \d+: there is a reminder for you in your portal\. https:\/\/www\.firm\.example\/$/,
  );
  await server.deps.work.upkeep(everyFirm, (tx) =>
    sql`update contacts set phone = '+15550109998' where id = ${scene.contact.id}`.execute(tx),
  );
  await on(scene, 8);
  const numbers = server.mails.list().filter(({ to }) => to.startsWith('+'));
  assert.deepEqual(numbers, [], 'another number, which staff wrote down, is not proved');
});

test('two servers at once write it once', async () => {
  const scene = await aRemindingScene(server, { reminders: { ...usualReminders, sms: true } });
  await wantsTexts(scene, '+15550109997');
  await due(scene, 3);
  await due(scene, 3);
  setDay(server, 3);
  server.mails.clear();
  await Promise.all([round(), round(), round()]);
  await server.deliver();
  const mine = new Set(['+15550109997', scene.contact.email]);
  const got = server.mails.list().filter(({ to }) => mine.has(to));
  assert.deepEqual(got.map(({ to }) => to).sort(), ['+15550109997', scene.contact.email]);
});
