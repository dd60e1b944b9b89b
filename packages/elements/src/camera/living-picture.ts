/** The living picture: the camera's stream in a video, and what is seen in it again and again, as long as somebody looks. */
import { type LiveHint, liveHintOf } from '../quality/hints.js';
import { measurePicture } from '../quality/picture-desk.js';
import { fitted } from '../quality/picture.js';
import { MEASURED_SIDE } from '../quality/thresholds.js';
import { CameraSource, photographed, type Trouble } from './camera-source.js';

/** Milliseconds between looks: a hint can be read before the next. */
const LOOK_EVERY = 700;
/** Width over height until the camera has said what it is. */
const UPRIGHT = 3 / 4;

export class LivingPicture {
  readonly #changed: () => void;
  #source: CameraSource | undefined;
  #video: HTMLVideoElement | undefined;
  #hint: LiveHint | undefined;
  #seen: LiveHint | undefined;
  #looking = false;

  /** @param changed is called when there is another hint, and when the light was switched */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Where it is shown; set by the template, and taken away with it. */
  set video(element: Element | undefined) {
    this.#video = element instanceof HTMLVideoElement ? element : undefined;
  }

  /** What to do next; undefined until the same was seen twice: hands shake. */
  get hint(): LiveHint | undefined {
    return this.#hint;
  }

  /** Width over height. */
  get ratio(): number {
    const { videoWidth, videoHeight } = this.#video ?? { videoWidth: 0, videoHeight: 0 };
    return videoHeight ? videoWidth / videoHeight : UPRIGHT;
  }

  /** Whether the lamp is on; undefined where there is none. */
  get lit(): boolean | undefined {
    return this.#source?.hasTorch ? this.#source.lit : undefined;
  }

  get open(): boolean {
    return this.#source !== undefined;
  }

  /** Opens the camera. Resolves to true when it plays, to false when nobody wants it any more, or to why there is none. */
  async start(wanted: () => boolean, ended: () => void, signal: AbortSignal): Promise<boolean | Trouble> {
    const source = await CameraSource.open();
    if (typeof source === 'string') return source;
    const video = this.#video;
    if (!wanted() || !video) {
      source.stop();
      return false;
    }
    this.stop();
    this.#source = source;
    source.onEnd(ended, signal);
    video.muted = true;
    video.srcObject = source.stream;
    await video.play().catch(() => undefined);
    if (video.videoWidth === 0)
      await new Promise((resolve) => {
        video.addEventListener('loadeddata', resolve, { once: true });
      });
    return wanted();
  }

  /** The light goes out. */
  stop(): void {
    this.#source?.stop();
    this.#source = undefined;
    this.#hint = this.#seen = undefined;
    if (this.#video) this.#video.srcObject = null;
  }

  async switchLamp(): Promise<void> {
    await this.#source?.light(!this.#source.lit);
    this.#changed();
  }

  /** What is on screen now, at the camera's own size. */
  async photograph(): Promise<{ jpeg: Blob; width: number; height: number } | undefined> {
    const video = this.#video;
    if (!video?.videoWidth) return undefined;
    const { videoWidth: width, videoHeight: height } = video;
    return { jpeg: await photographed(video), width, height };
  }

  /** Looks again and again while it is wanted. */
  async watch(wanted: () => boolean): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    while (this.#source && this.#video && wanted()) {
      const hint = await this.#look(this.#video);
      if (hint === this.#seen && hint !== this.#hint && wanted()) {
        this.#hint = hint;
        this.#changed();
      }
      this.#seen = hint;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
    }
    this.#looking = false;
  }

  async #look(video: HTMLVideoElement): Promise<LiveHint | undefined> {
    const { width, height } = fitted({ width: video.videoWidth, height: video.videoHeight }, MEASURED_SIDE);
    const bitmap = await createImageBitmap(video, { resizeWidth: width, resizeHeight: height }).catch(() => undefined);
    const measures = bitmap && (await measurePicture(bitmap));
    return measures && liveHintOf(measures);
  }
}
