/** Files that the page gives to the browser's downloads, instead of saving them. */
export interface Downloads {
  /** In order. */
  readonly files: readonly { readonly name: string; readonly blob: Blob }[];
  /** Gives the page its downloads back. */
  readonly end: () => void;
}

/** Notes what is saved from now on. */
export function watchDownloads(): Downloads {
  const files: { readonly name: string; readonly blob: Blob }[] = [];
  const blobs = new Map<string, Blob>();
  const { createObjectURL } = URL;
  const { click } = HTMLAnchorElement.prototype;
  URL.createObjectURL = (blob: Blob) => {
    const url = createObjectURL.call(URL, blob);
    blobs.set(url, blob);
    return url;
  };
  HTMLAnchorElement.prototype.click = function download() {
    files.push({ name: this.download, blob: blobs.get(this.href) ?? new Blob() });
  };
  const end = () => {
    URL.createObjectURL = createObjectURL;
    HTMLAnchorElement.prototype.click = click;
  };
  return { files, end };
}
