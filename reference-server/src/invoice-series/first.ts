import type { SeriesBody } from '@portico/contract';

/** The series that every firm begins with: `INV-2026-0001` and `CN-2026-0001`. */
export const firstSeries: readonly SeriesBody[] = [
  { of: 'invoices', prefix: 'INV', byYear: true, digits: 4, next: 1 },
  { of: 'credit_notes', prefix: 'CN', byYear: true, digits: 4, next: 1 },
];
