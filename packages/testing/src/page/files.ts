/** Files that pass every check of the server, made on the spot. */

/** What a picture shows, and how large it is. */
export interface PictureOptions {
  readonly name?: string;
  readonly type?: 'image/jpeg' | 'image/png';
  /** Words on the paper. */
  readonly title?: string;
}

const WIDTH = 600;
const HEIGHT = 800;
const LINES = 12;

/** A photograph of a paper on a table. */
export async function aPicture({
  name = 'passport.jpg',
  type = 'image/jpeg',
  title = 'SPECIMEN',
}: PictureOptions = {}): Promise<File> {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const drawing = canvas.getContext('2d');
  if (!drawing) throw new Error('This browser does not draw');
  drawing.fillStyle = '#8d7a66';
  drawing.fillRect(0, 0, WIDTH, HEIGHT);
  drawing.rotate(-0.03);
  drawing.fillStyle = '#fbfaf6';
  drawing.fillRect(60, 70, WIDTH - 120, HEIGHT - 130);
  drawing.fillStyle = '#2b3a4f';
  drawing.font = '600 34px sans-serif';
  drawing.fillText(title, 100, 150);
  for (let line = 0; line < LINES; line += 1) {
    drawing.fillStyle = '#9aa3ad';
    drawing.fillRect(100, 200 + line * 38, 220 + ((line * 73) % 180), 10);
  }
  const blob = await canvas.convertToBlob({ type, quality: 0.9 });
  return new File([blob], name, { type });
}

/** A PDF of one page. @param size at least so many bytes, filled up with a comment */
export function aPdf(name = 'tax-return.pdf', size = 0, words = 'Specimen'): File {
  return aPdfOf([words], name, size);
}

/** A PDF of one page for each text; an empty text makes a page without words. */
export function aPdfOf(texts: readonly string[], name: string, size = 0): File {
  const kids = texts.map((_, index) => `${4 + index * 2} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${texts.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...texts.flatMap((words, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents ${5 + index * 2} 0 R /Resources << /Font << /F 3 0 R >> >> >>`,
      stream(words === '' ? '20 20 260 360 re S' : `BT /F 20 Tf 30 340 Td (${words}) Tj ET`),
    ]),
  ];
  let text = `%PDF-1.7\n${size > 0 ? `%${'.'.repeat(size)}\n` : ''}`;
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return new File([text], name, { type: 'application/pdf' });
}

function stream(content: string): string {
  return `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
}

/** A TIFF of one page: Safari shows it, and other browsers do not. */
export function aTiff(name: string): File {
  const entry = (tag: number) => [tag & 0xff, tag >> 8, 4, 0, 1, 0, 0, 0, 64, 0, 0, 0];
  const directory = [2, 0, ...entry(256), ...entry(257), 0, 0, 0, 0];
  return new File([Uint8Array.from([73, 73, 42, 0, 8, 0, 0, 0, ...directory])], name, { type: 'image/tiff' });
}
