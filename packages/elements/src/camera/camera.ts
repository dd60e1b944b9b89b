/**
 * The camera in the page, in a dialog of its own. It is loaded when somebody asks for it, needs no server, and hands back files as
 * a picker does: nothing is sent from here. Where there is no camera it says why and offers the pickers of the device.
 */
import type { DocumentKind } from '@portico/contract';
import { html, render, type TemplateResult } from 'lit';
import { adopt } from '../core/adopt.js';
import { lateWords } from '../core/late-words.js';
import type { HelpTopic } from '../help/topics.js';
import { type Hint, hintsOf } from '../quality/hints.js';
import { measurePicture, straighten } from '../quality/picture-desk.js';
import type { Corners } from '../quality/perspective.js';
import { isConvex } from '../quality/perspective.js';
import { CameraRun, type Photo } from './camera-run.js';
import { styles } from './camera.styles.js';
import { type CameraActs, live, pages, review, unavailable } from './camera-view.js';
import { cameraTexts, type CameraWords } from './camera-words.js';
import { strings } from './camera.strings.js';
import { crop, placeCorners } from './crop-view.js';
import { type Guide, guideFor, outlineOf } from './guides.js';
import { keptFiles } from './kept-files.js';
import { LivingPicture } from './living-picture.js';

/** What the camera is opened for. */
export interface CameraOrder {
  readonly root: HTMLElement | DocumentFragment;
  /** BCP 47 tag and direction of the reader. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** What is asked for, in the reader's language; files get its name. */
  readonly title: string;
  readonly kind: DocumentKind;
  /** Files that may be handed back. */
  readonly files: number;
  /** Whether several pages may become one PDF. */
  readonly pdf: boolean;
  /** Sentences about what was noticed. */
  readonly advice: (hints: readonly Hint[]) => readonly string[];
  /** Opens the help at what is wrong, if anything is known to be. */
  readonly help: (topic?: HelpTopic) => void;
}

/** Pages of one PDF; more would be a scanner's work. */
const MOST_PAGES = 20;
/** Longest side of a page that was made straight: 300 dots an inch on A4. */
const STRAIGHT_SIDE = 3508;
const zooms = [1, 1.5, 2, 3, 4, 6];

