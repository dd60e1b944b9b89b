/**
 * What of the audit log stands in the list of a contact's own activity: what they did themselves, what was done in their
 * name, and what the firm did with their account and documents. Everything else stays the firm's.
 */
import type { ActivityCode, ActivityEntry } from '@portico/contract';
import type { NewAuditEntry } from '../audit/append.js';
import { newId } from '../database/ids.js';

/** Actions that are shown once they are done. */
const DONE: Readonly<Record<string, ActivityCode>> = {
  'signIn.complete': 'signed_in',
  'session.end': 'signed_out',
  'devices.signOut': 'device_signed_out',
  'devices.signOutOthers': 'other_devices_signed_out',
  'password.change': 'password_changed',
  'password.set': 'password_changed',
  'passkeys.add': 'passkey_added',
  'passkeys.remove': 'passkey_removed',
  'emailChange.ask': 'email_change_asked',
  'emailChange.confirm': 'email_change_confirmed',
  'emailChange.complete': 'email_changed',
  'emailChange.refuse': 'email_change_refused',
  'emailChange.withdraw': 'email_change_withdrawn',
  'phone.change': 'phone_changed',
  'phone.remove': 'phone_removed',
  'contacts.sendPasswordLink': 'password_link_sent',
  'session.update': 'language_changed',
  'notifications.update': 'notifications_changed',
  'contacts.enablePortal': 'access_enabled',
  'contacts.disablePortal': 'access_disabled',
  'contacts.update': 'contact_updated',
  'invitations.resend': 'invitation_sent',
  'previews.open': 'preview_opened',
  'previews.actAs': 'act_as_opened',
  'documents.upload': 'document_sent',
  'documents.download': 'document_downloaded',
  'documents.accept': 'document_accepted',
  'documents.return': 'document_returned',
  'documents.quarantine': 'document_returned',
  'uploadLinks.create': 'upload_link_created',
  'uploadLinks.revoke': 'upload_link_revoked',
};

/** Problem codes of refusals that somebody has to know of, because their session ended by them. */
const REFUSED: Readonly<Record<string, ActivityCode>> = { refresh_reused: 'session_ended' };

/** An entry's row in the list of whom it concerns; undefined where it is for no contact. */
export function activityRow({ actor, about, action, result, code, details }: Omit<NewAuditEntry, 'at'>, seq: number) {
  const shown = result === 'done' ? DONE[action] : REFUSED[code ?? ''];
  const contactId = about ?? actor.onBehalfOf ?? (actor.type === 'contact' ? actor.id : null);
  // That a preview was opened says enough; its end is no sign-out of the contact's.
  if (shown === undefined || contactId === null || (action === 'session.end' && actor.type === 'staff'))
    return undefined;
  return { firm_id: actor.firmId, contact_id: contactId, id: newId('act'), seq, code: shown, by: doer(actor, details) };
}

function doer(actor: NewAuditEntry['actor'], details: NewAuditEntry['details']): ActivityEntry['by']['kind'] {
  if (actor.onBehalfOf !== undefined) return 'staff';
  // Of a mail: whoever followed it has shown nothing else of who they are.
  if (actor.type === 'visitor') return 'link';
  if (actor.type !== 'contact') return 'firm';
  return details?.['link'] === undefined ? 'self' : 'link';
}
