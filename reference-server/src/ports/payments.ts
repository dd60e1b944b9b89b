/**
 * What takes money from a client's card or bank account. A payment goes in two steps, so that no call that moves money is
 * ever made for a payment whose id is not yet known here: `open` makes it and moves nothing; the client confirms it in the
 * processor's own fields, or `charge` confirms it with a saved method. Whatever then becomes of an answer, `retrieve` tells
 * the truth, and one payment is charged at most once. Amounts are whole minor units of ISO 4217, currencies three capital
 * letters; an adapter whose processor counts otherwise converts.
 */
import type { PaymentEvent } from './payments.events.js';

/** Whose money it becomes: the firm's own, or money that it holds in trust for the client. */
export type Account = 'operating' | 'trust';

/** Names a payment to its processor. Stored with the attempt before the client hears of it. */
export interface PaymentRef {
  readonly account: Account;
  readonly id: string;
}

export interface PaymentOrder {
  /** Id of our attempt: asked again with the same one, the answer is the same payment. */
  readonly attemptId: string;
  readonly firmId: string;
  readonly account: Account;
  readonly amount: number;
  readonly currency: string;
  /** The processor's customer, without whom no method is kept or charged. */
  readonly customer: string | null;
  /** Keeps the method for later charges while the client is away. */
  readonly save: boolean;
  /** Numbers of invoices; the processor shows them to the client and to the firm. */
  readonly description: string;
}

/**
 * `open` waits for a method, `action` for the client (their bank asks for something), `processing` for the bank: days,
 * maybe. The last two states are final.
 */
export type PaymentState = 'open' | 'action' | 'processing' | 'succeeded' | 'canceled';

export interface Payment extends PaymentRef {
  readonly state: PaymentState;
  readonly amount: number;
  readonly currency: string;
  /** What has been taken: `amount` where the state is `succeeded`, else 0. */
  readonly received: number;
  /** What the processor was told when it was opened; null where it was opened by somebody else. */
  readonly attemptId: string | null;
  readonly firmId: string | null;
  /** Lets the client's page confirm this one payment, and do nothing else. Null from events. */
  readonly clientSecret: string | null;
  readonly method: Method | null;
  /** Why the last try failed, where the payment is open again because of that. */
  readonly failure: Failure | null;
  /** False where no money moves. */
  readonly live: boolean;
}

/** A card or a bank account, as far as it may be shown. */
export interface Method {
  readonly id: string;
  readonly kind: 'card' | 'bank' | 'other';
  /** Brand of the card or name of the bank. */
  readonly name: string | null;
  readonly last4: string | null;
  /** Month and year that a card is good to. */
  readonly expires: { readonly month: number; readonly year: number } | null;
}

export interface Failure {
  readonly code: 'card_declined' | 'authentication_required' | 'method_unusable' | 'failed';
  /** The processor's own word for a decline: `insufficient_funds`, say. Not for clients: it may name fraud. */
  readonly declineCode: string | null;
}

export interface RefundOrder {
  /** Id of our refund: asked again with the same one, the answer is the same refund. */
  readonly refundId: string;
  readonly payment: PaymentRef;
  readonly amount: number;
  readonly currency: string;
}

export interface Refund {
  readonly id: string;
  readonly account: Account;
  readonly paymentId: string | null;
  /** Null where it was made by somebody else, at the processor's own page for example. */
  readonly refundId: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly state: 'pending' | 'succeeded' | 'failed' | 'canceled';
}

/** A payment that the client's bank takes back. */
export interface Dispute {
  readonly id: string;
  readonly paymentId: string | null;
  readonly amount: number;
  readonly currency: string;
  /** `lost`: the money is gone. `open`: it is held back until somebody decides. */
  readonly state: 'open' | 'won' | 'lost' | 'warning';
}

export interface CheckoutOrder extends PaymentOrder {
  /** Where the client comes back to; neither says whether anything was paid. */
  readonly successUrl: string;
  readonly cancelUrl: string;
  /** BCP 47. */
  readonly language: string;
}

/** A page of the processor's on which the client pays: it keeps the firm's page out of the scope of card rules. */
export interface Checkout {
  readonly account: Account;
  readonly id: string;
  readonly state: 'open' | 'complete' | 'expired';
  /** Where to send the client; null once it is no longer open. */
  readonly url: string | null;
  /** The payment behind it, once the client has begun it. */
  readonly paymentId: string | null;
  readonly attemptId: string | null;
  readonly firmId: string | null;
  readonly amount: number;
  readonly currency: string;
}

/** What the client's page needs to show the processor's fields. No secret. */
export type BrowserFacts =
  | { readonly processor: 'demo' }
  | { readonly processor: 'stripe'; readonly publishableKey: string; readonly accountId: string | null };

