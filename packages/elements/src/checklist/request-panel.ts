/**
 * Everything of the checklist that the first paint can do without: the inside of opened requests, preview,
 * uploads and their total. It draws into places that the checklist keeps free, so that progress ten times a
 * second redraws the open requests and never the hundreds of rows around them.
 */
import type { Portal } from '@portico/client';
import type { ChecklistRequest, Document } from '@portico/contract';
import { nothing, render } from 'lit';
import { CameraDoor } from '../camera/camera-door.js';
import { adopt } from '../core/adopt.js';
import { reasonText } from '../core/faces.js';
import { strings as faceStrings } from '../core/faces.strings.js';
import { LateWords } from '../core/late-words.js';
import { save } from '../core/save.js';
import { HelpDoor } from '../help/help-door.js';
import type { HelpTopic } from '../help/topics.js';
import { LifeDoor } from '../life/life-door.js';
import type { LifeHost } from '../life/life.js';
import { PhoneDoor } from '../phone/phone-door.js';
import type { Hint } from '../quality/hints.js';
import { refusalText } from './failure-view.js';
import { strings as checklistStrings } from './checklist.strings.js';
import type { PanelView } from './panel-view.js';
import { panelTexts, type PanelWords } from './panel-words.js';
import type { PanelsHost } from './panels-host.js';
import { partFor, type Part } from './parts.js';
import type { ReturnedPictures } from './returned-pictures.js';
import { strings } from './request-panel.strings.js';
import { styles } from './request-panel.styles.js';
import type { ReceiptDesk } from './receipt-desk.js';
import { requestPanel } from './request-view.js';
import type { Sending } from './sending.js';
import { UploadDesk } from './upload-desk.js';
import type * as underWay from './under-way.js';

