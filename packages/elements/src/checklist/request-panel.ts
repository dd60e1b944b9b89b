/**
 * Everything of the checklist that the first paint can do without: the inside of opened requests, preview,
 * uploads and their total. It draws into places that the checklist keeps free, so that progress ten times a
 * second redraws the open requests and never the hundreds of rows around them.
 */
import type { UploadedEvent, UploadItem, UploadManager } from '@portico/client';
import type { ChecklistRequest, Document } from '@portico/contract';
import { nothing, render } from 'lit';
import type { Camera } from '../camera/camera.js';
import type { Phone } from '../phone/phone.js';
import { adopt } from '../core/adopt.js';
import { reasonText } from '../core/faces.js';
import { strings as faceStrings } from '../core/faces.strings.js';
import { LateWords } from '../core/late-words.js';
import { save } from '../core/save.js';
import type { Life } from '../life/life.js';
import { HelpDoor } from '../help/help-door.js';
import type { HelpTopic } from '../help/topics.js';
import { errorText, refusalText } from './failure-view.js';
import { strings as checklistStrings } from './checklist.strings.js';
import type { PanelView } from './panel-view.js';
import { panelTexts, type PanelWords } from './panel-words.js';
import type { PanelsHost } from './panels-host.js';
import { partFor, type Part } from './parts.js';
import { ReturnedPictures } from './returned-pictures.js';
import { strings } from './request-panel.strings.js';
import { styles } from './request-panel.styles.js';
import { ReceiptDesk } from './receipt-view.js';
import { requestPanel } from './request-view.js';
import { advice } from './staged-view.js';
import { strays } from './stray-view.js';
import { UploadDesk } from './upload-desk.js';
import { UploadNews } from './upload-news.js';
import { uploadTotal } from './upload-total.js';

