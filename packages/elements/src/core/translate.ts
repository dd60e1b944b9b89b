/**
 * Translates by the i18next JSON v4 form (keys with `_one`, `_other` …, holes as `{{name}}`) over
 * Intl.PluralRules. It is our own because i18next would cost 14 kB of the 40 that a first paint may
 * weigh, and translators' tools only need the file form.
 */
export type PluralCategory = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

/** A table of texts in one language, by key. */
export type Strings = Readonly<Record<string, string>>;

type Stem<K> = K extends `${infer Base}_${PluralCategory}` ? Base : K;
/** Keys a caller may ask for: those of the table, plurals without their category. */
export type KeyOf<S> = Stem<keyof S & string> & string;

type HolesIn<T> = T extends `${string}{{${infer Hole}}}${infer Rest}` ? Hole | HolesIn<Rest> : never;
type IsPlural<S, K extends string> = `${K}_other` extends keyof S ? true : false;
type HolesOf<S, K extends string> =
  HolesIn<S[Extract<keyof S, K | `${K}_${PluralCategory}`>]> | (IsPlural<S, K> extends true ? 'count' : never);
type Values<H extends string> = { readonly [P in H]: P extends 'count' ? number : string | number };
type ValuesOf<S, K extends string> = [HolesOf<S, K>] extends [never] ? [] : [values: Values<HolesOf<S, K>>];

/** Another language's table: any of the English keys, a plural in any category the language has. */
export type TranslationOf<S> = {
  readonly [K in keyof S as K extends `${infer Base}_${PluralCategory}` ? `${Base}_${PluralCategory}` : K]?: string;
};

/** Gives the text of a key with its holes filled; a key without translation falls back to English. */
export type Translate<S> = <K extends KeyOf<S>>(key: K, ...values: ValuesOf<S, K>) => string;

interface Source {
  readonly language: string;
  readonly strings: Strings;
}

/**
 * Makes the translator of one table.
 * @param language BCP 47 tag of the reader, for numbers
 * @param english the English table, complete
 * @param translated the table in the reader's language, may be partial
 */
export function createTranslate<const S extends Strings>(
  language: string,
  english: S,
  translated?: TranslationOf<S>,
): Translate<S> {
  const sources: Source[] = [{ language: 'en', strings: english }];
  if (translated) sources.unshift({ language, strings: definedOf(translated) });
  const plurals = sources.map((source) => new Intl.PluralRules(source.language));
  const numbers = new Intl.NumberFormat(language);
  const rightToLeft = isRightToLeft(language);

  const fill = (value: string | number | undefined): string => {
    if (typeof value === 'number') return numbers.format(value);
    return value === undefined ? '' : isolate(value, rightToLeft);
  };
  const find = (key: string, count: unknown): string => {
    for (const [index, { strings }] of sources.entries()) {
      const category = typeof count === 'number' ? plurals[index]?.select(count) : undefined;
      const text = (category && (strings[`${key}_${category}`] ?? strings[`${key}_other`])) ?? strings[key];
      if (text !== undefined) return text;
    }
    return key;
  };
  return (key, ...[values]: readonly unknown[]) => {
    if (!isHoles(values)) return find(key, undefined);
    return find(key, values['count']).replace(/\{\{(\w+)\}\}/g, (_, hole: string) => fill(values[hole]));
  };
}

const scripts = /^(ar|fa|he|ur|ps|ckb|sd|ug|yi|dv)(-|$)/;
/** True for languages written from right to left. */
export function isRightToLeft(language: string): boolean {
  return scripts.test(language);
}

function isHoles(value: unknown): value is Readonly<Record<string, string | number>> {
  return typeof value === 'object' && value !== null;
}

function definedOf(table: Readonly<Record<string, string | undefined>>): Strings {
  const kept: Record<string, string> = {};
  for (const [key, text] of Object.entries(table)) if (text !== undefined) kept[key] = text;
  return kept;
}

/** Names and sizes in the other direction keep their own order inside a sentence (Unicode UAX 9, isolates). */
function isolate(value: string, rightToLeft: boolean): string {
  return /[\u0590-\u08ff]/.test(value) === rightToLeft ? value : `\u2068${value}\u2069`;
}
