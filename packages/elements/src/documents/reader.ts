/**
 * The dialog in which a document opens: PDF page by page, pictures, text; for what cannot be shown, the way to download it. It
 * keeps nothing when it is closed. pdf.js comes with the first PDF.
 */
import type { Portal } from '@portico/client';
import type { SharedDocument } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { adopt } from '../core/adopt.js';
import type { Formats } from '../core/formats.js';
import type { Strings, Translate, TranslationOf } from '../core/translate.js';
import type { Locale } from '../locales/locale.js';
import { strings as listStrings } from './documents.strings.js';
import type { PdfFile } from './pdf.js';
import { type Shown, readerBody, readerHead, readerTools } from './reader-view.js';
import { strings } from './reader.strings.js';
import { styles } from './reader.styles.js';

/** Bytes beyond which a page does not hold a document in memory. */
const LARGEST = 60 * 1024 * 1024;
/** Characters of a text that are shown. */
const LONGEST = 500_000;

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];

/** What the reader needs of its element. */
export interface ReaderHost {
  readonly root: HTMLElement | DocumentFragment;
  readonly portal: () => Portal | undefined;
  readonly words: <const S extends Strings>(english: S, pick: (locale: Locale) => TranslationOf<S>) => Translate<S>;
  readonly formats: () => Formats;
  readonly announce: (text: string) => void;
  readonly changed: () => void;
  readonly download: (document: SharedDocument) => void;
}

export class Reader {
  readonly #host: ReaderHost;
  #document: SharedDocument | undefined;
  #shown: Shown = { kind: 'opening' };
  #pdf: PdfFile | undefined;
  #page = 1;
  #zoom = 1;
  #watching = new AbortController();
  /** What is drawn: page, zoom and width of a file. */
  #drawn = '';
  #round = 0;

  constructor(host: ReaderHost) {
    this.#host = host;
    adopt(host.root, styles);
  }

  /** Opens a document. @returns whether its bytes were fetched @throws what fetching them throws */
  async open(document: SharedDocument, fetch: () => Promise<Blob>): Promise<boolean> {
    this.#forget();
    const round = this.#round;
    this.#document = document;
    this.#watching = new AbortController();
    // A telephone that is turned has another width.
    window.addEventListener('resize', this.#host.changed, { signal: this.#watching.signal });
    if (document.size > LARGEST || !canShow(document)) {
      this.#show({ kind: 'none', text: this.#words(document.size > LARGEST ? 'tooLarge' : 'noPreview') });
      return false;
    }
    this.#show({ kind: 'opening' });
    const bytes = await fetch();
    const current = (): boolean => this.#round === round;
    if (!current()) return true;
    try {
      await this.#display(bytes, document, current);
    } catch {
      if (current()) this.#fail();
    }
    return true;
  }

  /** Closes it, and forgets the document. */
  close(): void {
    this.#dialog?.close();
    this.#forget();
    this.#document = undefined;
    this.#host.changed();
  }

  /** To be called when the element has been rendered. */
  updated(): void {
    const { isConnected, open } = this.#dialog ?? {};
    if (isConnected && !open) {
      this.#dialog?.showModal();
      // What is to be read, so that the page keys work at once.
      this.#dialog?.querySelector<HTMLElement>('.sheet')?.focus();
    }
    void this.#draw();
  }

  render(): TemplateResult | typeof nothing {
    const document = this.#document;
    if (!document) return nothing;
    const words = this.#words;
    const view = {
      document,
      words,
      listWords: this.#host.words(listStrings, (locale) => locale.documents),
      shown: this.#shown,
      page: this.#page,
      pages: this.#pdf?.pages ?? 0,
      percent: this.#host.formats().number(Math.round(this.#zoom * 100)),
      zoomable: this.#shown.kind === 'pdf' || this.#shown.kind === 'picture',
      zoom: this.#zoom,
      close: () => {
        this.close();
      },
      turn: (by: number) => {
        this.#turn(this.#page + by);
      },
      scale: (by: number) => {
        this.#scale(by);
      },
      download: () => {
        this.#host.download(document);
      },
      broken: () => {
        this.#fail();
      },
    };
    return html`<dialog
      part="reader"
      aria-labelledby="reader-title"
      @close=${() => {
        // It comes late: another document may be open by then.
        if (this.#dialog?.open === false) this.close();
      }}
      @keydown=${this.#pressed}
    >
      ${readerHead(view)} ${readerBody(view)} ${readerTools(view)}
    </dialog>`;
  }

  get #words() {
    return this.#host.words(strings, (locale) => locale.reader);
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.root.querySelector('dialog');
  }

