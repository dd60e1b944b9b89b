import { html, type TemplateResult } from 'lit';
import { encode } from 'uqr';

/** Light modules around the code, without which readers do not find it (ISO/IEC 18004, section 9.1). */
const QUIET = 4;

/** A QR code as a picture of one path: dark on light whatever the page's scheme. @param label what it is, for who cannot see it */
export function qrCode(text: string, label: string): TemplateResult {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET });
  return html`<svg class="qr" role="img" aria-label=${label} viewBox="0 0 ${size} ${size}">
    <path class="light" d="M0 0h${size}v${size}H0z" />
    <path class="dark" d=${darkOf(data)} />
  </svg>`;
}

/** Each run of dark modules of a row as one rectangle. */
function darkOf(rows: readonly (readonly boolean[])[]): string {
  let path = '';
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x += 1;
      path += `M${from} ${y}h${x + 1 - from}v1H${from}z`;
    }
  });
  return path;
}
