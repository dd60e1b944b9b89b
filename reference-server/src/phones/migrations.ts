import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-24-phones': {
    async up(db) {
      await sql`alter table contacts add column phone text`.execute(db);
      // Whoever types a number is one contact, as with an address.
      await sql`create unique index contacts_by_phone on contacts (firm_id, phone)`.execute(db);
    },
  },
  // Staff may write a number down as well, which proves nothing.
  '2026-11-23-70-proved-phones': {
    async up(db) {
      await sql`alter table contacts add column phone_proved text`.execute(db);
    },
  },
};
