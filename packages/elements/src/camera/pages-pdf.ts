/**
 * Several photographed pages as one PDF (ISO 32000-1). A JPEG goes into a PDF as it is, so this takes sixty lines; a
 * library for it weighs 180 kB. See docs/decisions/0011-photographs.md.
 */

/** A page: a JPEG in colour, and its size in pixels. */
export interface PhotoPage {
  readonly jpeg: Blob;
  readonly width: number;
  readonly height: number;
}

/** Points of a page's longer side: those of A4. */
const LONG_SIDE = 842;

/** Makes a PDF with each picture on a page of its shape. */
export async function pagesPdf(pages: readonly PhotoPage[]): Promise<Blob> {
  const parts: (string | Uint8Array<ArrayBuffer>)[] = [];
  const starts: number[] = [];
  let length = 0;
  const put = (part: string | Uint8Array<ArrayBuffer>): void => {
    parts.push(part);
    length += part.length;
  };
  const object = (content: string, stream?: Uint8Array<ArrayBuffer>): void => {
    starts.push(length);
    put(`${starts.length} 0 obj\n${content}\n`);
    if (stream) {
      put('stream\n');
      put(stream);
      put('\nendstream\n');
    }
    put('endobj\n');
  };
  put('%PDF-1.4\n');
  object('<< /Type /Catalog /Pages 2 0 R >>');
  const kids = pages.map((_, index) => `${3 + 3 * index} 0 R`).join(' ');
  object(`<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`);
  for (const { jpeg, width, height } of pages) {
    const scale = LONG_SIDE / Math.max(width, height);
    const size = `${(width * scale).toFixed(2)} ${(height * scale).toFixed(2)}`;
    const [contents, picture] = [starts.length + 2, starts.length + 3];
    object(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${size}] /Contents ${contents} 0 R ` +
        `/Resources << /XObject << /P ${picture} 0 R >> >> >>`,
    );
    const drawing = new TextEncoder().encode(`${size.replace(' ', ' 0 0 ')} 0 0 cm /P Do`);
    object(`<< /Length ${drawing.length} >>`, drawing);
    const bytes = new Uint8Array(await jpeg.arrayBuffer());
    object(
      `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB ` +
        `/BitsPerComponent 8 /Filter /DCTDecode /Length ${bytes.length} >>`,
      bytes,
    );
  }
  const table = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  const end = length;
  put(`xref\n0 ${starts.length + 1}\n0000000000 65535 f \n${table}`);
  put(`trailer\n<< /Size ${starts.length + 1} /Root 1 0 R >>\nstartxref\n${end}\n%%EOF\n`);
  return new Blob(parts, { type: 'application/pdf' });
}
