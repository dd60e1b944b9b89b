/**
 * The device's camera: the one at the back where there is one, at the size it can, sound never asked for. Whatever is opened here
 * is closed again; a light that stays on is a reason not to trust a page.
 */

/** Why there is no picture: what the person said, what the machine has, or what the page is allowed. */
export type Trouble = 'refused' | 'missing' | 'busy' | 'forbidden';

/** Browsers before 2026 know it under its old name, and TypeScript under none. */
interface Policied {
  readonly featurePolicy?: { readonly allowsFeature: (name: string) => boolean };
}

interface Lit extends MediaTrackConstraintSet {
  readonly torch: boolean;
}

export class CameraSource {
  readonly #stream: MediaStream;
  readonly #track: MediaStreamTrack | undefined;
  #lit = false;

  constructor(stream: MediaStream) {
    this.#stream = stream;
    [this.#track] = stream.getVideoTracks();
  }

  /** Opens the camera. Resolves to a reason where there is none; never rejects. */
  static async open(): Promise<CameraSource | Trouble> {
    const { mediaDevices }: { readonly mediaDevices?: MediaDevices } = navigator;
    const { featurePolicy }: Policied & { readonly body: unknown } = document;
    if (featurePolicy && !featurePolicy.allowsFeature('camera')) return 'forbidden';
    if (!mediaDevices) return 'missing';
    try {
      const video = { facingMode: { ideal: 'environment' }, width: { ideal: 3840 }, height: { ideal: 2160 } };
      return new CameraSource(await mediaDevices.getUserMedia({ video, audio: false }));
    } catch (error) {
      return troubleOf(error);
    }
  }

  get stream(): MediaStream {
    return this.#stream;
  }

  /** Calls back when the camera ends by itself, e.g. because it was unplugged. */
  onEnd(ended: () => void, signal: AbortSignal): void {
    this.#track?.addEventListener('ended', ended, { signal });
  }

  /** True where there is a lamp to switch. */
  get hasTorch(): boolean {
    const capabilities = this.#track?.getCapabilities();
    return capabilities !== undefined && 'torch' in capabilities && Boolean(capabilities.torch);
  }

  get lit(): boolean {
    return this.#lit;
  }

  /** Switches the lamp; where that fails it stays as it is. */
  async light(torch: boolean): Promise<void> {
    const wanted: Lit = { torch };
    try {
      await this.#track?.applyConstraints({ advanced: [wanted] });
      this.#lit = torch;
    } catch {
      // A lamp that does not obey is no reason to lose the picture.
    }
  }

  stop(): void {
    for (const track of this.#stream.getTracks()) track.stop();
  }
}

/** What is on screen as a JPEG, at the camera's own size and never mirrored. */
export async function photographed(video: HTMLVideoElement): Promise<Blob> {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 });
}

function troubleOf(error: unknown): Trouble {
  const { name } = error instanceof DOMException ? error : { name: '' };
  if (name === 'NotAllowedError') return 'refused';
  if (name === 'SecurityError') return 'forbidden';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'missing';
}
