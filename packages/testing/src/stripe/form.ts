/** Stripe's parameters: forms whose names hold a path, `metadata[firm]` or `expand[0]`. */
export type FormValue = string | Form;
export interface Form {
  [name: string]: FormValue;
}

export function parseForm(text: string): Form {
  const form: Form = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const path = name.split(/[[\]]+/).filter((part) => part !== '');
    let at = form;
    for (const part of path.slice(0, -1)) {
      const below = at[part];
      at = typeof below === 'object' ? below : (at[part] = {});
    }
    at[path.at(-1) ?? name] = value;
  }
  return form;
}

/** An answer that is an error, as Stripe shapes it. */
export class StripeProblem extends Error {
  readonly status: number;
  readonly error: Readonly<Record<string, unknown>>;

  constructor(status: number, error: Readonly<Record<string, unknown>>) {
    super(String(error['message'] ?? error['code'] ?? error['type']));
    this.status = status;
    this.error = error;
  }
}

export function invalid(code: string, param: string | undefined, message: string, status = 400): StripeProblem {
  return new StripeProblem(status, {
    type: 'invalid_request_error',
    code,
    message,
    ...(param !== undefined && { param }),
  });
}

export function missing(kind: string, id: string, param = 'id'): StripeProblem {
  return invalid('resource_missing', param, `No such ${kind}: '${id}'`, 404);
}

/** The parameters of one call; a name that the call does not have is refused, as Stripe does. */
export class Params<Name extends string> {
  readonly #form: Form;

  constructor(form: Form, names: readonly Name[]) {
    const known: readonly string[] = [...names, 'expand'];
    for (const name of Object.keys(form)) {
      if (!known.includes(name)) throw invalid('parameter_unknown', name, `Received unknown parameter: ${name}`);
    }
    this.#form = form;
  }

  text(name: Name): string | null {
    const value = this.#form[name];
    if (typeof value === 'object') throw invalid('parameter_invalid_string', name, `Invalid string: ${name}`);
    return value ?? null;
  }

  needed(name: Name): string {
    const value = this.text(name);
    if (value === null || value === '') throw invalid('parameter_missing', name, `Missing required param: ${name}.`);
    return value;
  }

  integer(name: Name): number {
    const value = this.needed(name);
    if (!/^-?\d+$/.test(value)) throw invalid('parameter_invalid_integer', name, `Invalid integer: ${value}`);
    return Number(value);
  }

  map(name: Name): Record<string, string> {
    const value = this.#form[name] ?? {};
    return typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, typeof one === 'string' ? one : '']))
      : {};
  }

  form(name: Name): Form {
    const value = this.#form[name];
    return typeof value === 'object' ? value : {};
  }

  list(name: Name): string[] {
    return Object.values(this.map(name));
  }

  expands(name: string): boolean {
    const value = this.#form['expand'];
    return typeof value === 'object' && Object.values(value).includes(name);
  }
}

/** An amount in Stripe's units. */
export function amountOf<Name extends string>(params: Params<Name>, amount: Name, currency: string): number {
  const value = params.integer(amount);
  if (value < 1) throw invalid('parameter_invalid_integer', amount, 'This value must be greater than or equal to 1.');
  if (value > 99_999_999_999) throw invalid('amount_too_large', amount, 'Amount must be no more than $999,999,999.99');
  if (currency === 'isk' && value % 100 !== 0) {
    throw invalid(
      'invalid_charge_amount_no_decimal_compatible',
      amount,
      'Charged amounts must be evenly divisible by 100.',
    );
  }
  if (['bhd', 'jod', 'kwd', 'omr', 'tnd'].includes(currency) && value % 10 !== 0) {
    throw invalid('invalid_charge_amount', amount, 'The least significant digit must be 0.');
  }
  return value;
}

export function currencyOf(value: string): string {
  if (!/^[a-z]{3}$/.test(value) || value === 'xxx') {
    throw invalid('invalid_currency', 'currency', `Invalid currency: ${value}.`);
  }
  return value;
}
