/** A document arrived: every check has passed and the firm has it. */
export class PortalDocumentUploadedEvent extends Event {
  readonly checklistId: string;
  readonly requestId: string;
  readonly documentId: string;

  constructor(checklistId: string, requestId: string, documentId: string) {
    super('portal-document-uploaded', { bubbles: true, composed: true });
    this.checklistId = checklistId;
    this.requestId = requestId;
    this.documentId = documentId;
  }
}

declare global {
  interface HTMLElementEventMap {
    'portal-document-uploaded': PortalDocumentUploadedEvent;
  }
}
