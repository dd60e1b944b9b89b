/** What an act has brought and taken away: an answer may do both. */
import type { Checklist, ChecklistRequest } from '@portico/contract';
import { requestsOf } from '../checklist/progress.js';

export interface Changes {
  readonly came: readonly ChecklistRequest[];
  readonly went: readonly ChecklistRequest[];
}

/** Compares a checklist with what it was before. */
export function changesBetween(before: Checklist | undefined, after: Checklist): Changes {
  const old = before ? requestsOf(before) : [];
  const now = requestsOf(after);
  const beside = (some: readonly ChecklistRequest[], others: readonly ChecklistRequest[]): ChecklistRequest[] =>
    some.filter(({ id }) => !others.some((other) => other.id === id));
  return { came: before ? beside(now, old) : [], went: beside(old, now) };
}
