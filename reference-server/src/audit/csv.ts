/**
 * CSV of RFC 4180 that a spreadsheet shows and never runs (OWASP ASVS 1.2.10): a cell that begins like a formula gets
 * an apostrophe before it.
 */

/** What a spreadsheet takes for the beginning of a formula, the full-width forms included, and what it skips before one. */
const DANGEROUS = /^[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/;
const NEEDS_QUOTES = /[",\r\n\t\0]/;

/** One row with its line end. */
export function csvRow(cells: readonly (string | number | null)[]): string {
  return `${cells.map((cell) => (typeof cell === 'string' ? csvCell(cell) : String(cell ?? ''))).join(',')}\r\n`;
}

/** A text as one cell. */
export function csvCell(text: string): string {
  const safe = DANGEROUS.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
