/** The camera's words. They are apart from those of the elements, since most people never open it. */
import { type LateTexts } from '../core/late-words.js';
import type { Translate, TranslationOf } from '../core/translate.js';
import type { strings } from './camera.strings.js';

export type CameraTexts = TranslationOf<typeof strings>;
export type CameraWords = Translate<typeof strings>;

export const cameraTexts: LateTexts<typeof strings> = {
  ar: async () => (await import('./camera-ar.js')).ar,
  es: async () => (await import('./camera-es.js')).es,
};
