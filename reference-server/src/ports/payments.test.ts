import { startStripeStandIn, type StripeFault, TestClock } from '@portico/testing';
import { createMemoryShelf, type DemoShelf } from './payments.demo-shelf.js';
import type { DemoCard } from './payments.demo-records.js';
import { createDemoPayments } from './payments.demo.js';
import { paymentEventSuite } from './payments.events.suite.js';
import { savedMethodSuite } from './payments.saved.suite.js';
import { createStripePayments } from './payments.stripe.js';
import { type How, type PaymentHarness, paymentSuite } from './payments.suite.js';

const demoCards: Record<How, DemoCard> = {
  good: 'card_ok',
  declined: 'card_declined',
  asks: 'card_authenticate',
  slow: 'bank_slow',
  bounces: 'bank_fails',
};

async function openDemo(): Promise<PaymentHarness> {
  const clock = new TestClock();
  const messages: string[] = [];
  const charges: string[] = [];
  const memory = createMemoryShelf();
  let fault: string | undefined;
  const shelf: DemoShelf = {
    read: memory.read,
    async put(key, text, was) {
      const how = fault;
      fault = undefined;
      if (how === 'before') throw new Error('no shelf');
      const stood = await memory.put(key, text, was);
      const moved = (one: string | null) => one?.includes('"state":"succeeded"') === true;
      if (stood && moved(text) && !moved(was)) charges.push(key.slice('payment:'.length));
      if (how === 'after') throw new Error('no answer');
      return stood;
    },
  };
  const secret = 'demo_secret_of_a_test_0123456789ab';
  const processor = createDemoPayments({
    ...{ secret, shelf, clock },
    deliver: (body) => Promise.resolve(void messages.push(new TextDecoder().decode(body))),
    pageUrl: (id) => `https://portal.example/demo/${id}`,
  });
  const secretOf = ({ clientSecret }: { clientSecret: string | null }) => clientSecret ?? '';
  return {
    ...{ processor, hasty: processor, secret },
    now: () => clock.now(),
    charges: () => charges,
    messages: () => messages,
    faults: ['before', 'after'],
    break: (_call, how) => void (fault = how),
    async pay(payment, how) {
      await processor.confirm(secretOf(payment), demoCards[how]);
    },
    async payOnPage({ id }, how) {
      await processor.payOnPage(id, demoCards[how]);
    },
    async authenticateOnPage({ id }, passed) {
      await processor.authenticateOnPage(id, passed);
    },
    async authenticate(payment, passed) {
      await processor.authenticate(secretOf(payment), passed);
    },
    async settle(payment) {
      clock.advance(61_000);
      await processor.retrieve(payment);
    },
    async keep(account, customer, how) {
      const before = new Set((await processor.methods(account, customer)).map(({ id }) => id));
      const { clientSecret } = await processor.setUpMethod(account, `setup ${how} ${before.size}`, customer);
      await processor.keep(clientSecret, demoCards[how], [customer]);
      return (await processor.methods(account, customer)).find(({ id }) => !before.has(id))?.id ?? '';
    },
    close: () => Promise.resolve(),
  };
}

const stripeMethods: Record<How, string> = {
  good: 'pm_card_visa',
  declined: 'pm_card_chargeDeclinedInsufficientFunds',
  asks: 'pm_card_authenticationRequired',
  slow: 'pm_usBankAccount_success',
  bounces: 'pm_usBankAccount_insufficientFunds',
};
const stripeCalls = {
  open: 'POST /v1/payment_intents',
  charge: 'POST /v1/payment_intents/:id/confirm',
  refund: 'POST /v1/refunds',
};

async function openStripe(): Promise<PaymentHarness> {
  const at = new Date('2026-11-20T12:00:00Z');
  const standIn = await startStripeStandIn('2026-10-28.endive');
  const secret = 'whsec_test';
  const options = {
    secretKey: standIn.secretKey,
    publishableKey: 'pk_test_standin',
    webhookSecrets: [secret],
    accounts: { operating: 'own', trust: 'acct_FeesElsewhere' },
    bankDebits: true,
    api: standIn.api,
    retries: 0,
  };
  const nameOf = (account: string) => (account === 'trust' ? 'acct_FeesElsewhere' : 'own');
  const accountOf = ({ account }: { account: string }) => standIn.account(nameOf(account));
  // A decline is an answer to the client and no failure of the test.
  const inStripe = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      if (Reflect.get(Object(error), 'status') !== 402) throw error;
    }
  };
  return {
    processor: createStripePayments(options),
    hasty: createStripePayments({ ...options, timeoutMs: 1_500 }),
    secret,
    // It stands still: a second that passes between signing and reading would make 300 of them 301.
    now: () => at,
    charges: () => standIn.charges().map(({ intent }) => intent),
    messages: () => standIn.events.map(({ body }) => body),
    faults: ['500', '500-after', 'silence', 'silence-after', 'cut-after', 'page'],
    break: (call, how) => standIn.break(stripeCalls[call], how as StripeFault),
    pay: async (payment, how) => inStripe(() => accountOf(payment).confirm(payment.id, stripeMethods[how], false)),
    payOnPage: async (page, how) => inStripe(() => accountOf(page).payOnPage(page.id, stripeMethods[how])),
    authenticateOnPage: async (page, passed) => void accountOf(page).authenticateOnPage(page.id, passed),
    authenticate: async (payment, passed) => void accountOf(payment).authenticate(payment.id, passed),
    settle: async (payment) => void accountOf(payment).settle(payment.id),
    keep: async (account, customer, how) => standIn.account(nameOf(account)).keep(customer, stripeMethods[how]),
    close: () => standIn.close(),
  };
}

paymentSuite('demo', openDemo);
savedMethodSuite('demo', openDemo);
paymentEventSuite('demo', openDemo);
paymentSuite('Stripe', openStripe);
savedMethodSuite('Stripe', openStripe);
paymentEventSuite('Stripe', openStripe);
