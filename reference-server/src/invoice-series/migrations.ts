import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';
import { newId } from '../database/ids.js';
import { firstSeries } from './first.js';

export const migrations: Migrations = {
  '2026-11-23-61-invoice-series': {
    async up(db) {
      await sql`create table invoice_series (
        firm_id text not null references firms,
        id text not null,
        sort text not null,
        prefix text not null,
        by_year boolean not null,
        digits int not null,
        created_at timestamptz not null,
        primary key (firm_id, id),
        unique (firm_id, prefix)
      )`.execute(db);
      await sql`create table invoice_counters (
        firm_id text not null references firms,
        series_id text not null,
        year int not null,
        next int not null,
        begun boolean not null,
        primary key (firm_id, series_id, year),
        foreign key (firm_id, series_id) references invoice_series (firm_id, id)
      )`.execute(db);
      await addFirstSeries(db);
    },
  },
};

/** Firms that are there already; a new one gets them when it is made. */
async function addFirstSeries(db: Kysely<never>): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from firms`.execute(db);
  for (const { id } of rows) {
    for (const { of, prefix, byYear, digits } of firstSeries) {
      await sql`insert into invoice_series (firm_id, id, sort, prefix, by_year, digits, created_at)
        values (${id}, ${newId('ser')}, ${of}, ${prefix}, ${byYear}, ${digits}, now())`.execute(db);
    }
  }
}
