/** Whether payments are taken for a kind of money: an account is set up for it, and the processor says that it is fit. */
import { FeeKind } from '@portico/contract';
import type { Deps } from '../deps.js';
import type { Account, PaymentProcessor } from '../ports/payments.js';
import { accountOf } from './store.js';

/** Whether something new may be begun there; what is under way is settled in any case. */
export function takes({ accounts, unfit }: PaymentProcessor, account: Account): boolean {
  return accounts.includes(account) && !unfit.has(account);
}

/** Of this server, for staff: why there is a "Pay now" or none. */
export function paymentAccounts(payments: PaymentProcessor | undefined) {
  const stateOf = (kind: FeeKind) => {
    if (!payments?.accounts.includes(accountOf(kind))) return 'not_configured';
    return takes(payments, accountOf(kind)) ? 'ready' : 'unfit';
  };
  const data = FeeKind.options.map((kind) => ({ kind, state: stateOf(kind) }) as const);
  return { processor: payments?.name ?? null, data };
}

/** @returns the round, to be run every so often */
export function createAccountCheck(payments: PaymentProcessor, { log }: Pick<Deps, 'log'>): () => Promise<void> {
  return async () => {
    await payments.check();
    if (payments.unfit.size > 0) log.error({ accounts: [...payments.unfit].join(', ') }, 'payment accounts unfit');
  };
}
