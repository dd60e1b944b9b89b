/**
 * Words that come with a part that is loaded on demand, and so are in no language's file: a page whose reader never opens that
 * part does not load what it says.
 */
import { createTranslate, type Strings, type Translate, type TranslationOf } from './translate.js';

/** How to load the other languages of one table, by their base tag. */
export type LateTexts<S> = Readonly<Record<string, () => Promise<TranslationOf<S>>>>;

/** The words of a table in a language, in English where it is not spoken or does not load. @param language BCP 47 tag */
export async function lateWords<const S extends Strings>(
  language: string,
  english: S,
  texts: LateTexts<S>,
): Promise<Translate<S>> {
  const translated = await loaderOf(language, texts)?.().catch(() => undefined);
  return createTranslate(translated ? language : 'en', english, translated);
}

/** One table's words in whatever language is on screen, which may change at any time. */
export class LateWords<const S extends Strings> {
  readonly #english: S;
  readonly #texts: LateTexts<S>;
  readonly #arrived: () => void;
  #language = 'en';
  #words: Translate<S>;
  #loading: Promise<void> = Promise.resolve();

  /** @param arrived called when words have come that were not there when they were asked for */
  constructor(english: S, texts: LateTexts<S>, arrived: () => void) {
    this.#english = english;
    this.#texts = texts;
    this.#arrived = arrived;
    this.#words = createTranslate('en', english);
  }

  /** The words in a language; until it has arrived, those that were shown before. */
  in(language: string): Translate<S> {
    if (language === this.#language) return this.#words;
    this.#language = language;
    if (loaderOf(language, this.#texts)) this.#loading = this.#load(language);
    else this.#words = createTranslate('en', this.#english);
    return this.#words;
  }

  /** Resolves when a language is there, or will not come: so that nothing is shown in English first. */
  async ready(language: string): Promise<void> {
    this.in(language);
    await this.#loading;
  }

  async #load(language: string): Promise<void> {
    const words = await lateWords(language, this.#english, this.#texts);
    if (language !== this.#language) return;
    this.#words = words;
    this.#arrived();
  }
}

function loaderOf<S>(language: string, texts: LateTexts<S>): LateTexts<S>[string] | undefined {
  return texts[language.split('-')[0] ?? ''];
}
