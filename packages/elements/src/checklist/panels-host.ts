import type { Portal, UploadedEvent } from '@portico/client';
import type { Checklist, ChecklistRequest, LocalizedText, Session } from '@portico/contract';
import type { Formats } from '../core/formats.js';
import type { Reading } from '../core/language.js';
import type { Localized } from '../core/localized.js';
import type { Strings, Translate, TranslationOf } from '../core/translate.js';
import type { Locale } from '../locales/locale.js';

/** What the panels are given by the element around them. */
export interface PanelsHost {
  readonly root: HTMLElement | DocumentFragment;
  readonly portal: () => Portal | undefined;
  readonly session: () => Session | undefined;
  /** Whom to turn to; undefined where that is not known. */
  readonly support: () => Session['support'] | undefined;
  readonly request: (id: string) => ChecklistRequest | undefined;
  /** Requests that a stray file may belong to. */
  readonly candidates: () => readonly ChecklistRequest[];
  readonly words: <const S extends Strings>(english: S, pick: (locale: Locale) => TranslationOf<S>) => Translate<S>;
  readonly formats: () => Formats;
  /** BCP 47 tag on screen, and its direction. */
  readonly reading: () => Reading;
  readonly localized: (texts: LocalizedText) => Localized;
  readonly announce: (text: string) => void;
  /** A document exists. `last` where nothing more of its request is under way. */
  readonly arrived: (event: UploadedEvent, last: boolean) => void;
  /** A file was refused for good, with the code where there is one. */
  readonly failed?: (error: string | undefined) => void;
  readonly open: (requestId: string) => void;
  /** Page of the firm where a phone goes on; undefined where there is none. */
  readonly phonePage?: () => string | undefined;
  /** Opens a request and brings the focus there. */
  readonly start?: (requestId: string) => void;
  /** The whole list that the request is of; a request that stands alone has none. */
  readonly checklist?: () => Checklist | undefined;
  /** The list as it is after something was done about it. */
  readonly took?: (checklist: Checklist) => void;
  /** What is on screen may not be so any more. */
  readonly stale?: () => void;
  readonly changed: () => void;
  /** The request stands alone on its page, and not in a list. */
  readonly alone?: boolean;
}
