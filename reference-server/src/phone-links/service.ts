import {
  type NewPhoneLink,
  originNotAllowed,
  PHONE_LINK_WAITS_MINUTES,
  type PhoneLink,
  previewReadOnly,
  requestClosed,
  tooManyRequests,
} from '@portico/contract';
import { findOpenRequest } from '../checklists/store.js';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Deps } from '../deps.js';
import { isOriginAllowed } from '../firms/store.js';
import { type ClientCaller, viewerOf } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { isOver } from '../requests/life.js';
import { hashText, newToken } from '../session/tokens.js';
import { insertLink, revokeLink, type UploadLinkRow } from '../upload-links/store.js';
import * as store from './store.js';

const MINUTE_MS = 60_000;
const WINDOW_MS = 60 * MINUTE_MS;
/** A person who scans anew after each failure makes a few. */
const MOST_AN_HOUR = 20;

/** Links by which a client goes on with the phone: upload links that belong to the session that made them. */
export const createPhoneLinks = (deps: Deps) => {
  const { work } = deps;

  return {
    create: (actor: Actor, caller: ClientCaller, requestId: string, address: string): Promise<NewPhoneLink> =>
      work.change(actor, async ({ tx, now, record }) => {
        // Whoever only acts as the client gets no link that outlives their look.
        if (caller.session.staff) throw new Refusal(previewReadOnly);
        const { firmId, contactId, sessionId } = caller;
        const request = found(await findOpenRequest(tx, viewerOf(caller), requestId));
        const room = request.max_files - request.files;
        if (isOver(request.state) || room < 1) throw new Refusal(requestClosed);
        const page = new URL(address);
        if (!(await isOriginAllowed(tx, firmId, page.origin))) throw new Refusal(originNotAllowed);
        const { count, oldest } = await store.countLinks(tx, caller, new Date(now.getTime() - WINDOW_MS));
        if (count >= MOST_AN_HOUR) throw tooMany(oldest, now);
        for (const { id } of await store.liveLinks(tx, caller, now)) await revokeLink(tx, firmId, id, now);
        const token = newToken('pul');
        const row = await insertLink(tx, {
          firm_id: firmId,
          id: newId('lnk'),
          request_id: request.id,
          contact_id: contactId,
          token_hash: hashText(token),
          origin: page.origin,
          max_files: room,
          files: 0,
          session_id: sessionId,
          jkt: null,
          created_at: now,
          expires_at: new Date(now.getTime() + PHONE_LINK_WAITS_MINUTES * MINUTE_MS),
          revoked_at: null,
        });
        record({ action: 'phoneLinks.create', object: row.id, event: null });
        page.hash = `portal-upload=${token}`;
        return { ...linkView(row, now), url: page.href };
      }),

    get: (caller: ClientCaller, id: string): Promise<PhoneLink> =>
      work.read(caller.firmId, async (db) => {
        const row = found(await store.getOwnLink(db, viewerOf(caller), id));
        return linkView(row, deps.clock.now());
      }),

    revoke: (actor: Actor, caller: ClientCaller, id: string): Promise<PhoneLink> =>
      work.change(actor, async ({ tx, now, record, nothing }) => {
        const row = found(await store.getOwnLink(tx, viewerOf(caller), id));
        const revoked = await revokeLink(tx, caller.firmId, id, now);
        if (revoked) record({ action: 'phoneLinks.revoke', object: id, event: null });
        else nothing();
        return linkView(revoked ?? row, now);
      }),
  };
};

function linkView(row: UploadLinkRow, now: Date): PhoneLink {
  const ended = row.revoked_at !== null || row.expires_at <= now || row.files >= row.max_files;
  return {
    id: row.id,
    requestId: row.request_id,
    state: ended ? 'ended' : row.jkt === null ? 'waiting' : 'open',
    files: row.files,
    expiresAt: row.expires_at.toISOString(),
  };
}

function tooMany(oldest: Date | null, now: Date): Refusal {
  const wait = Math.max(1, (oldest ?? now).getTime() + WINDOW_MS - now.getTime());
  return new Refusal(tooManyRequests, { headers: { 'retry-after': String(Math.ceil(wait / 1000)) } });
}
