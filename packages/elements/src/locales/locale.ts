/**
 * The languages besides English. Each is one chunk with the texts of every element, typed against the
 * English beside the elements: a wrong key does not compile, a missing one falls back to English.
 */
import type { strings as checklist } from '../checklist/checklist.strings.js';
import type { strings as faces } from '../core/faces.strings.js';
import type { TranslationOf } from '../core/translate.js';
import type { strings as documents } from '../documents/documents.strings.js';
import type { strings as reader } from '../documents/reader.strings.js';
import type { strings as form } from '../form/form.strings.js';
import type { strings as stepUp } from '../form/step-up.strings.js';
import type { strings as language } from '../language/language.strings.js';
import type { strings as preview } from '../preview/preview.strings.js';
import type { strings as activity } from '../profile/activity.strings.js';
import type { strings as profile } from '../profile/profile.strings.js';
import type { strings as signIn } from '../sign-in/sign-in.strings.js';
import type { strings as upload } from '../upload/upload.strings.js';

export interface Locale {
  readonly faces: TranslationOf<typeof faces>;
  readonly checklist: TranslationOf<typeof checklist>;
  readonly form: TranslationOf<typeof form>;
  readonly stepUp: TranslationOf<typeof stepUp>;
  readonly preview: TranslationOf<typeof preview>;
  readonly activity: TranslationOf<typeof activity>;
  readonly profile: TranslationOf<typeof profile>;
  readonly signIn: TranslationOf<typeof signIn>;
  readonly language: TranslationOf<typeof language>;
  readonly upload: TranslationOf<typeof upload>;
  readonly documents: TranslationOf<typeof documents>;
  readonly reader: TranslationOf<typeof reader>;
}

const loaders: Readonly<Record<string, () => Promise<Locale>>> = {
  ar: async () => (await import('./ar.js')).ar,
  es: async () => (await import('./es.js')).es,
};

/** Languages the elements speak. */
export const languages: readonly string[] = ['en', ...Object.keys(loaders)];

/** True where a language needs no loading or has a translation. @param language BCP 47 tag */
export function speaks(language: string): boolean {
  return languages.includes(baseOf(language));
}

/** Loads a language; undefined for English and for languages that have no translation. @param language BCP 47 tag */
export async function loadLocale(language: string): Promise<Locale | undefined> {
  return loaders[baseOf(language)]?.();
}

function baseOf(language: string): string {
  return (language.split('-')[0] ?? '').toLowerCase();
}
