/**
 * What happens between opening the camera and having pages, without a camera or a page: which face is shown, and which pages are
 * kept. It refuses steps that its face does not have, so that a late answer of a device cannot overturn what a person did.
 */
import type { Page } from '../quality/page-shape.js';
import type { Hint } from '../quality/hints.js';
import type { Trouble } from './camera-source.js';

export type CameraFace = 'starting' | 'live' | 'unavailable' | 'review' | 'crop' | 'pages' | 'closed';

/** One photograph. */
export interface Photo {
  readonly jpeg: Blob;
  readonly width: number;
  readonly height: number;
  /** Object URL. */
  readonly url: string;
  readonly hints: readonly Hint[];
  readonly page: Page | undefined;
}

type Step =
  'open' | 'fail' | 'retry' | 'shoot' | 'retake' | 'keep' | 'crop' | 'cropped' | 'back' | 'more' | 'remove' | 'review';
const steps: Readonly<Record<Step, readonly CameraFace[]>> = {
  open: ['starting'],
  fail: ['starting', 'live'],
  retry: ['unavailable'],
  shoot: ['live'],
  retake: ['review'],
  keep: ['review'],
  crop: ['review'],
  cropped: ['crop'],
  back: ['crop'],
  more: ['pages'],
  remove: ['pages'],
  review: ['review'],
};

export class CameraRun {
  readonly #limit: number;
  #face: CameraFace = 'starting';
  #kept: readonly Photo[] = [];
  #photo: Photo | undefined;
  #trouble: Trouble | undefined;

  /** @param limit pages at most */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get face(): CameraFace {
    return this.#face;
  }

  /** The photograph that is looked at. */
  get photo(): Photo | undefined {
    return this.#photo;
  }

  get kept(): readonly Photo[] {
    return this.#kept;
  }

  get trouble(): Trouble | undefined {
    return this.#trouble;
  }

  /** True while another page may be added. */
  get hasRoom(): boolean {
    return this.#kept.length < this.#limit;
  }

  /** True where one photograph is all that is wanted. */
  get single(): boolean {
    return this.#limit === 1;
  }

  opened(): boolean {
    return this.#step('open', 'live');
  }

  failed(trouble: Trouble): boolean {
    if (!this.#step('fail', 'unavailable')) return false;
    this.#trouble = trouble;
    return true;
  }

  retry(): boolean {
    return this.#step('retry', 'starting');
  }

  shot(photo: Photo): boolean {
    if (!this.#step('shoot', 'review')) return drop(photo);
    this.#photo = photo;
    return true;
  }

  /** Hints come later than the photograph. */
  looked(photo: Photo): boolean {
    if (photo.url !== this.#photo?.url || !this.#step('review', 'review')) return false;
    this.#photo = photo;
    return true;
  }

  retake(): boolean {
    if (!this.#step('retake', 'starting')) return false;
    if (this.#photo) drop(this.#photo);
    this.#photo = undefined;
    return true;
  }

  keep(): boolean {
    if (!this.#photo || !this.#step('keep', 'pages')) return false;
    this.#kept = [...this.#kept, this.#photo];
    this.#photo = undefined;
    return true;
  }

  crop(): boolean {
    return this.#step('crop', 'crop');
  }

  cropped(photo: Photo): boolean {
    if (!this.#step('cropped', 'review')) return drop(photo);
    if (this.#photo) drop(this.#photo);
    this.#photo = photo;
    return true;
  }

  back(): boolean {
    return this.#step('back', 'review');
  }

  more(): boolean {
    return this.hasRoom && this.#step('more', 'starting');
  }

  remove(url: string): boolean {
    const photo = this.#kept.find((each) => each.url === url);
    if (!photo || !this.#step('remove', this.#kept.length === 1 ? 'starting' : 'pages')) return false;
    drop(photo);
    this.#kept = this.#kept.filter((each) => each !== photo);
    return true;
  }

  /** Ends for good, and gives the memory of every picture back. */
  close(): void {
    this.#face = 'closed';
    for (const photo of [...this.#kept, ...(this.#photo ? [this.#photo] : [])]) drop(photo);
  }

  #step(step: Step, next: CameraFace): boolean {
    if (!steps[step].includes(this.#face)) return false;
    this.#face = next;
    return true;
  }
}

function drop({ url }: Photo): false {
  URL.revokeObjectURL(url);
  return false;
}
