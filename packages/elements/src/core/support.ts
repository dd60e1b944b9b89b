import type { Session } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import type { strings } from './faces.strings.js';
import type { Translate } from './translate.js';

/** Whom to turn to at the firm, with what there is to press. */
export function supportContact({ name, phone, email }: Session['support']): TemplateResult {
  return html`<strong>${name}</strong>
    ${phone ? html`<a href="tel:${phone.replace(/[^+\d]/g, '')}" dir="ltr">${phone}</a>` : nothing}
    ${email ? html`<a href="mailto:${email}">${email}</a>` : nothing}`;
}

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
