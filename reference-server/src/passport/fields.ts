/**
 * What the characters mean. `mrz` takes the lines apart and reckons the check digits, without its autocorrection,
 * which turns what does not fit into what does: that can be valid and wrong.
 */
import { ReadFieldName } from '@portico/contract';
import { type FieldName, parse } from 'mrz';
import type { Character } from './match.js';

/** Fields that are offered; check digits are no content. */
const OFFERED = ReadFieldName.options;

/** The digit that vouches for a field. */
const CHECKED_BY: { readonly [F in ReadFieldName]?: FieldName } = {
  documentNumber: 'documentNumberCheckDigit',
  birthDate: 'birthDateCheckDigit',
  expirationDate: 'expirationDateCheckDigit',
  personalNumber: 'personalNumberCheckDigit',
};

/**
 * A check digit cannot tell 6 from G, 8 from S or 0 from U (their values differ by tens), so a field is verified only
 * where no character of it was a near thing.
 */
const SURE = 0.35;

export interface PassportField {
  readonly name: ReadFieldName;
  /** As printed, without fillers; dates are YYMMDD, and `<` stands for what is not known of them. */
  readonly value: string;
  /** 0 to 1, by the least certain character. */
  readonly confidence: number;
  /** Its own check digit and the composite one hold. Names and countries have no digit and are never verified. */
  readonly verified: boolean;
}

/** The fields of a zone; those that are empty or break their own rules are left out. */
export function fieldsOf(lines: readonly (readonly Character[])[]): PassportField[] {
  const { details } = parse(
    lines.map((line) => line.map(({ glyph }) => glyph).join('')),
    { autocorrect: false },
  );
  const holds = (name: FieldName | undefined) =>
    name !== undefined && details.some(({ field, valid }) => field === name && valid);
  const composite = holds('compositeCheckDigit');
  return details.flatMap((detail): PassportField[] => {
    const name = OFFERED.find((offered) => offered === detail.field);
    if (!name || !detail.valid || !detail.value) return [];
    const read = (lines[detail.line] ?? []).slice(detail.start, detail.end);
    const confidence = Math.min(...read.map(certainty), 1);
    const verified = composite && holds(CHECKED_BY[name]) && confidence >= SURE;
    return [{ name, value: detail.value, confidence: Math.round(confidence * 100) / 100, verified }];
  });
}

/** 0 to 1: how alike, and how much more alike than the next best. */
export function certainty({ score, margin }: Character): number {
  const alike = Math.max(0, Math.min(1, (score - 0.4) / 0.4));
  return alike * Math.max(0, Math.min(1, margin / 0.12));
}