export class RequestPanels {
  readonly #host: PanelsHost;
  readonly #draw = (): void => {
    this.render();
  };
  readonly #end = new AbortController();
  readonly #desk = new UploadDesk(
    async (file, jpeg) => {
      const quality = await import('../quality/look.js').catch(() => undefined);
      return quality?.lookAt(file, jpeg);
    },
    async (file) => (await import('./under-way.js')).withoutAsides(file),
  );
  readonly #late = new LateWords(strings, panelTexts, this.#draw);
  readonly #camera = new CameraDoor();
  readonly #phone = new PhoneDoor();
  readonly #help: HelpDoor;
  readonly #life: LifeDoor;
  #underWay: typeof underWay | undefined;
  #sending: Sending | undefined;
  #pictures: ReturnedPictures | undefined;
  #loading: Promise<Sending> | undefined;
  #receipts: ReceiptDesk | undefined;
  #stray: readonly File[] = [];
  #focus: string | undefined;
  #primary = false;
  #hasCamera = false;

  constructor(host: PanelsHost) {
    this.#host = host;
    adopt(host.root, styles);
    this.#help = new HelpDoor(host, () => {
      host.announce(this.#words('helpMissing'));
    });
    this.#life = new LifeDoor(
      this.#lifeHost(),
      () => host.session()?.capabilities['checklists.answer'].allowed ?? false,
      this.#end.signal,
    );
    this.#desk.addEventListener('change', this.#draw);
    const { signal } = this.#end;
    window.addEventListener('beforeunload', this.#guard, { signal });
    // What was chosen while nothing could be loaded shows when the line is back.
    window.addEventListener('online', () => (this.busy || this.#stray.length) && void this.#load().catch(() => {}), {
      signal,
    });
  }

  /** Resolves when the words are there: nothing is shown before. */
  async ready(): Promise<void> {
    await this.#late.ready(this.#host.reading().language);
    await this.#life.bring();
    // Nobody waits for it until files are chosen, and then the line may be gone. Once it is there it draws, so not before the rest.
    void this.#load().catch(() => undefined);
    void this.#camera.find().then((found) => {
      this.#hasCamera = found;
      this.render();
    });
  }

  /** Brings all about chosen files and uploads. */
  #load(): Promise<Sending> {
    this.#loading ??= import('./under-way.js').then((loaded) => {
      const { signal } = this.#end;
      const drawn = { words: () => this.#words, render: this.#draw };
      const sending = new loaded.Sending(this.#host, this.#desk, drawn, signal);
      this.#pictures = new loaded.ReturnedPictures(this.#host.portal, this.#draw, signal);
      adopt(this.#host.root, loaded.styles);
      this.#underWay = loaded;
      this.#sending = sending;
      this.render();
      return sending;
    });
    this.#loading.catch(() => (this.#loading = undefined));
    return this.#loading;
  }

  /** Ends for good: previews give back their memory, listeners go. Uploads under way go on without being shown. */
  dispose(): void {
    this.#end.abort();
    this.#camera.close();
    this.#phone.close();
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
      void this.#load().then(
        () => {
          this.#host.root.querySelector<HTMLElement>('[data-stray] select')?.focus();
        },
        () => {
          this.#host.announce(this.#words('notSent'));
        },
      );
      return;
    }
    const part = partFor(request, slot);
    this.#chosen(part, () => {
      this.#desk.stage(part, files);
    });
  }

  /** After files were chosen: what was not taken is said, and "send" has the focus. */
  #chosen(part: Part, stage: () => void): void {
    stage();
    this.#tellRefused(part);
    void this.#load().then(
      (sending) => {
        void sending.load();
        if (this.#desk.staged(part).length)
          this.#host.root.querySelector<HTMLElement>(`${placeOf(part)} [data-send]`)?.focus();
      },
      () => {
        this.#desk.fail(part);
        this.#tellRefused(part);
      },
    );
  }

  /** Brings an opened request into view, its first control focused. */
  show(requestId: string): void {
    const panel = this.#host.root.querySelector<HTMLElement>(panelOf(requestId));
    panel?.closest('[data-request]')?.scrollIntoView({ block: 'nearest' });
    panel?.querySelector<HTMLElement>('[data-choose], [data-send], .act :is(input, textarea), [data-lead]')?.focus();
  }

  /** Loads uploads that an earlier visit left unfinished. */
  restore(): void {
    this.#load().then(
      (sending) => void sending.load(),
      () => undefined,
    );
  }

  /** "I am finished": what is missing is said first. */
  finish(): void {
    this.#life.life?.finish();
  }

  /** Opens the help. @param topic what failed; without it the questions that people ask most */
  help = (topic?: HelpTopic): void => {
    void this.#help.open(topic);
  };

  /** Draws every open panel and the total. */
  render(): void {
    const { root } = this.#host;
    void this.#life.bring();
    void this.#help.render();
    const view = this.#view();
    const finish = root.querySelector<HTMLElement>('[data-finish]');
    if (finish) render(this.#life.life?.finishing() ?? nothing, finish);
    for (const place of root.querySelectorAll<HTMLElement>('[data-panel]')) {
      const request = this.#host.request(place.dataset['panel'] ?? '');
      if (request) render(requestPanel(view, request), place);
    }
    const total = root.querySelector<HTMLElement>('[data-total]');
    if (total) render(this.#underWay?.uploadTotal(view, this.#sending?.manager) ?? nothing, total);
    const stray = root.querySelector<HTMLElement>('[data-stray]');
    if (stray)
      render(this.#underWay?.strays(view, this.#stray, this.#host.candidates(), this.#strayed) ?? nothing, stray);
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

  #send = async (request: Part): Promise<void> => {
    this.#help.prepare();
    this.#focus = placeOf(request);
    const count = await this.#sending?.send(request);
    this.#focus = undefined;
    if (count === undefined) return;
    if (count) this.#host.announce(this.#words('started', { count }));
    else this.#tellRefused(request);
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
    const { language, direction } = reading();
    const order = {
      root,
      language,
      direction,
      title: localized(request.title).text,
      kind: request.kind,
      files: this.#desk.room(request),
      pdf: request.accept.includes('application/pdf'),
      advice: (hints: readonly Hint[]) => hints.map((hint) => this.#words(hint)),
      help: this.help,
    };
    const files = await this.#camera.open(order, fallback);
    if (files.length) this.choose(request.id, files, request.slot);
  }

  /** Shows a code for the phone; what it sends is read again as it comes. */
  async #goOn(request: ChecklistRequest, page: string): Promise<void> {
    const { root, reading, formats, localized, announce, stale } = this.#host;
    const portal = this.#host.portal();
    if (!portal) return;
    const order = {
      root,
      reading,
      formats,
      portal,
      requestId: request.id,
      title: localized(request.title).text,
      page: new URL(page, document.baseURI).href,
      announce,
      arrived: () => stale?.(),
    };
    await this.#phone.open(order, () => {
      this.#desk.fail(request);
      this.#tellRefused(request);
    });
  }

  #download = async (portal: Portal, { id, name }: Document, signal: AbortSignal): Promise<void> => {
    save(await portal.documents.content(id, { signal }), name);
  };

  async #receiptDesk(): Promise<ReceiptDesk> {
    const { ReceiptDesk } = await import('./receipt-desk.js');
    this.#receipts ??= new ReceiptDesk(this.#draw);
    return this.#receipts;
  }

  /** Fetches something of a document, and says where that fails. */
  async #fetch(
    request: Part,
    document: Document,
    fetch: (portal: Portal, document: Document, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const portal = this.#host.portal();
    if (!portal) return;
    const { signal } = this.#end;
    try {
      await fetch(portal, document, signal);
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

  /** What it takes to have a say: a request that stands alone on its page is not of a list. */
  #lifeHost(): LifeHost | undefined {
    const { checklist, took, stale, start } = this.#host;
    if (!checklist || !took || !stale || !start) return undefined;
    return {
      ...this.#host,
      checklist,
      took,
      stale,
      start,
      changed: this.#draw,
    };
  }

  #view(): PanelView {
    const { words, formats, localized, session } = this.#host;
    const capabilities = session()?.capabilities;
    const upload = capabilities?.['documents.upload'];
    const faces = words(faceStrings, (locale) => locale.faces);
    const own = this.#words;
    // Whoever only looks with a client's eyes has no phone of theirs.
    const page = session()?.preview === null && this.#phone.fits ? this.#host.phonePage?.() : undefined;
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
      picture: (document) => this.#pictures?.of(document),
      reasons: words(checklistStrings, (locale) => locale.checklist),
      life: this.#life.life,
      underWay: this.#underWay,
      hasCamera: this.#hasCamera,
      camera: (request, fallback) => void this.#photograph(request, fallback),
      phone: page === undefined ? undefined : (request) => void this.#goOn(request, page),
      send: (request) => void this.#send(request),
      act: (item, act) => {
        this.#sending?.act(item, act);
      },
      download: capabilities?.['documents.view'].allowed
        ? (request, document) => void this.#fetch(request, document, this.#download)
        : undefined,
      help: this.help,
      receipts: capabilities?.['documents.view'].allowed
        ? {
            pdf: this.#receipts?.pdf ?? true,
            get: (request, document, pdf) =>
              void this.#fetch(request, document, async (portal, { id }, signal) => {
                const receipts = await this.#receiptDesk();
                if (pdf) await receipts.printed(portal, id, this.#host.reading().language, signal);
                else await receipts.signed(portal, id, signal);
              }),
          }
        : undefined,
    };
  }
}

function panelOf(requestId: string): string {
  return `[data-panel="${requestId}"]`;
}

function placeOf({ id, slot }: Part): string {
  return slot ? `${panelOf(id)} [data-slot="${slot}"]` : panelOf(id);
}
