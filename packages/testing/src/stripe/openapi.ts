/**
 * Holds what is asked of Stripe, and what the stand-in answers, against Stripe's published OpenAPI document: kinds, the values of
 * enumerations, lengths, what must be there, and the names of parameters. The document that could be had is older than the version of
 * the API that is spoken, so an answer may have fields that it does not know; that those are Stripe's is held by the types of the
 * `stripe` package.
 */
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import type Stripe from 'stripe';
import type { Form, FormValue } from './form.js';

/** Made by `packages/tools/src/stripe-openapi.ts`. */
interface Published {
  readonly calls: Readonly<
    Record<string, { readonly asks: Schema; readonly answers: object; readonly refuses: object }>
  >;
  readonly schemas: Readonly<Record<string, object>>;
}
interface Schema {
  readonly properties?: Readonly<Record<string, object>>;
}

const names = <P>() => ({ of: <N extends keyof P & string>(...given: readonly N[]): readonly string[] => given });

/** Parameters that are younger than the document, by Stripe's types of today. */
const SINCE: Readonly<Record<string, readonly string[]>> = {
  'POST /v1/payment_intents': names<Stripe.PaymentIntentCreateParams>().of('allowed_payment_method_types'),
  'POST /v1/setup_intents': names<Stripe.SetupIntentCreateParams>().of('allowed_payment_method_types'),
  'POST /v1/checkout/sessions': names<Stripe.Checkout.SessionCreateParams>().of(
    'allowed_payment_method_types',
    'adaptive_pricing',
  ),
};

const published: Published = JSON.parse(readFileSync(new URL('./openapi.json', import.meta.url), 'utf8'));
const options = { strict: false, validateFormats: false, allErrors: true } as const;
/** What is asked comes as text. */
const asks = new Ajv({ ...options, coerceTypes: true });
const answers = new Ajv(options).addSchema({ $id: 'stripe', schemas: published.schemas });
const compiled = new Map<string, ValidateFunction>();

/** @returns what is wrong with what a call that Stripe carries out was asked; empty where nothing is, or the call is not Stripe's */
export function faultsOfAsked(call: string, form: Form): string[] {
  const schema = published.calls[call]?.asks;
  if (!schema) return [];
  return faultsOf(`${call} is asked`, () => asks.compile(ofToday(schema, SINCE[call])), jsonOf(form));
}

/** @returns what is wrong with an answer, or with the saying that there is none */
export function faultsOfAnswer(call: string, status: number, body: unknown): string[] {
  const found = published.calls[call];
  if (!found) return [];
  const [what, schema] = status === 200 ? ['answers', found.answers] : ['refuses', found.refuses];
  return faultsOf(`${call} ${what}`, () => answers.compile(schema), body);
}

function faultsOf(what: string, compile: () => ValidateFunction, value: unknown): string[] {
  const isValid = compiled.get(what) ?? compile();
  compiled.set(what, isValid);
  if (isValid(value)) return [];
  const errors = (isValid.errors ?? []).map(
    ({ instancePath, message = '', params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
  return [`${what}: ${errors.join('; ')}`];
}

function ofToday(schema: Schema, younger: readonly string[] = []): Schema {
  return { ...schema, properties: { ...schema.properties, ...Object.fromEntries(younger.map((name) => [name, {}])) } };
}

/** `a[0]` is a list. */
function jsonOf(value: FormValue): unknown {
  if (typeof value === 'string') return value;
  const names = Object.keys(value);
  if (names.length > 0 && names.every((name, at) => name === String(at))) return Object.values(value).map(jsonOf);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, jsonOf(one)]));
}
