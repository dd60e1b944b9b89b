/** How much of a single invoice the person wants to pay: the next part of its plan, all that is open, or what they have typed. Knows no DOM. */
import { minorDigitsOf } from '@portico/contract';
import { readAmount } from './amount.js';

/** Why what was typed cannot be paid; the strings have words for each. */
export type AmountProblem = 'amountUnread' | 'amountNothing' | 'amountOver';

/** What a payment plan asks for next, everything that is open, or what was typed. */
export type Share = 'next' | 'whole' | 'part';

export class AmountChoice {
  #share: Share | undefined;
  typed = '';
  /** Of what was typed, once somebody wanted to pay it. */
  problem: AmountProblem | undefined;

  /** What was chosen; before that, no more than a plan asks for. @param next minor units of that, where there is one */
  share(next: number | undefined): Share {
    return this.#share ?? (next === undefined ? 'whole' : 'next');
  }

  choose(share: Share, typed: string): void {
    this.#share = share;
    this.typed = typed;
    this.problem = undefined;
  }

  /**
   * Minor units of what was typed; undefined, with a {@link problem}, where it is not an amount that can be paid.
   * @param balance minor units that are open
   * @param language in which amounts are written
   */
  part(balance: number, currency: string, language: string): number | undefined {
    const amount = readAmount(this.typed, language, minorDigitsOf(currency));
    if (amount === undefined) this.problem = 'amountUnread';
    else if (amount < 1) this.problem = 'amountNothing';
    else if (amount > balance) this.problem = 'amountOver';
    else this.problem = undefined;
    return this.problem ? undefined : amount;
  }
}
