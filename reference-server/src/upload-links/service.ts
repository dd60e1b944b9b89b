import {
  type AccessToken,
  conflict,
  type NewUploadLink,
  notFound,
  oneTimeUploadOff,
  originNotAllowed,
  PHONE_LINK_WORKS_MINUTES,
  requestClosed,
  type UploadLink,
  uploadLinkGone,
  type UploadLinkView,
} from '@portico/contract';
import { findRequest } from '../checklists/store.js';
import { getContact } from '../clients/store.js';
import type { Actor, From } from '../database/actor.js';
import { everyFirm } from '../database/confine.js';
import { newId } from '../database/ids.js';
import type { Deps } from '../deps.js';
import { getFirm, isOriginAllowed } from '../firms/store.js';
import type { ClientCaller, Viewer } from '../http/caller.js';
import type { Place } from '../http/place.js';
import { found, Refusal } from '../http/refusal.js';
import { isOver } from '../requests/life.js';
import { verifyProof } from '../session/dpop.js';
import { insertLinkSession } from '../session/store.js';
import { hashText, newToken, tokenHash } from '../session/tokens.js';
import * as store from './store.js';

const DAY_MS = 86_400_000;
const TOKEN_SECONDS = 600;

export interface LinkOrder {
  readonly requestId: string;
  readonly contactId: string;
  readonly maxFiles: number;
  readonly days: number;
  readonly page: string;
}

/** Links by which somebody without an account sends documents for one request. */
export const createUploadLinks = (deps: Deps) => {
  const { work } = deps;
  return {
    create: (actor: Actor, viewer: Viewer, order: LinkOrder): Promise<NewUploadLink> =>
      work.change(actor, async ({ tx, now, record }) => {
        const { firmId } = viewer;
        const request = await findRequest(tx, viewer, order.requestId);
        const contact = await getContact(tx, firmId, order.contactId);
        if (!request || contact?.client_id !== request.clientId || contact.erased_at !== null)
          throw new Refusal(notFound);
        if (request.type !== 'documents') throw new Refusal(conflict, { reason: 'takes_no_documents' });
        if (!request.applies) throw new Refusal(conflict, { reason: 'request_not_asked' });
        if (isOver(request.state)) throw new Refusal(requestClosed);
        const { settings } = await getFirm(tx, firmId);
        if (!settings.signIn.oneTimeUpload) throw new Refusal(oneTimeUploadOff);
        const page = new URL(order.page);
        if (!(await isOriginAllowed(tx, firmId, page.origin))) throw new Refusal(originNotAllowed);
        const token = newToken('pul');
        const row = await store.insertLink(tx, {
          firm_id: firmId,
          id: newId('lnk'),
          request_id: request.id,
          contact_id: contact.id,
          token_hash: hashText(token),
          origin: page.origin,
          max_files: order.maxFiles,
          files: 0,
          session_id: null,
          jkt: null,
          created_at: now,
          expires_at: new Date(now.getTime() + order.days * DAY_MS),
          revoked_at: null,
        });
        record({
          action: 'uploadLinks.create',
          object: row.id,
          about: row.contact_id,
          event: { type: 'upload_link.created', data: { uploadLinkId: row.id, requestId: request.id } },
        });
        page.hash = `portal-upload=${token}`;
        return { ...linkView(row), url: page.href };
      }),

    list: (viewer: Viewer, requestId: string) =>
      work.read(viewer.firmId, async (db) => {
        if (!(await findRequest(db, viewer, requestId))) throw new Refusal(notFound);
        const rows = await store.listLinks(db, viewer.firmId, requestId);
        return { data: rows.map(linkView), nextCursor: null };
      }),

    revoke: (actor: Actor, viewer: Viewer, id: string): Promise<UploadLink> =>
      work.change(actor, async ({ tx, now, record, nothing }) => {
        const there = found(await store.getLink(tx, viewer, id));
        const revoked = await store.revokeLink(tx, viewer.firmId, id, now);
        if (!revoked) {
          nothing();
          return linkView(there);
        }
        record({
          action: 'uploadLinks.revoke',
          object: id,
          about: revoked.contact_id,
          event: { type: 'upload_link.revoked', data: { uploadLinkId: id } },
        });
        return linkView(revoked);
      }),

    /** The proof comes first, so that a page that has yet to learn the nonce is not told of a spent link. */
    async open(request: Request, place: Place, from: From, token: string): Promise<AccessToken> {
      const jkt = await verifyProof(deps, request, { baseUrl: place.baseUrl });
      const hash = tokenHash('pul', token);
      const now = deps.clock.now();
      const link = hash && (await work.read(everyFirm, (db) => store.findOpening(db, hash, now)));
      if (!link || (place.firmId !== null && link.firm_id !== place.firmId)) throw new Refusal(uploadLinkGone);
      const { firm_id: firmId, contact_id: contactId } = link;
      if (link.origin !== request.headers.get('origin')) throw new Refusal(originNotAllowed);
      const accessToken = newToken('pat');
      const id = newId('ses');
      const own = link.session_id !== null;
      // That of a client waits for minutes, and once it is opened by their phone there is time to photograph.
      const until =
        own && link.jkt === null ? now.getTime() + PHONE_LINK_WORKS_MINUTES * 60_000 : link.expires_at.getTime();
      const end = Math.min(now.getTime() + TOKEN_SECONDS * 1000, until);
      await work.change({ firmId, type: 'contact', id: contactId, sessionId: id, ...from }, async ({ tx, record }) => {
        if (own && !(await store.bindLink(tx, firmId, link.id, jkt, new Date(until))))
          throw new Refusal(uploadLinkGone);
        await insertLinkSession(tx, {
          firmId,
          id,
          contactId,
          linkId: link.id,
          tokenHash: hashText(accessToken),
          jkt,
          origin: link.origin,
          now,
          expiresAt: new Date(end),
        });
        record({ action: 'uploadLinks.open', object: link.id, event: null });
      });
      return { accessToken, tokenType: 'DPoP', expiresIn: Math.floor((end - now.getTime()) / 1000) };
    },

    async get({ firmId, session }: ClientCaller): Promise<UploadLinkView> {
      const { link, firmName, settings } = session;
      const now = deps.clock.now();
      const view = link && (await work.read(firmId, (db) => store.viewLink(db, firmId, link.id, now)));
      if (!view) throw new Refusal(uploadLinkGone);
      return { firm: { name: firmName }, ...view, support: settings.support };
    },
  };
};

function linkView(row: store.UploadLinkRow): UploadLink {
  return {
    id: row.id,
    requestId: row.request_id,
    contactId: row.contact_id,
    maxFiles: row.max_files,
    files: row.files,
    expiresAt: row.expires_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}
