import { randomBytes } from 'node:crypto';
import { everyFirm, hashText, newToken } from '@portico/reference-server';
import { type Deps } from '@portico/reference-server';
import { sql } from 'kysely';

/**
 * A session of a contact's own that outlasts a test: seen until its end, since that it was seen may be lost with every kill, and it
 * would be idle after a quarter of an hour. @returns its cookie
 */
export async function ownSession({ work }: Pick<Deps, 'work'>, contactId: string): Promise<string> {
  const token = newToken('ps');
  const end = (now: Date) => new Date(now.getTime() + 3_600_000);
  await work.upkeep(everyFirm, (tx, now) =>
    sql`insert into sessions (firm_id, id, kind, contact_id, token_hash, created_at, seen_at, expires_at)
      select firm_id, ${`ses_${randomBytes(13).toString('hex').replace(/^./, '0')}`}, 'own', id, ${hashText(token)},
        ${now}, ${end(now)}, ${end(now)} from contacts where id = ${contactId}`.execute(tx),
  );
  return `portico-dev=${token}`;
}
