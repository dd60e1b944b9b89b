import type { Portal } from '@portico/client';
import { save } from '../core/save.js';

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
