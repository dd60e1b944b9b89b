import { randomBytes } from 'node:crypto';
import { everyFirm, hashText, newToken } from '@portico/reference-server';
import { type Deps } from '@portico/reference-server';
import { sql } from 'kysely';

/** A session of a contact's own that outlasts a test. @returns its cookie */
export async function ownSession({ work }: Pick<Deps, 'work'>, contactId: string): Promise<string> {
  const token = newToken('ps');
  await work.upkeep(everyFirm, (tx, now) =>
    sql`insert into sessions (firm_id, id, kind, contact_id, token_hash, created_at, seen_at, expires_at)
      select firm_id, ${`ses_${randomBytes(13).toString('hex').replace(/^./, '0')}`}, 'own', id, ${hashText(token)},
        ${now}, ${now}, ${new Date(now.getTime() + 3_600_000)} from contacts where id = ${contactId}`.execute(tx),
  );
  return `portico-dev=${token}`;
}
