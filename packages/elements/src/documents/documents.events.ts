/** The person had the bytes of a document: they looked at it here, or took a copy. */
export class PortalDocumentOpenedEvent extends Event {
  readonly documentId: string;
  readonly purpose: 'view' | 'download';

  constructor(documentId: string, purpose: 'view' | 'download') {
    super('portal-document-opened', { bubbles: true, composed: true });
    this.documentId = documentId;
    this.purpose = purpose;
  }
}

declare global {
  interface HTMLElementEventMap {
    'portal-document-opened': PortalDocumentOpenedEvent;
  }
}
