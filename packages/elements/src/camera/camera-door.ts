import type { Camera, CameraOrder } from './camera.js';

/** What opens the camera on first use, one at a time. */
export class CameraDoor {
  #camera: Camera | undefined;
  #closed = false;

  /** Whether the page can see a camera; it is not opened, and nobody is asked. */
  async find(): Promise<boolean> {
    const { mediaDevices }: { readonly mediaDevices?: MediaDevices } = navigator;
    const devices = await mediaDevices?.enumerateDevices().catch(() => undefined);
    return devices?.some(({ kind }) => kind === 'videoinput') ?? false;
  }

  /** Resolves to what was taken. @param fallback called where the camera does not load */
  async open(order: CameraOrder, fallback: () => void): Promise<readonly File[]> {
    const loaded = await import('./camera.js').catch(() => undefined);
    if (this.#camera || this.#closed) return [];
    if (!loaded) {
      fallback();
      return [];
    }
    this.#camera = new loaded.Camera(order);
    const files = await this.#camera.take();
    this.#camera = undefined;
    return files;
  }

  /** Ends for good. */
  close(): void {
    this.#closed = true;
    this.#camera?.close();
  }
}
