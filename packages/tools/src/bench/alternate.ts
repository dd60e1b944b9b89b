import { median, rounded } from './row.js';

const ROUNDS = 7;

/** A, B, B, A …: whatever else the machine does meets both. @returns medians, and the median of one over the other */
export async function alternate<Asked>(
  one: Asked,
  other: Asked,
  measure: (asked: Asked) => Promise<number>,
): Promise<[one: number, other: number, ratio: number]> {
  await measure(one);
  await measure(other);
  const pairs: [number, number][] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round % 2 === 0) pairs.push([await measure(one), await measure(other)]);
    else {
      const second = await measure(other);
      pairs.push([await measure(one), second]);
    }
  }
  return [
    median(pairs.map(([first]) => first)),
    median(pairs.map(([, second]) => second)),
    rounded(median(pairs.map(([first, second]) => first / second))),
  ];
}
