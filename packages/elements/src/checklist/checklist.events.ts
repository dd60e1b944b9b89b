/** A document arrived: every check has passed and the firm has it. */
export class PortalDocumentUploadedEvent extends Event {
  /** Undefined where it came by a one-time link, which is for one request and knows no checklist. */
  readonly checklistId: string | undefined;
  readonly requestId: string;
  readonly documentId: string;

  constructor(checklistId: string | undefined, requestId: string, documentId: string) {
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
