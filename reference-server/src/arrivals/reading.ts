/**
 * What was read from a document, as it is kept: JSON, sealed under the firm's key, because it is the number and the date
 * of birth of a person. An offer to the staff; nothing in the server acts on it.
 */
import { ReadField } from '@portico/contract';
import * as z from 'zod/mini';
import type { FileKeys } from '../files/keys.js';
import type { PassportReading } from '../passport/read.js';
import type { PageText } from '../ports/ocr.js';

export const KeptReading = z.object({
  source: z.enum(['passport_lines', 'text']),
  lines: z.array(z.string()),
  text: z.nullable(z.object({ value: z.string(), confidence: z.number() })),
  fields: z.array(ReadField),
});
export type KeptReading = z.infer<typeof KeptReading>;

/** @param today for the century, of which the lines have two digits */
export function fromPassport({ lines, fields }: PassportReading, today: Date): KeptReading {
  return {
    source: 'passport_lines',
    lines: [...lines],
    text: null,
    fields: fields.map((field) => ({ ...field, value: dayOf(field.name, field.value, today), accepted: null })),
  };
}

export function fromText({ text, confidence }: PageText): KeptReading {
  return { source: 'text', lines: [], text: { value: text, confidence }, fields: [] };
}

/** The fields that other systems ask for most, as one would say them. */
export function extractedFields({ fields }: KeptReading): Record<string, string> {
  const of = (name: ReadField['name']) => fields.find((field) => field.name === name)?.value;
  const name = [of('firstName'), of('lastName')].filter((part) => part !== undefined).join(' ');
  const [documentNumber, dob] = [of('documentNumber'), of('birthDate')];
  return {
    ...(name !== '' && { name }),
    ...(documentNumber !== undefined && { documentNumber }),
    ...(dob !== undefined && { dob }),
  };
}

/** Seals and opens readings; bound to the document. */
export function readingsBy(keys: FileKeys) {
  const label = (documentId: string) => `reading ${documentId}`;
  return {
    seal: (firmId: string, documentId: string, reading: KeptReading) =>
      keys.seal(firmId, label(documentId), new TextEncoder().encode(JSON.stringify(reading))),
    async open(firmId: string, documentId: string, sealed: Uint8Array): Promise<KeptReading> {
      const plain = await keys.unseal(firmId, label(documentId), sealed);
      return z.parse(KeptReading, JSON.parse(new TextDecoder().decode(plain)));
    },
  };
}

/** YYMMDD as a day: nobody is born tomorrow, and no paper was valid until 1999. */
function dayOf(name: string, value: string, today: Date): string {
  const [, year = '', month = '', day = ''] = /^(\d\d)(\d\d)(\d\d)$/.exec(value) ?? [];
  if (year === '' || (name !== 'birthDate' && name !== 'expirationDate')) return value;
  const young = `20${year}-${month}-${day}`;
  return name === 'birthDate' && young > today.toISOString().slice(0, 10) ? `19${year}-${month}-${day}` : young;
}
