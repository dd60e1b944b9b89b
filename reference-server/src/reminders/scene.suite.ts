/** A firm that reminds, for the tests of everything that counts days. */
import { type Settings, usualReminders } from '@portico/contract';
import { created, ok, type TestServer } from '@portico/testing';
import { sql } from 'kysely';
import { everyFirm } from '../database/confine.js';
import { aPayingScene } from '../paying/scene.suite.js';
import { type Scene } from '../firm-invoices/scene.suite.js';

/** Ten in the morning of the day from which the days of these tests are counted. */
export const FIRST = new Date('2026-11-23T10:00:00Z');
const DAY_MS = 86_400_000;

/** A firm with the usual cadence, with a client who is signed in. */
export function aRemindingScene(server: TestServer, settings: Partial<Settings> = {}): Promise<Scene> {
  return aPayingScene(server, { reminders: usualReminders, ...settings });
}

/** Puts the clock on a day and an hour. @param days after the first */
export function setDay(server: TestServer, days: number, hour = 10): void {
  server.clock.set(new Date(FIRST.getTime() + days * DAY_MS + (hour - 10) * 3_600_000));
}

/** Gives a contact a number that they have proved, as far as the server knows, and the wish for text messages to it. */
export async function wantsTexts({ server, contact }: Scene, phone: string): Promise<void> {
  await server.deps.work.upkeep(everyFirm, (tx) =>
    sql`update contacts set phone = ${phone}, phone_proved = ${phone}, notify_texts = true where id = ${contact.id}`.execute(
      tx,
    ),
  );
}

export async function setSettings({ call }: Scene, changes: Partial<Settings>): Promise<void> {
  const response = await ok(call('GET', '/v1/firm/settings'));
  const settings = (await response.json()) as Settings;
  const etag = response.headers.get('etag') ?? '';
  await ok(call('PUT', '/v1/firm/settings', { ...settings, ...changes }, { 'if-match': etag }));
}

export async function eventsOf({ call }: Scene, type: string): Promise<Record<string, unknown>[]> {
  const { data } = await created(call('GET', '/v1/firm/events?limit=100'));
  return (data as { type: string; data: Record<string, unknown> }[])
    .filter((event) => event.type === type)
    .map((event) => event.data);
}
