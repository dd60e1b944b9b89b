/**
 * What is due is charged by itself to a method that the client keeps, on its due day and never without a mail some days before. It
 * begins with the client's consent to a text that is theirs to read, and ends whenever they say so.
 */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { FeeKind } from './invoices.js';
import { methodElsewhere } from './paying.js';
import { notFound, previewReadOnly, problem, stepUpRequired } from './problems.js';
import { Instant, Language, PaymentMethodId } from './values.js';

export const autopayOff = problem('autopay_off', 409, 'The firm charges nothing by itself here.');
export const termsChanged = problem('terms_changed', 409, 'What was agreed to is no longer what holds; show it again.');

/** A text to agree to, and what stands for it: SHA-256 in hexadecimal. */
export const AutopayTerms = z.object({ text: z.string(), language: Language, hash: z.string() });
export type AutopayTerms = z.infer<typeof AutopayTerms>;
/** What stands for a text, sent back. */
export const TermsHash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const kind = FeeKind;

export const Autopay = z.object({
  /** Whether the firm offers it. */
  available: z.boolean(),
  /** So many days before a charge there is a mail. */
  noticeDays: z.number(),
  /** What the client agrees to, in the language that they asked for or in their own. */
  terms: AutopayTerms,
  data: z.array(
    z.object({
      kind,
      methodId: PaymentMethodId,
      agreedAt: Instant,
      /** It stopped, because charges did not work; agreeing again starts it again. */
      suspended: z.boolean(),
    }),
  ),
});
export type Autopay = z.infer<typeof Autopay>;

export const getAutopay = endpoint({
  id: 'autopay.get',
  method: 'GET',
  path: '/v1/autopay',
  summary:
    'Says which kinds of money are charged by themselves, to which method, and what is agreed to by that, in `language` where there is one and in the contact’s own otherwise.',
  access: { audience: 'client', capability: 'invoices.view' },
  query: z.object({ language: z.optional(Language) }),
  response: Autopay,
});

export const setAutopay = endpoint({
  id: 'autopay.set',
  method: 'PUT',
  path: '/v1/autopay',
  summary:
    'Agrees to be charged by itself for one kind of money, or with `methodId` null takes that back at once. `termsHash` is of the text that was shown. Agreeing wants a fresh proof of who calls, taking it back does not.',
  access: { audience: 'client', capability: 'invoices.pay' },
  body: z.union([
    z.strictObject({ kind, methodId: PaymentMethodId, termsHash: TermsHash }),
    z.strictObject({ kind, methodId: z.null() }),
  ]),
  response: Autopay,
  errors: [notFound, methodElsewhere, autopayOff, termsChanged, stepUpRequired, previewReadOnly],
});
