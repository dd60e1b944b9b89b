/** What the templates of questions about an invoice need to speak and to act, and what they share. */
import type { Dispute, Invoice } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { notSaved } from '../core/desk-fields.js';
import type { Formats } from '../core/formats.js';
import type { DisputeDesk } from './dispute-desk.js';
import type { DisputeWords } from './dispute-words.js';

export interface DisputeView {
  readonly words: DisputeWords;
  readonly formats: Formats;
  readonly desk: DisputeDesk;
  readonly invoice: Invoice;
  /** Newest first; undefined where they did not load. */
  readonly disputes: readonly Dispute[] | undefined;
  readonly firm: string;
  /** By which the desk knows the form of a new one. */
  readonly form: string;
  /** The line that is asked about, null for the whole invoice; undefined while nothing is. */
  readonly about: string | null | undefined;
  /** What is missing in the form that was sent. */
  readonly missing: 'pickReason' | 'writeFirst' | undefined;
  /** Why nothing can be written; undefined where it can. */
  readonly refused: string | undefined;
  readonly read: () => void;
  readonly start: (lineId: string | null) => void;
  readonly cancel: () => void;
  readonly send: () => void;
  /** Brings the focus to a thread. */
  readonly show: (dispute: Dispute) => void;
  readonly open: (dispute: Dispute, form: 'write' | 'takeBack') => void;
  readonly close: (dispute: Dispute) => void;
  readonly write: (dispute: Dispute) => void;
  readonly takeBack: (dispute: Dispute) => void;
}

/** What became of what was sent last: on its way, or why not and what now. */
export function outcome({ words, desk }: DisputeView, id: string): TemplateResult | typeof nothing {
  const trouble = desk.trouble(id);
  if (desk.busy(id)) return html`<p class="small muted">${words('sending')}</p>`;
  if (!trouble) return nothing;
  const again = {
    label: words('retry'),
    act: () => {
      desk.retry(id);
    },
  };
  return notSaved(words(wordOf(trouble)), trouble === 'offline' || trouble === 'server' ? again : undefined);
}

/** A server that is not reached is no want of a connection. What goes wrong for want of one goes out by itself. */
export function wordOf<T extends string>(trouble: T | 'offline'): T | 'offline' | 'server' {
  return trouble === 'offline' && navigator.onLine ? 'server' : trouble;
}

/** What is asked about, as the invoice says it. */
export function aboutText({ words, invoice }: DisputeView, lineId: string | null): string {
  return invoice.lines.find(({ id }) => id === lineId)?.description ?? words('whole');
}
