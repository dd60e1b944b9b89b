import type { UploadItem } from '@portico/client';
import {
  fileTypes,
  type ChecklistRequest,
  type Document,
  type LocalizedText,
  type ReturnReason,
} from '@portico/contract';
import { html, type TemplateResult } from 'lit';
import type { Formats } from '../core/formats.js';
import type { Localized } from '../core/localized.js';
import type { HelpTopic } from '../help/topics.js';
import type { Life } from '../life/life.js';
import type { PanelWords } from './panel-words.js';
import type { Part } from './parts.js';
import type * as underWay from './under-way.js';
import type { UploadDesk } from './upload-desk.js';

/** What the templates need to speak and to act. */
export interface PanelView {
  readonly words: PanelWords;
  readonly formats: Formats;
  readonly localized: (texts: LocalizedText) => Localized;
  readonly desk: UploadDesk;
  /** The request stands alone on its page: what it is made of comes right below its title, and choosing is the next step. */
  readonly alone: boolean;
  /** Why nothing can be sent here, in words; undefined where it can. */
  readonly refusal: string | undefined;
  readonly choose: (part: Part, files: readonly File[]) => void;
  /** Chooses a file for the place of a document. */
  readonly replace: (part: Part, document: Document, file: File) => void;
  /** True where a camera was found, besides on touch devices, which have one. */
  readonly hasCamera: boolean;
  /** Opens the camera in the page; `fallback` opens the device's own where that does not load. */
  readonly camera: (part: Part, fallback: () => void) => void;
  /** Goes on with the phone; undefined where this is one, or where there is no page for it. */
  readonly phone: ((request: ChecklistRequest) => void) | undefined;
  readonly send: (part: Part) => void;
  readonly act: (item: UploadItem, act: 'pause' | 'resume' | 'retry' | 'cancel') => void;
  readonly download: ((part: Part, document: Document) => void) | undefined;
  /** Address of a picture of a document that came back. */
  readonly picture: (document: Document) => string | undefined;
  /** Why a document came back, in words. */
  readonly reasons: (reason: ReturnReason) => string;
  /** Answers, notes and the like; undefined where this session has no say, and until they are loaded. */
  readonly life: Life | undefined;
  /** The templates of chosen files and of uploads; undefined until they are loaded. */
  readonly underWay: typeof underWay | undefined;
  /** Opens the help at what failed. */
  readonly help: (topic?: HelpTopic) => void;
  /** Undefined where this session may not see documents. */
  readonly receipts:
    | { readonly pdf: boolean; readonly get: (request: ChecklistRequest, document: Document, pdf: boolean) => void }
    | undefined;
}

/** The heading of a part of a request. */
export function partHeading({ alone }: PanelView, text: string): TemplateResult {
  return alone ? html`<h3 class="label">${text}</h3>` : html`<h5 class="label">${text}</h5>`;
}

/** What a request takes, in words: kinds, size, number. */
export function accepts(view: PanelView, request: ChecklistRequest): string {
  const { words, formats } = view;
  const values = { types: typeNames(formats, request), size: formats.bytes(request.maxBytes) };
  return request.maxFiles === 1
    ? words('acceptsOne', values)
    : words('acceptsMany', { ...values, count: request.maxFiles });
}

const names: Readonly<Partial<Record<string, string>>> = { docx: 'Word', xlsx: 'Excel', tif: 'TIFF', webp: 'WebP' };

/** Kinds of file as people call them. */
export function typeNames(formats: Formats, { accept }: ChecklistRequest): string {
  const types = accept.map((type) => names[fileTypes[type][0]] ?? fileTypes[type][0].toUpperCase());
  return new Intl.ListFormat(formats.language, { type: 'disjunction' }).format(types);
}
