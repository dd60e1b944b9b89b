/** The words inside a request, of uploads and of their failures. They come with the panels. */
import type { LateTexts } from '../core/late-words.js';
import type { Translate, TranslationOf } from '../core/translate.js';
import type { strings } from './request-panel.strings.js';

export type PanelTexts = TranslationOf<typeof strings>;
export type PanelWords = Translate<typeof strings>;

export const panelTexts: LateTexts<typeof strings> = {
  ar: async () => (await import('./panel-ar.js')).ar,
  es: async () => (await import('./panel-es.js')).es,
};
