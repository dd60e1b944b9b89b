import {
  actAsOff,
  contactDisabled,
  notFound,
  originNotAllowed,
  type Preview,
  previewOff,
  previewRole,
  primaryMissing,
  primaryOnly,
  reasonRequired,
  type RoleName,
  type Settings,
} from '@portico/contract';
import { clientExists, getContact, getPrimaryContact } from '../clients/store.js';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Reader } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { getFirm, getStaff, isOriginAllowed } from '../firms/store.js';
import { Refusal } from '../http/refusal.js';
import { insertPreview } from '../session/store.js';
import { hashText, newToken } from '../session/tokens.js';

/** A preview ends then, whatever happens in it. */
export const PREVIEW_MINUTES = 15;
/** Its link goes from one tab to the next and not through a mailbox. */
const LINK_SECONDS = 60;

export interface PreviewOrder {
  readonly clientId: string;
  readonly contactId?: string | undefined;
  readonly mode: Preview['mode'];
  readonly reason?: string | undefined;
  readonly page: string;
}

/** Previews by staff. Every layer that refuses has a code of its own. */
export const createPreviews = ({ work }: Deps) => ({
  async open(actor: Actor, order: PreviewOrder): Promise<Preview> {
    const { firmId, id: staffId } = actor;
    if (staffId === null) throw new Error('A preview bears a name');
    const page = new URL(order.page);
    const contactId = await work.read(firmId, async (db) => {
      const { settings } = await getFirm(db, firmId);
      checkMode(settings.preview, await getStaff(db, firmId, staffId), order);
      if (!(await isOriginAllowed(db, firmId, page.origin))) throw new Refusal(originNotAllowed);
      return (await chosen(db, firmId, settings.preview, order)).id;
    });
    return work.change({ ...actor, onBehalfOf: contactId }, async ({ tx, now, record }) => {
      const contact = await getContact(tx, firmId, contactId);
      if (!contact?.portal_access) throw new Refusal(contactDisabled);
      const id = newId('ses');
      const secret = newToken('pcs');
      const expiresAt = new Date(now.getTime() + PREVIEW_MINUTES * 60_000);
      await insertPreview(tx, {
        firmId,
        id,
        contactId: contact.id,
        staffId,
        readOnly: order.mode === 'read_only',
        reason: order.reason ?? null,
        secretHash: hashText(secret),
        secretExpiresAt: new Date(now.getTime() + LINK_SECONDS * 1000),
        origin: page.origin,
        now,
        expiresAt,
      });
      record({
        action: order.mode === 'act_as' ? 'previews.actAs' : 'previews.open',
        object: id,
        ...(order.reason !== undefined && { details: { reason: order.reason } }),
        event: { type: 'preview.opened', data: { contactId: contact.id, staffId, mode: order.mode } },
      });
      page.hash = `portal-preview=${secret}`;
      return { id, contactId: contact.id, mode: order.mode, url: page.href, expiresAt: expiresAt.toISOString() };
    });
  },
});

/** @throws Refusal where the firm's settings do not let this member look, or not in this way */
function checkMode(
  { mode, roles }: Settings['preview'],
  staff: { readonly role: RoleName } | undefined,
  order: PreviewOrder,
): void {
  if (mode === 'off') throw new Refusal(previewOff);
  if (!staff || !roles.includes(staff.role)) throw new Refusal(previewRole);
  if (order.mode === 'read_only') return;
  if (mode !== 'act_as') throw new Refusal(actAsOff);
  if (order.reason === undefined) throw new Refusal(reasonRequired);
}

/** The contact whose eyes are lent. @throws Refusal with the code of what is missing */
async function chosen(
  db: Reader,
  firmId: string,
  preview: Settings['preview'],
  { clientId, contactId }: Pick<PreviewOrder, 'clientId' | 'contactId'>,
) {
  if (!(await clientExists(db, firmId, clientId))) throw new Refusal(notFound);
  const primary = await getPrimaryContact(db, firmId, clientId);
  if (contactId === undefined) {
    if (!primary) throw new Refusal(primaryMissing);
    return primary;
  }
  const contact = await getContact(db, firmId, contactId);
  if (contact?.client_id !== clientId) throw new Refusal(notFound);
  if (preview.contact === 'primary' && contact.id !== primary?.id) throw new Refusal(primaryOnly);
  return contact;
}
