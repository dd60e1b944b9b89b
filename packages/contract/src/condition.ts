/**
 * Conditions under which a request is made of a client at all, as JSON Logic (https://jsonlogic.com). What may be written is
 * far less than the language has: comparing, joining and choosing, on names that are known, in a small tree. Nothing repeats,
 * nothing makes a text, nothing reaches a method, so that whatever gets past here is worked out in a time that its size bounds.
 */
import * as z from 'zod/mini';

/** What a condition can look at, and how it can put that together. */
export const OPERATORS = ['and', 'or', '!', '!!', '==', '!=', '===', '!==', '<', '<=', '>', '>=', 'in', 'if'] as const;

const MOST_NODES = 100;
const MOST_DEPTH = 10;
const LONGEST_TEXT = 200;

/** A word of the firm's own: of a matter's data, or of a question. What every object has by itself is nobody's word. */
export function isName(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_]{0,39}$/.test(text) && !(text in {});
}

/** Name of a question or a task, by which conditions ask for its answer. */
export const ItemKey = z.string().check(
  z.regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/),
  z.refine((text) => isName(text)),
);

/** A rule of JSON Logic over `matter.caseType`, `matter.data.<name>` and `answers.<key>`. */
export type Condition = Readonly<Record<string, unknown>>;
export const Condition = z
  .record(z.string(), z.unknown())
  .check(z.refine((rule) => isCondition(rule), { error: 'Not a condition that can be evaluated here.' }));

/** Whether a value is a rule of the allowed operators, on paths of the known shapes, and small enough. */
export function isCondition(value: unknown): value is Condition {
  const left = { nodes: MOST_NODES };
  return isPlain(value) && isRule(value, MOST_DEPTH, left);
}

/** The keys whose answers a condition asks for. */
export function answersAskedBy(condition: Condition): ReadonlySet<string> {
  const keys = new Set<string>();
  collect(condition, keys);
  return keys;
}

interface Left {
  nodes: number;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRule(value: unknown, depth: number, left: Left): boolean {
  left.nodes -= 1;
  if (left.nodes < 0 || depth === 0) return false;
  if (typeof value === 'string') return value.length <= LONGEST_TEXT;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'boolean' || value === null) return true;
  if (Array.isArray(value)) return value.every((item) => isRule(item, depth - 1, left));
  if (!isPlain(value)) return false;
  const [entry, ...more] = Object.entries(value);
  if (!entry || more.length > 0) return false;
  const [operator, operands] = entry;
  if (operator === 'var') return typeof operands === 'string' && isPath(operands);
  return OPERATORS.some((known) => known === operator) && isRule(operands, depth - 1, left);
}

function isPath(path: string): boolean {
  if (path === 'matter.caseType') return true;
  const [, name] = /^(?:matter\.data|answers)\.([^.]+)$/.exec(path) ?? [];
  return name !== undefined && isName(name);
}

function collect(value: unknown, keys: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, keys);
  else if (isPlain(value)) {
    const path = value['var'];
    if (typeof path === 'string' && path.startsWith('answers.')) keys.add(path.slice('answers.'.length));
    else for (const operands of Object.values(value)) collect(operands, keys);
  }
}
