/**
 * Everything of the checklist that the first paint can do without: the inside of opened requests, preview,
 * uploads and their total. It draws into places that the checklist keeps free, so that progress ten times a
 * second redraws the open requests and never the hundreds of rows around them.
 */
import type { Portal, UploadedEvent, UploadItem, UploadManager } from '@portico/client';
import type { ChecklistRequest, Document, LocalizedText, Session } from '@portico/contract';
import { html, nothing, render, type TemplateResult } from 'lit';
import { reasonText } from '../core/faces.js';
import { strings as faceStrings } from '../core/faces.strings.js';
import type { Camera } from '../camera/camera.js';
import type { Formats } from '../core/formats.js';
import type { Reading } from '../core/language.js';
import type { Localized } from '../core/localized.js';
import { save } from '../core/save.js';
import type { Strings, Translate, TranslationOf } from '../core/translate.js';
import { documentIcon, pauseIcon, resumeIcon } from '../later-icons.js';
import type { Locale } from '../locales/locale.js';
import { strings } from './request-panel.strings.js';
import { adoptPanelStyles } from './request-panel.styles.js';
import type { PanelView } from './panel-view.js';
import { requestPanel } from './request-view.js';
import { advice } from './staged-view.js';
import { UploadDesk } from './upload-desk.js';
import { UploadNews } from './upload-news.js';

/** What the panels are given by the element around them. */
export interface PanelsHost {
  readonly root: HTMLElement | DocumentFragment;
  readonly portal: () => Portal | undefined;
  readonly session: () => Session | undefined;
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
  readonly changed: () => void;
  /** The request stands alone on its page, and not in a list. */
  readonly alone?: boolean;
}

