/** A document arrived: every check has passed and the firm has it. */
export class PortalDocumentUploadedEvent extends Event {
  readonly requestId: string;
  readonly documentId: string;
  /** Undefined where it came by a one-time link, which is for one request and knows no checklist. */
  readonly checklistId: string | undefined;

  constructor(requestId: string, documentId: string, checklistId?: string) {
    super('portal-document-uploaded', { bubbles: true, composed: true });
    this.requestId = requestId;
    this.documentId = documentId;
    this.checklistId = checklistId;
  }
}

declare global {
  interface HTMLElementEventMap {
    'portal-document-uploaded': PortalDocumentUploadedEvent;
  }
}
