/**
 * What every cookie whose token is replaced has in common. The replaced token is remembered, with the one that came in
 * its place, to the end of the session: shown again at once it was another tab, shown again later it is a copy, and then
 * the session is over for both, because nobody can tell which of the two is the thief (RFC 9700, section 4.14.2).
 */
import { refreshReused } from '@portico/contract';
import { appendAudit } from '../audit/store.js';
import type { Actor } from '../database/actor.js';
import type { Work } from '../database/work.js';
import type { Deps } from '../deps.js';
import { revokeSession } from './store.js';

interface Owner {
  readonly firmId: string;
  readonly sessionId: string;
}

/** The token in the place of another is kept sealed: the database alone opens no session. */
export function createSeals({ bytes, config }: Pick<Deps, 'bytes' | 'config'>) {
  const label = ({ firmId, sessionId }: Owner, hash: string) =>
    new TextEncoder().encode(`refresh ${firmId} ${sessionId} ${hash}`);
  return {
    /** @param hash of the token that it replaces */
    async seal(owner: Owner, hash: string, token: string): Promise<Uint8Array> {
      const nonce = crypto.getRandomValues(new Uint8Array(12));
      const sealed = await bytes.seal(config.masterKey, nonce, new TextEncoder().encode(token), label(owner, hash));
      return new Uint8Array([...nonce, ...sealed]);
    },
    async open(owner: Owner, hash: string, sealed: Uint8Array): Promise<string> {
      const plain = await bytes.open(config.masterKey, sealed.subarray(0, 12), sealed.subarray(12), label(owner, hash));
      return new TextDecoder().decode(plain);
    },
  };
}

/** Ends a session of which a copy was used, and writes down that it was. */
export function endCopied(work: Work, actor: Actor, sessionId: string, action: string): Promise<void> {
  return work.upkeep(actor.firmId, async (tx, at) => {
    await revokeSession(tx, actor.firmId, sessionId, at);
    await appendAudit(tx, { actor, action, object: sessionId, result: 'refused', code: refreshReused.code, at });
  });
}
