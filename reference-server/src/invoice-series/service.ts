import { conflict, type InvoiceSeries, type SeriesBody } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { PageQuery } from '../database/pages.js';
import type { Reader } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import { dayOf } from '../firms/today.js';
import { found, Refusal } from '../http/refusal.js';
import * as store from './store.js';

/** Series of numbers. One that has begun goes on, for ever: nothing deletes it or moves it. */
export const createSeries = ({ work, clock }: Pick<Deps, 'work' | 'clock'>) => ({
  list: (firmId: string, query: PageQuery) =>
    work.read(firmId, async (db) => {
      const year = await yearOf(db, firmId, clock.now());
      const { data, nextCursor } = await store.listSeries(db, firmId, year, query);
      return { data: data.map((row) => view(row, year)), nextCursor };
    }),

  create: (actor: Actor, body: SeriesBody) =>
    work.change(actor, async ({ tx, now, record }) => {
      const { firmId } = actor;
      const year = await yearOf(tx, firmId, now);
      const id = newId('ser');
      if (!(await store.insertSeries(tx, { firmId, id, year, now, body })))
        throw new Refusal(conflict, { reason: 'prefix_taken' });
      record({ action: 'invoiceSeries.create', object: id, event: null });
      return view(found(await store.getSeries(tx, firmId, id, year)), year);
    }),

  start: (actor: Actor, id: string, next: number) =>
    work.change(actor, async ({ tx, now, record }) => {
      const { firmId } = actor;
      const year = await yearOf(tx, firmId, now);
      const series = found(await store.getSeries(tx, firmId, id, year));
      if (!(await store.startAt(tx, { firmId, id, year: series.by_year ? year : 0, next })))
        throw new Refusal(conflict, { reason: 'begun' });
      record({ action: 'invoiceSeries.start', object: id, event: null });
      return view({ ...series, next }, year);
    }),
});

async function yearOf(db: Reader, firmId: string, now: Date): Promise<number> {
  const { settings } = await getFirm(db, firmId);
  return Number(dayOf(settings, now).slice(0, 4));
}

function view(row: store.SeriesRow, year: number): InvoiceSeries {
  const { id, sort, prefix, by_year: byYear, digits, next } = row;
  return { id, of: sort, prefix, byYear, digits, next, example: store.numberOf(row, year, next) };
}