export interface PaymentProcessor {
  readonly name: 'demo' | 'stripe';
  /** Accounts that are set up. Asking for another one is `account_not_configured`. */
  readonly accounts: readonly Account[];
  /** Of them, those that the last `check` found unfit for their kind of money: nothing new is begun there. */
  readonly unfit: ReadonlySet<Account>;
  browserFacts(account: Account): BrowserFacts;
  /** Looks whether the accounts are fit for their kinds of money, and remembers which are not. @throws PaymentError where nobody can tell */
  check(): Promise<void>;

  /** Makes a payment. No money moves. @throws PaymentError `conflict` where the attempt was opened with other terms */
  open(order: PaymentOrder): Promise<Payment>;
  /** What has become of it. @throws PaymentError `not_found` */
  retrieve(payment: PaymentRef): Promise<Payment>;
  /** Ends an open payment: afterwards no money can move by it. @throws PaymentError `conflict` where that is too late */
  cancel(payment: PaymentRef): Promise<Payment>;
  /**
   * Charges a saved method. Asked again, it charges no second time.
   * @param present the client is there and can be asked, which leaves the payment in `action`; otherwise that is an error
   * @throws PaymentError; where `moved` is `unknown`, retrieve the payment later, or cancel it to be sure
   */
  charge(payment: PaymentRef, methodId: string, present?: boolean): Promise<Payment>;

  /** Opens a page of the processor's to pay on. No money moves. */
  openCheckout(order: CheckoutOrder): Promise<Checkout>;
  retrieveCheckout(checkout: PaymentRef): Promise<Checkout>;
  /** Closes the page. @throws PaymentError `conflict` where the client has finished there */
  expireCheckout(checkout: PaymentRef): Promise<Checkout>;

  /** @throws PaymentError; where `moved` is `unknown`, look through `refunds` later, and ask again with the same id */
  refund(order: RefundOrder): Promise<Refund>;
  /** All refunds of a payment, whoever made them. */
  refunds(payment: PaymentRef): Promise<readonly Refund[]>;
  /** All disputes about a payment between the client's bank and the firm. */
  disputes(payment: PaymentRef): Promise<readonly Dispute[]>;

  /** Makes a customer whom methods are kept for. @param key asked again with the same one, the same customer */
  createCustomer(account: Account, key: string, contactId: string): Promise<string>;
  /** Lets the client's page add a method without paying. @returns a secret for that page */
  setUpMethod(account: Account, key: string, customer: string): Promise<{ readonly clientSecret: string }>;
  methods(account: Account, customer: string): Promise<readonly Method[]>;
  /** Forgets a method; nothing happens where it is forgotten already. @throws PaymentError `not_found` of another's */
  forgetMethod(account: Account, customer: string, methodId: string): Promise<void>;

  /**
   * Makes sure that a message comes from the processor and was sent within five minutes of `at`, either way, and reads it.
   * @param body the bytes as they came @throws UnprovenEventError where it cannot be believed
   */
  readEvent(body: Uint8Array, signature: string | undefined, at: Date): Promise<PaymentEvent>;
}

/** What the caller is to do differs by code; whether to fear a second charge, by `moved`. */
export type PaymentErrorCode =
  /** The card or account does not pay; another one may. */
  | 'card_declined'
  /** The bank wants the client there: ask them to come and pay. */
  | 'authentication_required'
  /** Expired, forgotten, or not of this customer. */
  | 'method_unusable'
  /** The processor does not take this amount or this currency. */
  | 'amount_refused'
  /** The same id with other terms, or a payment that is past that. */
  | 'conflict'
  | 'not_found'
  /** No key, or one that is refused, or no such account. Somebody at the firm must mend it. */
  | 'account_not_configured'
  /** Asked too often, or the same thing is under way: ask again with the same id. */
  | 'busy'
  /** Refused for another reason, which is a mistake of ours. */
  | 'refused'
  /** No answer, or one that says nothing. What `moved` says counts. */
  | 'unreachable';

/** A call that did not do what was asked. Its message holds no word of the processor's, which may name people. */
export class PaymentError extends Error {
  override name = 'PaymentError' as const;
  readonly code: PaymentErrorCode;
  /** `unknown`: money may have moved by this call, and asking with another id could move it twice. */
  readonly moved: 'no' | 'unknown';
  readonly declineCode: string | null;
  /** The processor's name for the request, to ask its support by. */
  readonly requestId: string | null;

  constructor(
    code: PaymentErrorCode,
    more: { readonly moved?: 'unknown'; readonly declineCode?: string | null; readonly requestId?: string | null } = {},
  ) {
    super(`The payment processor said ${code}`);
    this.code = code;
    this.moved = more.moved ?? 'no';
    this.declineCode = more.declineCode ?? null;
    this.requestId = more.requestId ?? null;
  }
}

/** A message that nobody should act upon. */
export class UnprovenEventError extends Error {
  override name = 'UnprovenEventError' as const;
  readonly code: 'signature_missing' | 'signature_wrong' | 'signature_stale' | 'body_unreadable' | 'account_unknown';

  constructor(code: UnprovenEventError['code']) {
    super(code);
    this.code = code;
  }
}
