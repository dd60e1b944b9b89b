/** The receipt of a document: folded away, to read as a PDF, and signed for whoever wants to prove it. */
import type { Portal } from '@portico/client';
import type { ChecklistRequest, Document } from '@portico/contract';
import { html, type TemplateResult } from 'lit';
import { save } from '../core/save.js';
import type { PanelView } from './panel-view.js';

/** Gets receipts and gives them to the browser's downloads. A portal without PDF is asked for one once. */
export class ReceiptDesk {
  readonly #changed: () => void;
  #pdf = true;

  /** @param changed called when there is something new to draw */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Whether a receipt comes as a PDF, as far as is known. */
  get pdf(): boolean {
    return this.#pdf;
  }

  async signed(portal: Portal, id: string, signal: AbortSignal): Promise<void> {
    save(await portal.documents.receipt(id, { signal }), `receipt-${id}.json`);
  }

  /** Where there is no PDF to be had, the signed file comes instead. */
  async printed(portal: Portal, id: string, language: string, signal: AbortSignal): Promise<void> {
    try {
      save(await portal.documents.receiptPdf(id, { language }, { signal }), `receipt-${id}.pdf`);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'pdf_unavailable')) throw error;
      this.#pdf = false;
      this.#changed();
      await this.signed(portal, id, signal);
    }
  }
}

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
