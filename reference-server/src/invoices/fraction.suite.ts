/** Exact fractions, for computing sums another way than the server does. Nothing of it is shared with rounding.ts. */
export class Fraction {
  readonly #top: bigint;
  readonly #bottom: bigint;

  private constructor(top: bigint, bottom: bigint) {
    this.#top = top;
    this.#bottom = bottom;
  }

  static of(whole: number): Fraction {
    return new Fraction(BigInt(whole), 1n);
  }

  /** @param decimal read digit by digit; each behind the point makes the parts ten times smaller */
  static parse(decimal: string): Fraction {
    let [top, bottom] = [0n, 1n];
    let behind = false;
    for (const sign of decimal) {
      if (sign === '.') behind = true;
      else {
        top = top * 10n + BigInt(sign);
        if (behind) bottom *= 10n;
      }
    }
    return new Fraction(top, bottom);
  }

  plus(other: Fraction): Fraction {
    return new Fraction(this.#top * other.#bottom + other.#top * this.#bottom, this.#bottom * other.#bottom);
  }

  minus(other: Fraction): Fraction {
    return this.plus(new Fraction(-other.#top, other.#bottom));
  }

  times(other: Fraction): Fraction {
    return new Fraction(this.#top * other.#top, this.#bottom * other.#bottom);
  }

  over(whole: number): Fraction {
    return new Fraction(this.#top, this.#bottom * BigInt(whole));
  }

  dividedBy(other: Fraction): Fraction {
    return new Fraction(this.#top * other.#bottom, this.#bottom * other.#top);
  }

  isMore(than = Fraction.of(0)): boolean {
    return this.minus(than).#top > 0n;
  }

  floor(): Fraction {
    return new Fraction(this.#top / this.#bottom, 1n);
  }

  /** Of nothing or more: up from the half on. */
  round(): Fraction {
    const floor = this.floor();
    const rest = this.minus(floor);
    return Fraction.of(1).minus(rest).isMore(rest) ? floor : floor.plus(Fraction.of(1));
  }

  whole(): number {
    if (this.#top % this.#bottom !== 0n) throw new Error('Not whole');
    return Number(this.#top / this.#bottom);
  }
}

/** Gives out an amount unit by unit: each goes to whoever is furthest below their due, among equals to the first. */
export function shareOut(amount: Fraction, weights: readonly Fraction[]): Fraction[] {
  const all = weights.reduce((sum, weight) => sum.plus(weight), Fraction.of(0));
  if (!all.isMore()) return weights.map(() => Fraction.of(0));
  const dues = weights.map((weight) => amount.times(weight).dividedBy(all));
  const given = dues.map((due) => due.floor());
  let left = given.reduce((rest, one) => rest.minus(one), amount).whole();
  for (; left > 0; left -= 1) {
    let neediest = 0;
    for (const [at, due] of dues.entries()) {
      if (due.minus(given[at]!).isMore(dues[neediest]!.minus(given[neediest]!))) neediest = at;
    }
    given[neediest] = given[neediest]!.plus(Fraction.of(1));
  }
  return given;
}
