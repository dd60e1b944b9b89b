/** A schema as far as the client needs one: by the Standard Schema interface, so that zod stays the contract's affair. */
export interface Checkable<T> {
  readonly '~standard': {
    validate(value: unknown): Verdict<T> | Promise<Verdict<T>>;
  };
}

type Verdict<T> = { readonly value: T; readonly issues?: undefined } | { readonly issues: readonly unknown[] };

/** The value as the schema reads it, or undefined where it does not fit. */
export async function check<T>(schema: Checkable<T>, value: unknown): Promise<T | undefined> {
  const verdict = await schema['~standard'].validate(value);
  return verdict.issues ? undefined : verdict.value;
}