export class Camera {
  readonly #order: CameraOrder;
  readonly #life = new AbortController();
  readonly #dialog = document.createElement('dialog');
  readonly #run: CameraRun;
  readonly #live = new LivingPicture(() => {
    this.#draw();
  });
  readonly #result: Promise<readonly File[]>;
  #finish: (files: readonly File[]) => void = () => undefined;
  #words: CameraWords | undefined;
  #guide: Guide;
  #zoom = 0;
  #corners: Corners | undefined;
  #message = '';
  /** True when the page could not be straightened. */
  #failed = false;
  #shown = '';
  /** True when the photograph on screen has been looked at. */
  #checked = false;

  constructor(order: CameraOrder) {
    this.#order = order;
    this.#run = new CameraRun(order.pdf ? MOST_PAGES : order.files);
    this.#guide = guideFor(order.kind, order.language);
    this.#result = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  /** Shows the camera until the person is done. Resolves to what was taken or chosen; to nothing where it was closed. */
  async take(): Promise<readonly File[]> {
    const { root, language, direction } = this.#order;
    const { signal } = this.#life;
    adopt(root, styles);
    this.#words = await lateWords(language, strings, cameraTexts);
    if (signal.aborted) return this.#result;
    const dialog = this.#dialog;
    dialog.className = 'camera-dialog';
    dialog.lang = language;
    dialog.dir = direction;
    dialog.setAttribute('aria-labelledby', 'camera-title');
    dialog.addEventListener('close', () => void this.#end(), { signal });
    document.addEventListener('visibilitychange', this.#turned, { signal });
    window.addEventListener(
      'pagehide',
      () => {
        this.#live.stop();
      },
      { signal },
    );
    root.append(dialog);
    this.#draw();
    dialog.showModal();
    this.#lead();
    void this.#open();
    return this.#result;
  }

  /** Closes it without a result, for what is around it goes. */
  close(): void {
    this.#dialog.close();
    void this.#end();
  }

  /** Opens the camera for the face that waits for it, or once more for the one that had it. */
  async #open(): Promise<void> {
    const { signal } = this.#life;
    const wanted = (): boolean => !document.hidden && (this.#run.face === 'starting' || this.#run.face === 'live');
    const ended = (): void => {
      this.#live.stop();
      if (this.#run.failed('missing')) this.#draw();
    };
    const opened = await this.#live.start(wanted, ended, signal);
    if (typeof opened === 'string') {
      if (this.#run.failed(opened)) this.#draw();
      return;
    }
    if (!opened) return;
    this.#run.opened();
    this.#draw();
    void this.#live.watch(() => {
      if (!this.#dialog.isConnected) this.close();
      return wanted();
    });
  }

  /** Nobody can look at a page in the background, so the camera is off there. */
  #turned = (): void => {
    if (document.hidden) this.#live.stop();
    else if (this.#run.face === 'starting' || (this.#run.face === 'live' && !this.#live.open)) void this.#open();
  };

  readonly #acts: CameraActs = {
    shoot: () => void this.#shoot(),
    guide: (guide) => {
      this.#guide = guide;
      this.#draw();
    },
    torch: () => void this.#live.switchLamp(),
    retry: () => {
      if (this.#run.retry()) this.#restart();
    },
    chosen: (files) => void this.#end(files),
    zoom: (step) => {
      this.#zoom = Math.min(zooms.length - 1, Math.max(0, this.#zoom + step));
      this.#draw();
    },
    retake: () => {
      if (this.#run.retake()) this.#restart();
    },
    keep: () => {
      if (!this.#run.keep()) return;
      if (this.#run.single) void this.#end();
      else this.#draw();
    },
    crop: () => {
      const { photo } = this.#run;
      if (!photo || !this.#run.crop()) return;
      this.#corners = photo.page?.corners.every(isInside)
        ? photo.page.corners
        : outlineOf(this.#guide, photo.width / photo.height);
      this.#message = '';
      this.#failed = false;
      this.#draw();
    },
    more: () => {
      if (this.#run.more()) this.#restart();
    },
    remove: ({ url }) => {
      if (!this.#run.remove(url)) return;
      if (this.#run.face === 'starting') this.#restart();
      else this.#draw();
    },
    done: () => void this.#end(),
    video: (element) => {
      this.#live.video = element;
    },
  };

  #restart(): void {
    this.#draw();
    void this.#open();
  }

  async #shoot(): Promise<void> {
    const taken = await this.#live.photograph();
    if (!taken) return;
    const photo = { ...taken, url: URL.createObjectURL(taken.jpeg), hints: [], page: undefined };
    if (this.#run.shot(photo)) this.#show(photo);
  }

  #show(photo: Photo): void {
    this.#live.stop();
    this.#zoom = 0;
    this.#checked = false;
    this.#draw();
    void measurePicture(photo.jpeg).then((measures) => {
      this.#checked = true;
      if (measures) this.#run.looked({ ...photo, hints: hintsOf(measures), page: measures.page });
      this.#draw();
    });
  }

  async #straighten(): Promise<void> {
    const { photo } = this.#run;
    const corners = this.#corners;
    const words = this.#words;
    if (!photo || !corners || !words) return;
    this.#message = isConvex(corners) ? words('looking') : words('crossed');
    this.#draw();
    if (!isConvex(corners)) return;
    const jpeg = await straighten(photo.jpeg, corners, STRAIGHT_SIDE);
    const bitmap = jpeg && (await createImageBitmap(jpeg).catch(() => undefined));
    if (!jpeg || !bitmap) {
      this.#message = words('cropFailed');
      this.#failed = true;
      this.#draw();
      return;
    }
    const { width, height } = bitmap;
    bitmap.close();
    const straight = { jpeg, width, height, url: URL.createObjectURL(jpeg), hints: [], page: undefined };
    if (this.#run.cropped(straight)) this.#show(straight);
  }

  /** Hands over what was kept and what was chosen, and leaves nothing behind. */
  async #end(chosen: readonly File[] = []): Promise<void> {
    if (this.#life.signal.aborted) return;
    this.#life.abort();
    this.#live.stop();
    const { pdf, title } = this.#order;
    const kept = await keptFiles(this.#run.kept, title, pdf);
    this.#run.close();
    this.#dialog.close();
    this.#dialog.remove();
    this.#finish([...kept, ...chosen]);
  }

  #draw(): void {
    const words = this.#words;
    const { face, photo } = this.#run;
    if (!words || face === 'closed') return;
    render(this.#template(words), this.#dialog);
    const ratio = face === 'crop' && photo ? photo.width / photo.height : this.#live.ratio;
    this.#dialog.style.setProperty('--ratio', String(ratio));
    this.#dialog.style.setProperty('--zoom', String(zooms[this.#zoom]));
    if (this.#corners) placeCorners(this.#dialog, this.#corners);
    if (face === this.#shown) return;
    this.#shown = face;
    this.#lead();
  }

  /** The focus goes to the next thing to do on each face, but does not leave the shutter while the camera opens. */
  #lead(): void {
    this.#dialog.querySelector<HTMLElement>('[data-lead]:not([disabled])')?.focus();
  }

  /** What the help is about on this face. */
  get #trouble(): HelpTopic | undefined {
    const { face, trouble } = this.#run;
    if (face === 'unavailable') return trouble;
    if (face === 'crop' && this.#failed) return 'cropFailed';
    return face === 'starting' || face === 'live' ? 'black' : undefined;
  }

  #template(words: CameraWords): TemplateResult {
    return html`<div class="camera-face">
      <header>
        <h2 id="camera-title">${words('title', { title: this.#order.title })}</h2>
        <button
          type="button"
          class="button quiet"
          @click=${() => {
            this.#order.help(this.#trouble);
          }}
        >
          ${words('help')}
        </button>
        <button
          type="button"
          class="button"
          data-close
          @click=${() => {
            this.#dialog.close();
          }}
        >
          ${words('close')}
        </button>
      </header>
      ${this.#inside(words)}
    </div>`;
  }

  #inside(words: CameraWords): TemplateResult {
    const view = { words, acts: this.#acts, several: this.#order.files > 1 };
    const { face, photo, kept, trouble, hasRoom } = this.#run;
    if (face === 'unavailable' && trouble) return unavailable(view, trouble);
    if (face === 'review' && photo)
      return review(view, photo, this.#checked ? this.#order.advice(photo.hints) : undefined);
    if (face === 'crop' && photo && this.#corners)
      return crop({
        words,
        url: photo.url,
        corners: this.#corners,
        message: this.#message,
        move: (corners, said) => {
          this.#corners = corners;
          this.#message = said;
          this.#draw();
        },
        apply: () => void this.#straighten(),
        back: () => {
          if (this.#run.back()) this.#draw();
        },
      });
    if (face === 'pages') return pages(view, kept, hasRoom, this.#order.pdf);
    return live(view, {
      ready: face === 'live',
      guide: this.#guide,
      ratio: this.#live.ratio,
      hint: this.#live.hint,
      lit: this.#live.lit,
    });
  }
}

function isInside({ x, y }: { readonly x: number; readonly y: number }): boolean {
  return x >= 0 && x <= 1 && y >= 0 && y <= 1;
}
