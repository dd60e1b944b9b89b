/** The camera's words. They are apart from those of the elements, since most people never open it. */
import { createTranslate, type Translate, type TranslationOf } from '../core/translate.js';
import { strings } from './camera.strings.js';

export type CameraTexts = TranslationOf<typeof strings>;
export type CameraWords = Translate<typeof strings>;

const loaders: Readonly<Record<string, () => Promise<CameraTexts>>> = {
  ar: async () => (await import('./camera-ar.js')).ar,
  es: async () => (await import('./camera-es.js')).es,
};

/** The camera's words in a language, in English where it is not spoken or does not load. @param language BCP 47 tag */
export async function cameraWords(language: string): Promise<CameraWords> {
  const load = loaders[language.split('-')[0] ?? ''];
  const texts = await load?.().catch(() => undefined);
  return createTranslate(texts ? language : 'en', strings, texts);
}
