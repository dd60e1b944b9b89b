/** Receipts for tests, made in memory as the server writes them. */
import { createHash } from 'node:crypto';
import { originOf } from './checkpoint.js';
import { FIRM } from './export.suite.js';
import { newSeed, type NoteSigner, signerOf, verifierKey } from './note.js';
import { type Receipt, signReceipt } from './receipt.js';

export const FILE = new TextEncoder().encode('%PDF-1.7 the passport of a person who does not exist');

export function receiptOf(changes: Partial<Receipt> = {}): Receipt {
  return {
    audit: { leaf: 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=', seq: 41 },
    checklist: { id: 'chk_01h455vb4pex5vsknk084sn02q', title: { en: 'Family petition' } },
    document: {
      id: 'doc_01h455vb4pex5vsknk084sn02q',
      name: '护照 جواز سفر passport.pdf',
      sha256: createHash('sha256').update(FILE).digest('hex'),
      size: FILE.byteLength,
      type: 'application/pdf',
    },
    firm: { id: FIRM, name: 'Rowan & Hale Law' },
    matter: { id: 'mat_01h455vb4pex5vsknk084sn02q', reference: null, title: 'Residence' },
    receivedAt: '2026-11-22T10:00:00.000Z',
    request: { id: 'req_01h455vb4pex5vsknk084sn02q', title: { ar: 'جواز السفر', en: 'Passport' } },
    sender: { id: 'con_01h455vb4pex5vsknk084sn02q', name: '王小明' },
    ...changes,
  };
}

export const aSigner = (firm = FIRM): Promise<NoteSigner> => signerOf(originOf('portal.firm.example', firm), newSeed());

export async function aReceipt(receipt = receiptOf(), signer?: NoteSigner) {
  const signs = signer ?? (await aSigner());
  return { text: await signReceipt(receipt, signs), key: verifierKey(signs), signer: signs };
}
