/** The receipt as it is printed: the signed facts in the reader's words, and what they were signed with. */
import type { Receipt } from '@portico/audit';
import type { Settings } from '@portico/contract';
import { inLanguage } from '../language.js';
import { wordsIn } from '../mail/words.js';
import type { LogoFile } from '../logo/store.js';
import { code, fact, filesOf, sheetOf } from '../papers/sheet.js';
import type { PdfOrder } from '../ports/pdf.js';
import { receiptStrings } from './receipt.strings.js';

export interface Printed {
  readonly receipt: Receipt;
  /** The signed file's text. */
  readonly signed: string;
  /** Verifier key that signed it. */
  readonly key: string;
  readonly settings: Pick<Settings, 'letterhead' | 'support'>;
  readonly logo?: LogoFile | undefined;
  /** Of whoever reads it, the best first. */
  readonly languages: readonly string[];
}

/** What a receipt's file is called, without the ending. */
export function receiptName({ document }: Receipt): string {
  return `receipt-${document.id}`;
}

export function paperOf({ receipt, signed, key, settings, logo, languages }: Printed): PdfOrder {
  const { language, words } = wordsIn(receiptStrings, languages);
  const { audit, document, firm, matter, sender } = receipt;
  const title = (texts: Receipt['request']['title']) => inLanguage(texts, [language, ...languages]);
  const whole = new Intl.NumberFormat(language, { numberingSystem: 'latn' });
  return {
    template: 'receipts/receipt.typ',
    files: filesOf({ logo }),
    data: {
      ...sheetOf({ firmName: firm.name, logo, settings, language, title: words.title, footer: words.footer }),
      lead: words.lead(firm.name),
      facts: [
        fact(words.file, document.name),
        fact(words.size, words.bytes(whole.format(document.size))),
        fact(words.receivedAt, momentOf(receipt.receivedAt, language)),
        fact(words.sender, sender.name),
        fact(words.request, title(receipt.request.title)),
        fact(words.checklist, title(receipt.checklist.title)),
        fact(words.matter, matter.reference === null ? matter.title : `${matter.title} (${matter.reference})`),
      ],
      proof: {
        title: words.proofTitle,
        text: words.proof,
        facts: [
          code(words.fingerprint, document.sha256),
          code(words.document, document.id),
          ...(audit ? [code(words.entry, String(audit.seq))] : []),
          code(words.key, key),
        ],
      },
      attachment: { name: `${receiptName(receipt)}.json`, text: signed, description: words.attached },
    },
  };
}

/** In UTC, to the second, and saying so: a receipt is read anywhere. */
function momentOf(instant: string, language: string): string {
  const format = new Intl.DateTimeFormat(`${language}-u-nu-latn`, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
    timeZoneName: 'short',
  });
  return format.format(new Date(instant));
}