export class RequestPanels {
  readonly #host: PanelsHost;
  readonly #life = new AbortController();
  readonly #desk = new UploadDesk(async (file, jpeg) => {
    const quality = await import('../quality/look.js').catch(() => undefined);
    return quality?.lookAt(file, jpeg);
  });
  readonly #news = new UploadNews();
  #stray: readonly File[] = [];
  #loading: Promise<UploadManager> | undefined;
  #manager: UploadManager | undefined;
  #focus: string | undefined;
  #primary = false;
  #hasCamera = false;
  #camera: Camera | undefined;

  constructor(host: PanelsHost) {
    this.#host = host;
    if (host.root instanceof ShadowRoot) adoptPanelStyles(host.root);
    this.#desk.addEventListener('change', () => {
      this.render();
    });
    this.#desk.addEventListener('look', this.#looked);
    void hasCamera().then((found) => {
      this.#hasCamera = found;
      this.render();
    });
    window.addEventListener('beforeunload', this.#guard, { signal: this.#life.signal });
  }

  /** Ends for good: previews give back their memory, listeners go. Uploads under way go on without being shown. */
  dispose(): void {
    this.#life.abort();
    this.#camera?.close();
    this.#desk.clear();
  }

  /** True while files are chosen or sent: then that, and not the next step, has the one primary action. */
  get busy(): boolean {
    return this.#desk.anyStaged || this.#desk.running.length > 0;
  }

  /** Names of the files that were chosen and have not arrived. */
  get unsent(): readonly string[] {
    return this.#desk.unsent;
  }

  /** Takes files for a request; without one, asks which request they belong to. */
  choose(requestId: string | undefined, files: readonly File[]): void {
    const request = requestId ? this.#host.request(requestId) : undefined;
    if (!request) {
      this.#stray = [...this.#stray, ...files];
      this.render();
      this.#host.root.querySelector<HTMLElement>('[data-stray] select')?.focus();
      return;
    }
    void this.#uploads();
    this.#desk.stage(request, files);
    if (this.#desk.staged(request.id).length)
      this.#host.root.querySelector<HTMLElement>(`${panelOf(request.id)} [data-send]`)?.focus();
  }

  /** Brings an opened request into view, its first control focused. */
  show(requestId: string): void {
    const panel = this.#host.root.querySelector<HTMLElement>(panelOf(requestId));
    panel?.closest('[data-request]')?.scrollIntoView({ block: 'nearest' });
    panel?.querySelector<HTMLElement>('[data-choose], [data-send]')?.focus();
  }

  /** Loads uploads that an earlier visit left unfinished. */
  restore(): void {
    void this.#uploads();
  }

  /** Draws every open panel and the total. */
  render(): void {
    const { root } = this.#host;
    const view = this.#view();
    for (const place of root.querySelectorAll<HTMLElement>('[data-panel]')) {
      const request = this.#host.request(place.dataset['panel'] ?? '');
      if (request) render(requestPanel(view, request), place);
    }
    const total = root.querySelector<HTMLElement>('[data-total]');
    if (total) render(this.#total(view), total);
    const stray = root.querySelector<HTMLElement>('[data-stray]');
    if (stray) render(this.#strays(view), stray);
    this.#follow();
    if (this.#primary === this.busy) return;
    this.#primary = this.busy;
    this.#host.changed();
  }

  /** "Send" is gone once it was pressed: the focus goes to what is on its way instead of nowhere. */
  #follow(): void {
    const sending = this.#focus && this.#host.root.querySelector<HTMLElement>(`${panelOf(this.#focus)} .sending`);
    if (!sending) return;
    this.#focus = undefined;
    sending.focus({ preventScroll: true });
  }

  #uploads(): Promise<UploadManager> | undefined {
    const portal = this.#host.portal();
    if (!portal) return undefined;
    this.#loading ??= portal.uploads().then((manager) => {
      const { signal } = this.#life;
      this.#manager = this.#desk.manager = manager;
      manager.addEventListener('change', this.#progress, { signal });
      manager.addEventListener('uploaded', this.#uploaded, { signal });
      return manager;
    });
    this.#loading.catch(() => (this.#loading = undefined));
    return this.#loading;
  }

  #progress = (): void => {
    this.render();
    const manager = this.#manager;
    const news = manager && this.#news.next(manager.items, manager.totals);
    if (!news) return;
    const { words } = this.#view();
    this.#host.announce(
      news.kind === 'percent' ? words('percent', { percent: news.percent }) : words('failedNamed', { name: news.name }),
    );
    if (news.kind === 'failed') this.#host.failed?.(news.error);
  };

  #looked = (event: Event): void => {
    const staged = event instanceof CustomEvent && this.#desk.find(Number(event.detail));
    if (!staged) return;
    const { words } = this.#view();
    const text = advice(words, staged).join(' ');
    if (text) this.#host.announce(words('hintFor', { name: staged.file.name, text }));
  };

  #uploaded = (event: UploadedEvent): void => {
    const { id, requestId } = event.item;
    this.#host.arrived(
      event,
      this.#desk.items(requestId).every((item) => item.id === id),
    );
  };

  #send = async (request: ChecklistRequest): Promise<void> => {
    try {
      const manager = await this.#uploads();
      if (!manager) return;
      this.#focus = request.id;
      const count = await this.#desk.send(request, manager);
      this.#focus = undefined;
      if (count) this.#host.announce(this.#view().words('started', { count }));
    } catch {
      this.#desk.fail(request.id);
    }
  };

  /** Opens the camera for a request; what comes of it is chosen, as if by the picker. */
  async #photograph(request: ChecklistRequest, fallback: () => void): Promise<void> {
    const { root, reading, localized } = this.#host;
    const loaded = await import('../camera/camera.js').catch(() => undefined);
    if (this.#camera || this.#life.signal.aborted) return;
    if (!loaded) {
      fallback();
      return;
    }
    const { language, direction } = reading();
    this.#camera = new loaded.Camera({
      root,
      language,
      direction,
      title: localized(request.title).text,
      kind: request.kind,
      files: this.#desk.room(request),
      pdf: request.accept.includes('application/pdf'),
      advice: (hints) => hints.map((hint) => this.#view().words(hint)),
    });
    const files = await this.#camera.take();
    this.#camera = undefined;
    if (files.length) this.choose(request.id, files);
  }

  #act = (item: UploadItem, act: 'pause' | 'resume' | 'retry' | 'cancel'): void => {
    void this.#manager?.[act](item.id);
  };

  #download = async (document: Document): Promise<void> => {
    const bytes = await this.#host.portal()?.documents.content(document.id, { signal: this.#life.signal });
    if (bytes) save(bytes, document.name);
  };

  #guard = (event: BeforeUnloadEvent): void => {
    if (this.#desk.running.length || this.#desk.anyStaged) event.preventDefault();
  };

  #view(): PanelView {
    const { words, formats, localized, session } = this.#host;
    const capabilities = session()?.capabilities;
    const upload = capabilities?.['documents.upload'];
    const faces = words(faceStrings, (locale) => locale.faces);
    const own = words(strings, (locale) => locale.panel);
    const reason = upload && !upload.allowed ? upload.reason : undefined;
    return {
      words: own,
      formats: formats(),
      localized,
      desk: this.#desk,
      alone: this.#host.alone ?? false,
      refusal: reason && (reason === 'disabled_by_firm' ? own('uploadsOff') : reasonText(reason, faces)),
      choose: (request, files) => {
        this.choose(request.id, files);
      },
      hasCamera: this.#hasCamera,
      camera: (request, fallback) => void this.#photograph(request, fallback),
      send: (request) => void this.#send(request),
      act: this.#act,
      download: capabilities?.['documents.view'].allowed ? (document) => void this.#download(document) : undefined,
    };
  }

  #total({ words, formats }: PanelView): TemplateResult | typeof nothing {
    const manager = this.#manager;
    if (!manager) return nothing;
    const { running } = this.#desk;
    const paused = manager.items.filter(({ state }) => state === 'paused');
    if (!running.length && !paused.length) return nothing;
    const { bytes, sent, secondsLeft } = manager.totals;
    const count = running.length || paused.length;
    return html`<div class="total" part="total" role="group" aria-label=${words('sendingTitle')}>
      <p>
        <strong>${words(running.length ? 'totalSending' : 'totalPaused', { count })}</strong>
        <span class="muted small"
          >${running.length && secondsLeft !== null ? html`${words('left', { time: formats.duration(secondsLeft) })} · ` : nothing}${
            running.length ? words('keepOpen') : nothing
          }</span
        >
      </p>
      <button
        type="button"
        class="button"
        @click=${() => {
          if (running.length) manager.pauseAll();
          else manager.resumeAll();
        }}
      >
        ${running.length ? pauseIcon : resumeIcon}${words(running.length ? 'pauseAll' : 'resumeAll')}
      </button>
      <progress max=${bytes} value=${sent} aria-label=${words('sendingTitle')}></progress>
    </div>`;
  }

  #strays(view: PanelView): TemplateResult | typeof nothing {
    const { words, localized } = view;
    const files = this.#stray;
    if (!files.length) return nothing;
    const done = (requestId?: string): void => {
      this.#stray = [];
      this.render();
      if (!requestId) return;
      this.#host.open(requestId);
      this.choose(requestId, files);
    };
    return html`<section class="stray">
      <h3 id="stray">${words('strayTitle', { count: files.length })}</h3>
      <ul class="files">
        ${files.map(({ name }) => html`<li class="file"><span class="tile">${documentIcon}</span><span dir="auto">${name}</span></li>`)}
      </ul>
      <select aria-labelledby="stray">
        ${this.#host.candidates().map(({ id, title }) => html`<option value=${id}>${localized(title).text}</option>`)}
      </select>
      <div class="buttons">
        <button
          type="button"
          class="button primary"
          @click=${() => {
            done(this.#host.root.querySelector<HTMLSelectElement>('[data-stray] select')?.value);
          }}
        >
          ${words('strayAdd')}
        </button>
        <button
          type="button"
          class="button quiet"
          @click=${() => {
            done();
          }}
        >
          ${words('strayForget')}
        </button>
      </div>
    </section>`;
  }
}

/** Whether the page can see a camera; it is not opened, and nobody is asked. */
async function hasCamera(): Promise<boolean> {
  const { mediaDevices }: { readonly mediaDevices?: MediaDevices } = navigator;
  const devices = await mediaDevices?.enumerateDevices().catch(() => undefined);
  return Boolean(devices?.some(({ kind }) => kind === 'videoinput'));
}

function panelOf(requestId: string): string {
  return `[data-panel="${requestId}"]`;
}
