import type { Logo } from '@portico/contract';
import type { Reader, Tx } from '../database/tables.js';

interface FirmLogoTable {
  firm_id: string;
  type: Logo['type'];
  bytes: Uint8Array;
  sha256: string;
  changed_at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    firm_logos: FirmLogoTable;
  }
}

/** What is printed of it. */
export type LogoFile = Pick<FirmLogoTable, 'type' | 'bytes'>;

export async function findLogo(db: Reader, firmId: string): Promise<LogoFile | undefined> {
  return db.selectFrom('firm_logos').select(['type', 'bytes']).where('firm_id', '=', firmId).executeTakeFirst();
}

export async function putLogo(tx: Tx, { firm_id, ...logo }: FirmLogoTable): Promise<void> {
  await tx
    .insertInto('firm_logos')
    .values({ firm_id, ...logo })
    .onConflict((on) => on.column('firm_id').doUpdateSet(logo))
    .execute();
}

/** @returns false where there is none */
export async function deleteLogo(tx: Tx, firmId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('firm_logos').where('firm_id', '=', firmId).executeTakeFirst();
  return numDeletedRows > 0n;
}
