import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-27-second-factor': {
    async up(db) {
      await sql`create table staff_factors (
        firm_id text not null references firms,
        id text not null,
        staff_id text not null,
        kind text not null,
        name text not null,
        secret bytea,
        last_step bigint,
        credential_id text,
        public_key bytea,
        counter bigint,
        transports jsonb,
        rp_id text,
        created_at timestamptz not null,
        confirmed_at timestamptz,
        used_at timestamptz,
        primary key (firm_id, id),
        foreign key (firm_id, staff_id) references staff (firm_id, id),
        check ((kind = 'totp') = (secret is not null) and (kind = 'passkey') = (public_key is not null))
      )`.execute(db);
      // One app a member: whoever sets up another one replaces it, once the new one is confirmed.
      await sql`create unique index staff_factors_totp on staff_factors (firm_id, staff_id, (confirmed_at is null))
        where kind = 'totp'`.execute(db);
      await sql`create unique index staff_factors_credential on staff_factors (firm_id, credential_id)`.execute(db);
      await sql`create index staff_factors_of_member on staff_factors (firm_id, staff_id)`.execute(db);
      await sql`create table staff_recovery_codes (
        firm_id text not null references firms,
        staff_id text not null,
        code_hash text not null,
        used_at timestamptz,
        primary key (firm_id, staff_id, code_hash),
        foreign key (firm_id, staff_id) references staff (firm_id, id)
      )`.execute(db);
      await sql`create table staff_factor_tries (
        firm_id text not null references firms,
        id text not null,
        staff_id text not null,
        session_id text not null,
        peer_hash text not null,
        at timestamptz not null,
        wrong boolean not null,
        primary key (firm_id, id),
        foreign key (firm_id, staff_id) references staff (firm_id, id)
      )`.execute(db);
      await sql`create index staff_factor_tries_of_member on staff_factor_tries (firm_id, staff_id, at)`.execute(db);
    },
  },
};