  async #display(bytes: Blob, { type }: SharedDocument, current: () => boolean): Promise<void> {
    if (type === 'application/pdf') {
      const { PdfFile } = await import('./pdf.js');
      const pdf = await PdfFile.open(bytes);
      if (!current()) {
        pdf.close();
        return;
      }
      this.#pdf = pdf;
      this.#show({ kind: 'pdf', words: true });
      this.#sayPage();
    } else if (type === 'text/plain') {
      const text = await bytes.slice(0, LONGEST * 4).text();
      if (current()) this.#show({ kind: 'text', text: text.slice(0, LONGEST), cut: text.length > LONGEST });
    } else {
      this.#show({ kind: 'picture', url: URL.createObjectURL(new Blob([bytes], { type })) });
    }
  }

  async #draw(): Promise<void> {
    const pdf = this.#pdf;
    const dialog = this.#dialog;
    const sheet = dialog?.querySelector<HTMLElement>('.sheet');
    const canvas = dialog?.querySelector('canvas');
    const text = dialog?.querySelector<HTMLElement>('.words');
    const width = Math.max(200, (sheet?.clientWidth ?? 0) - 32);
    const drawn = [this.#round, this.#page, this.#zoom, width].join(' ');
    if (!pdf || !sheet || !canvas || !text || this.#drawn === drawn) return;
    this.#drawn = drawn;
    try {
      const words = await pdf.draw(this.#page, { canvas, text, width, zoom: this.#zoom });
      if (words === undefined || this.#drawn !== drawn) return;
      if (this.#shown.kind === 'pdf' && this.#shown.words !== words) this.#show({ kind: 'pdf', words });
    } catch {
      if (this.#drawn === drawn) this.#fail();
    }
  }

  #turn(page: number): void {
    const pages = this.#pdf?.pages ?? 0;
    const next = Math.min(Math.max(page, 1), pages);
    if (next === this.#page || pages === 0) return;
    this.#page = next;
    this.#dialog?.querySelector('.sheet')?.scrollTo({ top: 0 });
    this.#sayPage();
    this.#host.changed();
  }

  #scale(by: number): void {
    const next = ZOOMS[ZOOMS.indexOf(this.#zoom) + by];
    if (next === undefined) return;
    this.#zoom = next;
    this.#host.announce(this.#words('percent', { percent: this.#host.formats().number(next * 100) }));
    this.#host.changed();
  }

  #pressed = (event: KeyboardEvent): void => {
    const act = this.#actOf(event);
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };

  #actOf({ key }: KeyboardEvent): (() => void) | undefined {
    const pages = this.#pdf?.pages;
    if (key === '+' || key === '=') return () => this.#scale(1);
    if (key === '-') return () => this.#scale(-1);
    if (pages === undefined) return undefined;
    const sheet = this.#dialog?.querySelector('.sheet');
    const { scrollTop = 0, clientHeight = 0, scrollHeight = 0 } = sheet ?? {};
    // A page that is longer than the dialog is read to its end first.
    if (key === 'PageDown')
      return scrollTop + clientHeight < scrollHeight - 2 ? undefined : () => this.#turn(this.#page + 1);
    if (key === 'PageUp') return scrollTop > 2 ? undefined : () => this.#turn(this.#page - 1);
    if (key === 'Home') return () => this.#turn(1);
    if (key === 'End') return () => this.#turn(pages);
    return undefined;
  }

  #sayPage(): void {
    this.#host.announce(this.#words('page', { page: this.#page, pages: this.#pdf?.pages ?? 0 }));
  }

  #show(shown: Shown): void {
    this.#shown = shown;
    this.#host.changed();
  }

  #fail(): void {
    const text = this.#words('notShown');
    this.#release();
    this.#host.announce(text);
    this.#show({ kind: 'none', text });
  }

  #forget(): void {
    this.#round += 1;
    this.#watching.abort();
    this.#release();
    this.#shown = { kind: 'opening' };
    this.#page = this.#zoom = 1;
    this.#drawn = '';
  }

  #release(): void {
    if (this.#shown.kind === 'picture') URL.revokeObjectURL(this.#shown.url);
    this.#pdf?.close();
    this.#pdf = undefined;
  }
}

/** HEIC and TIFF are tried: some browsers show them, and the others say that they cannot. */
function canShow({ type }: SharedDocument): boolean {
  return type === 'application/pdf' || type === 'text/plain' || type.startsWith('image/');
}
