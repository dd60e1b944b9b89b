/** Files as a client has them: pictures that a browser encoded, and PDFs of any size. Each call makes other bytes. */
import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';

/** A file to choose. */
export interface ChosenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A PDF of one page. @param padding bytes of a stream that nothing shows, e.g. for a scan's weight */
export function pdf(name: string, padding = 0): ChosenFile {
  const line = `BT /F1 24 Tf 72 760 Td (${name.replace(/[()\\]/g, '')} ${randomBytes(4).toString('hex')}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>',
    `<< /Length ${line.length} >>\nstream\n${line}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Length ${padding} >>\nstream\n${randomBytes(padding).toString('latin1')}\nendstream`,
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  text += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(text, 'latin1') };
}

/** A photograph of 1,600 by 1,200 pixels with the grain of a real one, encoded by the page's browser. */
export async function photo(page: Page, name: string): Promise<ChosenFile> {
  const encoded = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(1600, 1200);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('No canvas');
    const image = context.createImageData(1600, 1200);
    for (let at = 0; at < image.data.length; at += 4) {
      const shade = (at / image.data.length) * 200 + Math.random() * 24;
      image.data.set([shade, 220 - shade / 2, 140, 255], at);
    }
    context.putImageData(image, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer());
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  });
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from(encoded, 'latin1') };
}
