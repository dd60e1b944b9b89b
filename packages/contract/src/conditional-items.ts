/** What conditions need to hold together: that every key they ask for is there, once, and that none waits for itself. */
import { answersAskedBy, type Condition } from './condition.js';

export interface ConditionalItem {
  readonly type: string;
  /** Undefined and null alike: it has none. */
  readonly key?: string | null | undefined;
  readonly condition?: Condition | null | undefined;
}

/** What is wrong with one of some items. */
export interface ItemFault {
  /** Place of the item among those given. */
  readonly index: number;
  /**
   * `key_taken`: another item before it has the key. `key_without_answer`: it asks for documents, which are no answer.
   * `answer_unknown`: its condition asks for a key that no question or task has. `circular`: its condition waits for itself.
   */
  readonly code: 'key_taken' | 'key_without_answer' | 'answer_unknown' | 'circular';
}

/** Every fault of the items of one checklist, in their order. */
export function faultsOf(items: readonly ConditionalItem[]): ItemFault[] {
  const faults: ItemFault[] = [];
  const byKey = new Map<string, ConditionalItem>();
  for (const [index, item] of items.entries()) {
    const { key, type } = item;
    if (key === undefined || key === null) continue;
    if (type === 'documents') faults.push({ index, code: 'key_without_answer' });
    else if (byKey.has(key)) faults.push({ index, code: 'key_taken' });
    else byKey.set(key, item);
  }
  for (const [index, { condition }] of items.entries()) {
    if (!condition) continue;
    const asked = [...answersAskedBy(condition)];
    if (asked.some((key) => !byKey.has(key))) faults.push({ index, code: 'answer_unknown' });
  }
  for (const [index, item] of items.entries()) {
    if (waitsForItself(item, byKey)) faults.push({ index, code: 'circular' });
  }
  return faults.toSorted((one, other) => one.index - other.index);
}

function waitsForItself(item: ConditionalItem, byKey: ReadonlyMap<string, ConditionalItem>): boolean {
  const seen = new Set<ConditionalItem>();
  const open = [item];
  for (let next = open.pop(); next; next = open.pop()) {
    if (!next.condition) continue;
    for (const key of answersAskedBy(next.condition)) {
      const other = byKey.get(key);
      if (other === item) return true;
      if (!other || seen.has(other)) continue;
      seen.add(other);
      open.push(other);
    }
  }
  return false;
}
