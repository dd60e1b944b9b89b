/** What the templates of a request's life need to speak and to act, and what they share. */
import type { AnswerValue, ChecklistRequest, DeclineReason, Document, LocalizedText } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import type { Formats } from '../core/formats.js';
import type { Localized } from '../core/localized.js';
import { doneIcon, forwardIcon, warningIcon } from '../icons.js';
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
    return html`<div class="outcome wrong">
      ${warningIcon}
      <p>${words(trouble)}</p>
      ${
        trouble === 'offline' || trouble === 'server'
          ? html`<button
              type="button"
              class="button"
              @click=${() => {
                desk.retry(id);
              }}
            >
              ${words('retry')}
            </button>`
          : nothing
      }
    </div>`;
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

/** One of several answers. @param field by which the desk keeps the choice */
export function option(
  { desk }: LifeView,
  field: string,
  value: string,
  label: TemplateResult | string,
  checked: boolean,
): TemplateResult {
  return html`<label class="option">
    <input
      type="radio"
      name=${field}
      value=${value}
      .checked=${checked}
      @change=${() => {
        desk.choose(field, value);
      }}
    /><span>${label}</span>
  </label>`;
}

/** A field for a few sentences, that keeps them whatever becomes of the page. */
export function sentences(
  { desk }: LifeView,
  field: string,
  label: string,
  before: string,
  hint?: string,
): TemplateResult {
  return html`<label class="sentences">
    <span>${label}</span>
    ${hint ? html`<span class="small muted">${hint}</span>` : nothing}
    <textarea
      rows="3"
      maxlength="1000"
      dir="auto"
      .value=${desk.typed(field) ?? before}
      @input=${({ target }: Event) => {
        if (target instanceof HTMLTextAreaElement) desk.type(field, target.value);
      }}
    ></textarea>
  </label>`;
}
