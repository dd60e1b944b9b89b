import type { Session } from '@portico/contract';
import { html, type TemplateResult } from 'lit';
import type { strings } from './faces.strings.js';
import { supportContact } from './support.js';
import type { Translate } from './translate.js';

/**
 * Whom to turn to, in the same place in every widget (WCAG 2.2, 3.2.6).
 * @param more what else stands at the foot of this one
 */
export function supportFooter(
  words: Translate<typeof strings>,
  support: Session['support'],
  ...more: readonly unknown[]
): TemplateResult {
  return html`<footer part="footer" class="small muted">
    <p>${words('help')} ${supportContact(support)}</p>
    ${more}
  </footer>`;
}
