import type { Session } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';

/** Whom to turn to at the firm, with what there is to press. */
export function supportContact({ name, phone, email }: Session['support']): TemplateResult {
  return html`<strong>${name}</strong>
    ${phone ? html`<a href="tel:${phone.replace(/[^+\d]/g, '')}" dir="ltr">${phone}</a>` : nothing}
    ${email ? html`<a href="mailto:${email}">${email}</a>` : nothing}`;
}