export class RequestPanels {
  readonly #host: PanelsHost;
  readonly #end = new AbortController();
  readonly #desk = new UploadDesk(async (file, jpeg) => {
    const quality = await import('../quality/look.js').catch(() => undefined);
    return quality?.lookAt(file, jpeg);
  });
  readonly #news = new UploadNews();
  readonly #late = new LateWords(strings, panelTexts, () => {
    this.render();
  });
  readonly #help: HelpDoor;
  readonly #receipts = new ReceiptDesk(() => {
    this.render();
  });
  readonly #pictures: ReturnedPictures;
  #stray: readonly File[] = [];
  #loading: Promise<UploadManager> | undefined;
  #manager: UploadManager | undefined;
  #focus: string | undefined;
  #primary = false;
  #hasCamera = false;
  #camera: Camera | undefined;
  #phone: Phone | undefined;
  #life: Life | undefined;
  #catchingUp: Promise<void> | undefined;

  constructor(host: PanelsHost) {
    this.#host = host;
    adopt(host.root, styles);
    this.#pictures = new ReturnedPictures(
      host.portal,
      () => {
        this.render();
      },
      this.#end.signal,
    );
    this.#help = new HelpDoor(host, () => {
      host.announce(this.#words('helpMissing'));
    });
    this.#desk.addEventListener('change', () => {
      this.render();
    });
    this.#desk.addEventListener('look', this.#looked);
    window.addEventListener('beforeunload', this.#guard, { signal: this.#end.signal });
  }

  /** Resolves when the words are there: nothing is shown before. */
  async ready(): Promise<void> {
    await this.#late.ready(this.#host.reading().language);
    await this.#loadLife();
    void hasCamera().then((found) => {
      this.#hasCamera = found;
      this.render();
    });
  }

  /** Answers, notes and the like, where this session may have a say. Without them documents can still be sent. */
  async #loadLife(): Promise<void> {
    const { checklist, took, stale, start, session } = this.#host;
    if (this.#life || !checklist || !took || !stale || !start) return;
    if (!session()?.capabilities['checklists.answer'].allowed) return;
    const loaded = await import('../life/life.js').catch(() => undefined);
    if (!loaded) return;
    const host = {
      ...this.#host,
      checklist,
      took,
      stale,
      start,
      changed: () => {
        this.render();
      },
    };
    const life = new loaded.Life(host, this.#end.signal);
    await life.ready();
    this.#life ??= life;
  }

  /** Whoever signs in beside panels that are there already brings what they may say along. */
  async #catchUp(): Promise<void> {
    await this.#loadLife();
    this.#catchingUp = undefined;
    if (this.#life) this.render();
  }

  /** Ends for good: previews give back their memory, listeners go. Uploads under way go on without being shown. */
  dispose(): void {
    this.#end.abort();
    this.#camera?.close();
    this.#phone?.close();
    void this.#help.close();
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
  choose(requestId: string | undefined, files: readonly File[], slot?: string): void {
    const request = requestId ? this.#host.request(requestId) : undefined;
    if (!request) {
      this.#stray = [...this.#stray, ...files];
      this.render();
      this.#host.root.querySelector<HTMLElement>('[data-stray] select')?.focus();
      return;
    }
    const part = partFor(request, slot);
    this.#chosen(part, () => {
      this.#desk.stage(part, files);
    });
  }

  /** After files were chosen: what was not taken is said, and "send" has the focus. */
  #chosen(part: Part, stage: () => void): void {
    void this.#uploads();
    stage();
    this.#tellRefused(part);
    if (this.#desk.staged(part).length)
      this.#host.root.querySelector<HTMLElement>(`${placeOf(part)} [data-send]`)?.focus();
  }

  /** Brings an opened request into view, its first control focused. */
  show(requestId: string): void {
    const panel = this.#host.root.querySelector<HTMLElement>(panelOf(requestId));
    panel?.closest('[data-request]')?.scrollIntoView({ block: 'nearest' });
    panel?.querySelector<HTMLElement>('[data-choose], [data-send], .act :is(input, textarea), [data-lead]')?.focus();
  }

  /** Loads uploads that an earlier visit left unfinished. */
  restore(): void {
    void this.#uploads();
  }

  /** "I am finished": what is missing is said first. */
  finish(): void {
    this.#life?.finish();
  }

  /** Opens the help. @param topic what failed; without it the questions that people ask most */
  help(topic?: HelpTopic): void {
    void this.#help.open(topic);
  }

  /** Draws every open panel and the total. */
  render(): void {
    const { root } = this.#host;
    if (!this.#life) this.#catchingUp ??= this.#catchUp();
    void this.#help.render();
    const view = this.#view();
    const finish = root.querySelector<HTMLElement>('[data-finish]');
    if (finish) render(this.#life?.finishing() ?? nothing, finish);
    for (const place of root.querySelectorAll<HTMLElement>('[data-panel]')) {
      const request = this.#host.request(place.dataset['panel'] ?? '');
      if (request) render(requestPanel(view, request), place);
    }
    const total = root.querySelector<HTMLElement>('[data-total]');
    if (total) render(uploadTotal(view, this.#manager), total);
    const stray = root.querySelector<HTMLElement>('[data-stray]');
    if (stray) render(strays(view, this.#stray, this.#host.candidates(), this.#strayed), stray);
    this.#follow();
    if (this.#primary === this.busy) return;
    this.#primary = this.busy;
    this.#host.changed();
  }

  /** "Send" is gone once it was pressed: the focus goes to what is on its way instead of nowhere. */
  #follow(): void {
    const sending = this.#focus && this.#host.root.querySelector<HTMLElement>(`${this.#focus} .sending`);
    if (!sending) return;
    this.#focus = undefined;
    sending.focus({ preventScroll: true });
  }

  #uploads(): Promise<UploadManager> | undefined {
    const portal = this.#host.portal();
    if (!portal) return undefined;
    this.#loading ??= portal.uploads().then((manager) => {
      const { signal } = this.#end;
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
    const words = this.#words;
    if (news.kind === 'percent') {
      this.#host.announce(words('percent', { percent: news.percent }));
      return;
    }
    this.#host.announce(`${words('failedNamed', { name: news.name })} ${errorText(words, news.error)}`);
    this.#host.failed?.(news.error);
  };

  #looked = (event: Event): void => {
    const staged = event instanceof CustomEvent && this.#desk.find(Number(event.detail));
    if (!staged) return;
    const words = this.#words;
    const text = advice(words, staged).join(' ');
    if (text) this.#host.announce(words('hintFor', { name: staged.file.name, text }));
  };

  #uploaded = (event: UploadedEvent): void => {
    const { id, requestId } = event.item;
    const request = this.#host.request(requestId);
    this.#host.arrived(event, !request || this.#desk.items(request).every((item) => item.id === id));
  };

  #send = async (request: Part): Promise<void> => {
    this.#help.prepare();
    try {
      const manager = await this.#uploads();
      if (!manager) return;
      this.#focus = placeOf(request);
      const count = await this.#desk.send(request, manager);
      this.#focus = undefined;
      if (count) this.#host.announce(this.#words('started', { count }));
      else this.#tellRefused(request);
    } catch {
      this.#desk.fail(request);
      this.#tellRefused(request);
    }
  };

  /** Says of the files that were not taken why. */
  #tellRefused(request: Part): void {
    const view = { words: this.#words, formats: this.#host.formats() };
    const texts = this.#desk.refused(request).map((refused) => refusalText(view, request, refused));
    if (texts.length) this.#host.announce(texts.join(' '));
  }

  #strayed = (requestId?: string): void => {
    const files = this.#stray;
    this.#stray = [];
    this.render();
    if (!requestId) return;
    this.#host.open(requestId);
    this.choose(requestId, files);
  };

  /** Opens the camera for a request; what comes of it is chosen, as if by the picker. */
  async #photograph(request: Part, fallback: () => void): Promise<void> {
    const { root, reading, localized } = this.#host;
    const loaded = await import('../camera/camera.js').catch(() => undefined);
    if (this.#camera || this.#end.signal.aborted) return;
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
      advice: (hints) => hints.map((hint) => this.#words(hint)),
      help: (topic) => {
        this.help(topic);
      },
    });
    const files = await this.#camera.take();
    this.#camera = undefined;
    if (files.length) this.choose(request.id, files, request.slot);
  }

  /** Shows a code for the phone; what it sends is read again as it comes. */
  async #goOn(request: ChecklistRequest, page: string): Promise<void> {
    const { root, reading, formats, localized, announce, reload } = this.#host;
    const portal = this.#host.portal();
    const loaded = await import('../phone/phone.js').catch(() => undefined);
    if (!portal || this.#phone || this.#end.signal.aborted) return;
    if (!loaded) {
      this.#desk.fail(request);
      this.#tellRefused(request);
      return;
    }
    const title = localized(request.title).text;
    const arrived = (): void => reload?.();
    const requestId = request.id;
    const address = new URL(page, document.baseURI).href;
    const order = { root, reading, formats, portal, requestId, title, page: address, announce, arrived };
    this.#phone = new loaded.Phone(order);
    await this.#phone.show();
    this.#phone = undefined;
  }

  #act = (item: UploadItem, act: 'pause' | 'resume' | 'retry' | 'cancel'): void => {
    void this.#manager?.[act](item.id);
  };

  #download = async (request: Part, document: Document): Promise<void> => {
    const { signal } = this.#end;
    try {
      const bytes = await this.#host.portal()?.documents.content(document.id, { signal });
      if (bytes) save(bytes, document.name);
    } catch {
      if (signal.aborted) return;
      this.#desk.refuse(request, { name: document.name, code: 'notLoaded' });
      this.#tellRefused(request);
    }
  };

  async #receipt(request: ChecklistRequest, document: Document, pdf: boolean): Promise<void> {
    const portal = this.#host.portal();
    if (!portal) return;
    const { signal } = this.#end;
    try {
      if (pdf) await this.#receipts.printed(portal, document, this.#host.reading().language, signal);
      else await this.#receipts.signed(portal, document, signal);
    } catch {
      if (signal.aborted) return;
      this.#desk.refuse(request, { name: document.name, code: 'notLoaded' });
      this.#tellRefused(request);
    }
  }

  #guard = (event: BeforeUnloadEvent): void => {
    if (this.#desk.running.length || this.#desk.anyStaged) event.preventDefault();
  };

  get #words(): PanelWords {
    return this.#late.in(this.#host.reading().language);
  }

  #view(): PanelView {
    const { words, formats, localized, session } = this.#host;
    const capabilities = session()?.capabilities;
    const upload = capabilities?.['documents.upload'];
    const faces = words(faceStrings, (locale) => locale.faces);
    const own = this.#words;
    // Whoever only looks with a client's eyes has no phone of theirs, and whoever holds one needs no code.
    const page = session()?.preview === null && isDesk() ? this.#host.phonePage?.() : undefined;
    const reason = upload && !upload.allowed ? upload.reason : undefined;
    return {
      words: own,
      formats: formats(),
      localized,
      desk: this.#desk,
      alone: this.#host.alone ?? false,
      refusal: reason && (reason === 'disabled_by_firm' ? own('uploadsOff') : reasonText(reason, faces)),
      choose: (part, files) => {
        this.choose(part.id, files, part.slot);
      },
      replace: (part, document, file) => {
        this.#chosen(part, () => {
          this.#desk.replace(part, document, file);
        });
      },
      picture: (document) => this.#pictures.of(document),
      reasons: words(checklistStrings, (locale) => locale.checklist),
      life: this.#life,
      hasCamera: this.#hasCamera,
      camera: (request, fallback) => void this.#photograph(request, fallback),
      phone: page === undefined ? undefined : (request) => void this.#goOn(request, page),
      send: (request) => void this.#send(request),
      act: this.#act,
      download: capabilities?.['documents.view'].allowed
        ? (request, document) => void this.#download(request, document)
        : undefined,
      help: (topic) => {
        this.help(topic);
      },
      receipts: capabilities?.['documents.view'].allowed
        ? { pdf: this.#receipts.pdf, get: (request, document, pdf) => void this.#receipt(request, document, pdf) }
        : undefined,
    };
  }
}

/** A pointer that hovers is a desktop's. */
const isDesk = (): boolean => matchMedia('(hover: hover) and (pointer: fine)').matches;

/** Whether the page can see a camera; it is not opened, and nobody is asked. */
async function hasCamera(): Promise<boolean> {
  const { mediaDevices }: { readonly mediaDevices?: MediaDevices } = navigator;
  const devices = await mediaDevices?.enumerateDevices().catch(() => undefined);
  return Boolean(devices?.some(({ kind }) => kind === 'videoinput'));
}

function panelOf(requestId: string): string {
  return `[data-panel="${requestId}"]`;
}

function placeOf({ id, slot }: Part): string {
  return slot ? `${panelOf(id)} [data-slot="${slot}"]` : panelOf(id);
}
