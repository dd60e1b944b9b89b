/** The receipt of a document: folded away, to read as a PDF, and signed for whoever wants to prove it. */
import type { ChecklistRequest, Document } from '@portico/contract';
import { html, type TemplateResult } from 'lit';
import type { PanelView } from './panel-view.js';

/** What is folded away behind "Receipt". */
export function receipt({ words, receipts }: PanelView, request: ChecklistRequest, document: Document): TemplateResult {
  const button = (form: 'receiptPdf' | 'receiptSigned'): TemplateResult =>
    html`<button
      type="button"
      class="button quiet"
      aria-label="${words(form)}, ${words('receipt')}: ${document.name}"
      @click=${() => {
        receipts?.get(request, document, form === 'receiptPdf');
      }}
    >
      ${words(form)}
    </button>`;
  return html`<details class="receipt">
    <summary aria-label="${words('receipt')}: ${document.name}">${words('receipt')}</summary>
    <div class="buttons">${receipts?.pdf ? button('receiptPdf') : ''} ${button('receiptSigned')}</div>
  </details>`;
}
