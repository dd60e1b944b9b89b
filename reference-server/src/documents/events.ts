/**
 * What other systems are told of a document. A thin payload is ids and an address; a full one, which the firm asks for in
 * its settings, says as well what a reader would fetch next, and so carries personal data to wherever it is sent.
 */
import type { EventValue } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import type { Reader } from '../database/tables.js';
import type { Fact } from '../database/work.js';
import type { Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import type { DocumentRow } from './store.js';

type Told = Pick<DocumentRow, 'firm_id' | 'id' | 'request_id' | 'matter_id' | 'contact_id' | 'name' | 'type' | 'size'>;
type Event = NonNullable<Fact['event']>;

/** A document has come in. Whoever sent it is the uploader, also where staff did so in a contact's name. */
export function uploadedEvent(
  { config }: Pick<Deps, 'config'>,
  db: Reader,
  document: Told,
  from: { readonly uploadId: string; readonly actor: Actor; readonly byLink: boolean },
): Promise<Event> {
  const { actor, byLink, uploadId } = from;
  const isStaff = actor.type === 'staff' && actor.id !== null;
  return eventOf(config, db, 'document.uploaded', document, {
    uploadId,
    uploaderType: isStaff ? 'staff' : byLink ? 'link' : 'client',
    uploaderId: isStaff ? (actor.id ?? '') : document.contact_id,
  });
}

/** Something was read from a document; nobody has confirmed it. @param fields by name, in a full payload alone */
export function readEvent(
  { config }: Pick<Deps, 'config'>,
  db: Reader,
  document: Told,
  fields: Readonly<Record<string, string>>,
): Promise<Event> {
  return eventOf(config, db, 'document.read', document, {}, { extractedFields: fields });
}

/** A document did not pass its safety check, and nobody can open it. */
export function quarantinedEvent({ config }: Pick<Deps, 'config'>, db: Reader, document: Told): Promise<Event> {
  return eventOf(config, db, 'document.quarantined', document, {});
}

async function eventOf(
  { publicUrl }: Deps['config'],
  db: Reader,
  type: string,
  document: Told,
  thin: Readonly<Record<string, EventValue>>,
  full: Readonly<Record<string, EventValue>> = {},
): Promise<Event> {
  const { settings } = await getFirm(db, document.firm_id);
  return {
    type,
    data: {
      documentId: document.id,
      requestId: document.request_id,
      matterId: document.matter_id,
      ...thin,
      accessUrl: `${publicUrl}/v1/firm/documents/${document.id}`,
      ...(settings.webhookPayload === 'full' && {
        fileName: document.name,
        fileSize: document.size,
        mimeType: document.type,
        ...full,
      }),
    },
  };
}
