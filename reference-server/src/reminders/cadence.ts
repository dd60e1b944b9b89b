/** When it is time to remind, by the firm's days and hours. */
import type { Reminders, Settings } from '@portico/contract';
import { dayOf, daysAfter, hourOf } from '../firms/today.js';

/** A step that was missed for so many days is missed for good: what is far behind is for people to look at. */
const GOOD_FOR_DAYS = 7;

/** A reminder of the cadence: days from the due day, below zero before it. */
export type Step = number;

/** @returns the firm's day and its cadence, where reminders go out at this instant */
export function remindingNow(
  settings: Pick<Settings, 'reminders' | 'timeZone'>,
  now: Date,
): { readonly day: string; readonly reminders: Reminders } | undefined {
  const { reminders } = settings;
  if (!reminders?.on) return undefined;
  const hour = hourOf(settings, now);
  return hour >= reminders.hours.from && hour < reminders.hours.to
    ? { day: dayOf(settings, now), reminders }
    : undefined;
}

/** First to last. */
export function stepsOf({ daysBefore, daysAfter: after }: Pick<Reminders, 'daysBefore' | 'daysAfter'>): Step[] {
  return [...daysBefore.map((days) => -days), ...after].sort((one, other) => one - other);
}

export interface Span {
  readonly step: Step;
  /** Due days for which it is this step's turn today. */
  readonly dueFrom: string;
  readonly dueTo: string;
}

/** Whose turn it is on a day, by due days: the last step that has come, never one before it. */
export function spansOn(today: string, steps: readonly Step[]): Span[] {
  return steps.map((step, at) => {
    const end = Math.min(steps[at + 1] ?? Infinity, step + GOOD_FOR_DAYS);
    return { step, dueFrom: daysAfter(today, 1 - end), dueTo: daysAfter(today, -step) };
  });
}

/** @param owed what is owed since `since`: what began to be owed on the step's own day, or later, is not reminded of by it */
export function stepFor(
  spans: readonly Span[],
  { dueOn, since }: { readonly dueOn: string; readonly since: string },
): Step | undefined {
  return spans.find(({ step, dueFrom, dueTo }) => dueOn >= dueFrom && dueOn <= dueTo && daysAfter(dueOn, step) > since)
    ?.step;
}
