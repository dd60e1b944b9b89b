/**
 * Receipts are derived, never stored: they say what the document's row and its entry in the audit log say, and Ed25519 signs
 * the same facts with the same bytes each time. So there is nothing to keep, and nothing to lose.
 */
import { type Receipt, signReceipt, toBase64, verifierKey } from '@portico/audit';
import { notFound, pdfUnavailable } from '@portico/contract';
import { nodeAt } from '../audit/rows.js';
import type { Actor } from '../database/actor.js';
import type { Deps } from '../deps.js';
import type { WholeFile } from '../documents/download.js';
import { type DocumentRow, getDocument } from '../documents/store.js';
import type { Viewer } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { ReceiptKeys } from './keys.js';
import { findLogo } from '../logo/store.js';
import { paperOf, receiptName } from './paper.js';
import { type Circumstances, circumstancesOf } from './store.js';

export class Receipts {
  readonly #deps: Deps;
  readonly #keys: ReceiptKeys;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#keys = new ReceiptKeys(deps);
  }

  /** The signed file. @throws Refusal where the viewer has no such document */
  async signed(viewer: Viewer, id: string): Promise<WholeFile> {
    const { receipt, signed } = await this.#sign(viewer, id);
    return { name: `${receiptName(receipt)}.json`, type: 'application/json', bytes: new TextEncoder().encode(signed) };
  }

  /** The sheet to read, with the signed file attached. @param language of the reader, where it is known */
  async pdf(viewer: Viewer, id: string, language: string | undefined): Promise<WholeFile> {
    const made = await this.#sign(viewer, id);
    const { pdf, work } = this.#deps;
    if (!pdf) throw new Refusal(pdfUnavailable);
    const { settings, language: own } = made.circumstances;
    const languages = [language, own, ...settings.languages].filter((tag) => tag !== undefined);
    const logo = await work.read(viewer.firmId, (db) => findLogo(db, viewer.firmId));
    const bytes = await pdf.make(paperOf({ ...made, settings, logo, languages }));
    return { name: `${receiptName(made.receipt)}.pdf`, type: 'application/pdf', bytes };
  }

  /** Verifier keys of the firm. */
  async keys(firmId: string): Promise<{ readonly keys: string[] }> {
    return { keys: await this.#keys.list(firmId) };
  }

  /** Signs by another key from now on. @returns the verifier keys, the new one first */
  rotate(actor: Actor): Promise<{ readonly keys: string[] }> {
    return this.#keys.rotate(actor);
  }

  async #sign(viewer: Viewer, id: string) {
    const { firmId } = viewer;
    const { document, circumstances } = await this.#deps.work.read(firmId, async (db) => {
      const row = found(await getDocument(db, viewer, id));
      // Nobody has sent what the firm has made of it.
      if (row.origins.length > 0) throw new Refusal(notFound);
      return { document: row, circumstances: await circumstancesOf(db, firmId, id) };
    });
    const receipt = receiptOf(document, circumstances);
    const signer = await this.#keys.signer(firmId);
    return { receipt, circumstances, signed: await signReceipt(receipt, signer), key: verifierKey(signer) };
  }
}

function receiptOf(document: DocumentRow, about: Circumstances): Receipt {
  const { id, name, sha256, size, type } = document;
  return {
    audit:
      about.seq === null || about.nodes === null ? null : { leaf: toBase64(nodeAt(about.nodes, 0)), seq: about.seq },
    checklist: { id: about.checklistId, title: about.checklistTitle },
    document: { id, name, sha256, size, type },
    firm: { id: document.firm_id, name: about.firmName },
    matter: { id: document.matter_id, reference: about.reference, title: about.matterTitle },
    receivedAt: document.created_at.toISOString(),
    request: { id: document.request_id, title: about.requestTitle },
    sender: { id: document.contact_id, name: about.sender },
  };
}
