/** Stripe's settings as they stand in the environment. */
import type { StripeOptions } from './payments.stripe-client.js';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Undefined where no key is set. Trust money is taken only where `STRIPE_TRUST_ACCOUNT` says where it goes; operating money goes
 * to the key's own account unless `STRIPE_OPERATING_ACCOUNT` says otherwise. Secrets of the webhook are separated by commas.
 */
export function stripeOptions(env: Environment): StripeOptions | undefined {
  const secretKey = env['STRIPE_SECRET_KEY'];
  if (secretKey === undefined || secretKey === '') return undefined;
  const { STRIPE_TRUST_ACCOUNT: trust, STRIPE_API: api } = env;
  return {
    secretKey,
    publishableKey: env['STRIPE_PUBLISHABLE_KEY'] ?? '',
    webhookSecrets: (env['STRIPE_WEBHOOK_SECRET'] ?? '')
      .split(',')
      .map((secret) => secret.trim())
      .filter((secret) => secret !== ''),
    accounts: { operating: env['STRIPE_OPERATING_ACCOUNT'] ?? 'own', ...(trust !== undefined && { trust }) },
    bankDebits: env['STRIPE_BANK_DEBITS'] === 'on',
    ...(api !== undefined && { api }),
  };
}
