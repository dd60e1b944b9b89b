/**
 * Works out which requests of a checklist are made of a client. The server does so for real; whoever writes templates can do
 * the same before they send one. An entry of its own, since the engine has no place in a page's first load.
 */
import { defaultMethods, LogicEngine } from 'json-logic-engine';
import { answersAskedBy, type Condition, isCondition, isName, OPERATORS } from './condition.js';

export { answersAskedBy, type Condition, isCondition, OPERATORS } from './condition.js';
export { type ConditionalItem, faultsOf, type ItemFault } from './conditional-items.js';

export type AnswerValue = string | boolean;

/** What conditions look at. */
export interface Facts {
  readonly matter: {
    readonly caseType: string | null;
    readonly data: Readonly<Record<string, string | number | boolean>>;
  };
  readonly answers: Readonly<Record<string, AnswerValue>>;
}

const engine = new LogicEngine(methods(), { disableInline: true, disableInterpretedOptimization: true });

/**
 * Whether a condition holds. What cannot be decided (a number compared with a word, a rule that is none) does not hold:
 * nothing is asked of a client on a guess.
 */
export function holds(condition: Condition, { matter, answers }: Facts): boolean {
  if (!isCondition(condition)) return false;
  const data = { matter: { caseType: matter.caseType, data: bare(matter.data) }, answers: bare(answers) };
  try {
    return Boolean(engine.truthy(engine.run(condition, data)));
  } catch {
    return false;
  }
}

/** An item, and what has been answered to it: null where nothing has. */
export interface AskedItem {
  readonly key?: string | null | undefined;
  readonly condition?: Condition | null | undefined;
  readonly answer?: AnswerValue | null | undefined;
}

/**
 * For each of a checklist's items, in their order, whether it applies. An answer to what does not apply is no answer, so that
 * whatever hangs on it goes as well.
 */
export function applying(items: readonly AskedItem[], matter: Facts['matter']): boolean[] {
  const byKey = new Map(items.flatMap((item) => (item.key ? [[item.key, item] as const] : [])));
  const known = new Map<AskedItem, boolean>();
  const applies = (item: AskedItem): boolean => {
    const before = known.get(item);
    if (before !== undefined) return before;
    // Whoever waits for itself waits for ever.
    known.set(item, false);
    const answers: Record<string, AnswerValue> = {};
    for (const key of item.condition ? answersAskedBy(item.condition) : []) {
      const asked = byKey.get(key);
      const answer = asked && applies(asked) ? asked.answer : null;
      if (answer !== null && answer !== undefined) answers[key] = answer;
    }
    const result = !item.condition || holds(item.condition, { matter, answers });
    known.set(item, result);
    return result;
  };
  return items.map(applies);
}

/** Nothing but names that a condition may ask for: what every object has is none of them. */
function bare<T>(values: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => isName(name)));
}

/** The engine knows what is allowed here and no more. */
function methods(): Record<string, unknown> {
  const known: Readonly<Record<string, unknown>> = defaultMethods;
  return Object.fromEntries(['var', ...OPERATORS].map((name) => [name, known[name]]));
}
