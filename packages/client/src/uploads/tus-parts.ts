/** Parts that tus-js-client and Uppy are given in place of their own. */
import type { FileReader, UrlStorage } from './tus-types.js';

/** Reads blobs everywhere alike; tus's reader for Node knows only buffers and streams. */
export const blobReader: FileReader = {
  openFile: (blob: Blob) =>
    Promise.resolve({
      size: blob.size,
      slice: (start, end) => Promise.resolve({ value: blob.slice(start, end), done: end >= blob.size }),
      close: () => undefined,
    }),
};

/** Tus would keep the addresses of uploads in localStorage, past a sign-out. The journal keeps them instead. */
export const noStorage: UrlStorage = {
  findAllUploads: () => Promise.resolve([]),
  findUploadsByFingerprint: () => Promise.resolve([]),
  removeUpload: () => Promise.resolve(),
  addUpload: () => Promise.resolve(''),
};

/** Uppy logs file names; names are personal. */
export const silence = { debug: () => undefined, warn: () => undefined, error: () => undefined };
