/** What the templates of a request's life need to speak and to act, and what they share. */
import type { AnswerValue, ChecklistRequest, DeclineReason, Document, LocalizedText } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { notSaved } from '../core/desk-fields.js';
import type { Formats } from '../core/formats.js';
import type { Localized } from '../core/localized.js';
import { doneIcon, forwardIcon } from '../icons.js';
import type { LifeDesk } from './life-desk.js';
import type { LifeWords } from './life-words.js';

export interface LifeView {
  readonly words: LifeWords;
  readonly formats: Formats;
  readonly localized: (texts: LocalizedText) => Localized;
  readonly desk: LifeDesk;
  /** What the client should turn to next; undefined where nothing is left. */
  readonly next: ChecklistRequest | undefined;
  /** Opens a request and brings the focus there. */
  readonly start: (requestId: string) => void;
  readonly answer: (request: ChecklistRequest, value: AnswerValue) => void;
  readonly tick: (request: ChecklistRequest, done: boolean) => void;
  readonly decline: (request: ChecklistRequest, reason: DeclineReason, note: string) => void;
  readonly undecline: (request: ChecklistRequest) => void;
  readonly saveNote: (request: ChecklistRequest, text: string) => void;
  readonly withdraw: (request: ChecklistRequest, document: Document) => void;
  /** Opens a form of a request, its first field focused. */
  readonly open: (id: string, form: string) => void;
  /** Closes it, the focus back where it was opened. */
  readonly close: (id: string) => void;
  /** Says what keeps a form from being sent. */
  readonly complain: (text: string) => void;
}

/** What became of the last thing done about a request: on its way, saved with the next step, or why not and what now. */
export function outcome(
  { words, localized, desk, next, start }: LifeView,
  id: string,
): TemplateResult | typeof nothing {
  const trouble = desk.trouble(id);
  if (desk.busy(id)) return html`<p class="small muted outcome">${words('saving')}</p>`;
  if (trouble && trouble !== 'incomplete') {
    const again = {
      label: words('retry'),
      act: () => {
        desk.retry(id);
      },
    };
    return notSaved(words(trouble), trouble === 'offline' || trouble === 'server' ? again : undefined);
  }
  if (!desk.done(id)) return nothing;
  const title = next && localized(next.title);
  return html`<div class="outcome right">
    ${doneIcon}
    <p>${words('saved')}</p>
    ${
      next && title && next.id !== id
        ? html`<button
            type="button"
            class="button turn"
            data-next
            @click=${() => {
              start(next.id);
            }}
          >
            <span lang=${title.language}>${words('next', { title: title.text })}</span>${forwardIcon}
          </button>`
        : nothing
    }
  </div>`;
}
