/** The templates of a checklist's first paint: pure functions of what is to be shown. A row's inside comes later, when it is opened. */
import type {
  ChecklistGroup,
  ChecklistRequest,
  ChecklistSummary,
  Checklist,
  LocalizedText,
  Session,
} from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { strings as faceStrings } from '../core/faces.strings.js';
import { daysUntil, type Formats } from '../core/formats.js';
import type { Localized } from '../core/localized.js';
import { matterLine } from '../core/matter-line.js';
import { supportFooter } from '../core/support-footer.js';
import type { Translate } from '../core/translate.js';
import {
  declinedIcon,
  doneIcon,
  draftIcon,
  forwardIcon,
  openIcon,
  returnedIcon,
  reviewIcon,
  todoIcon,
  waitingIcon,
  waivedIcon,
} from '../icons.js';
import type { strings } from './checklist.strings.js';
import { isOver, isYours, type Progress } from './progress.js';

/** What the templates need to speak to the reader. */
export interface ChecklistView {
  readonly words: Translate<typeof strings>;
  readonly faces: Translate<typeof faceStrings>;
  readonly formats: Formats;
  readonly localized: (texts: LocalizedText) => Localized;
  readonly opened: ReadonlySet<string>;
}

const stateIcons: Readonly<Record<ChecklistRequest['state'], TemplateResult>> = {
  requested: todoIcon,
  draft: draftIcon,
  sent: waitingIcon,
  in_review: reviewIcon,
  accepted: doneIcon,
  returned: returnedIcon,
  declined: declinedIcon,
  waived: waivedIcon,
};

export function header(view: ChecklistView, checklist: Checklist, others: readonly ChecklistSummary[]): TemplateResult {
  const { words, faces, localized } = view;
  const { matter } = checklist;
  const title = localized(checklist.title);
  return html`<header part="header">
    <div>
      ${matterLine(faces, matter)}
      <h2 lang=${title.language} dir="auto">${title.text}</h2>
    </div>
    ${
      others.length > 1
        ? html`<label class="switch small">
            <span class="muted">${words('lists')}</span>
            <select name="checklist">
              ${others.map(
                (other) =>
                  html`<option value=${other.id} ?selected=${other.id === checklist.id}>
                    ${localized(other.title).text} – ${other.matter.title}
                  </option>`,
              )}
            </select>
          </label>`
        : nothing
    }
  </header>`;
}

/** What the card of the next step is made of. */
export interface NextStep {
  readonly progress: Progress;
  /** True while something else has the one primary action. */
  readonly quiet: boolean;
  /** True once the client has said that they are finished. */
  readonly finished: boolean;
  /** What this session may do. */
  readonly mayUpload: boolean;
  readonly mayAnswer: boolean;
}

/** The largest thing on the screen: whose turn it is, and the one thing to do. */
export function nextStep(view: ChecklistView, step: NextStep): TemplateResult {
  const { words, localized } = view;
  const { progress, quiet, finished, mayAnswer, mayUpload } = step;
  const { next, yours, optional, documentsOnly } = progress;
  const waiting = progress.sent > 0;
  const kind = quiet ? '' : 'primary';
  const title = next && localized(next.title);
  const mayBegin = next?.type === 'documents' ? mayUpload : mayAnswer;
  return html`<section class="step" part="next-step" aria-labelledby="step">
    <div class="step-words">
      <h3 id="step" tabindex="-1">
        ${
          yours
            ? words(documentsOnly ? 'yourTurn' : 'yourSteps', { count: yours })
            : words(waiting ? 'withLawyer' : 'allDone')
        }
      </h3>
      ${
        next && title
          ? html`<p>
              <strong lang=${title.language}>${words('next', { title: title.text })}</strong>
              ${next.dueOn ? due(view, next.dueOn) : nothing}
            </p>`
          : html`<p class="muted">${words(restText(step))}</p>
              ${optional ? html`<p class="muted">${words('optionalLeft', { count: optional })}</p>` : nothing}`
      }
    </div>
    ${
      next && mayBegin
        ? html`<button type="button" class="button ${kind} turn" data-start=${next.id}>
            ${words(beginning(next))}${forwardIcon}
          </button>`
        : nothing
    }
    ${
      !next && waiting && !finished && mayAnswer
        ? html`<button type="button" class="button ${kind}" data-finish-start>${words('finish')}</button>`
        : nothing
    }
    <div class="meter">
      <svg viewBox="0 0 ${progress.total} 1" preserveAspectRatio="none" aria-hidden="true">
        <rect class="sent" width=${progress.done + progress.sent} height="1"></rect>
        <rect class="done" width=${progress.done} height="1"></rect>
      </svg>
      <p class="small">
        <strong>${words('doneOf', { done: progress.done, total: progress.total })}</strong>
        ${waiting ? html`<span class="muted">${words('sentCount', { count: progress.sent })}</span>` : nothing}
      </p>
    </div>
    ${next ? nothing : html`<div class="finishing" data-finish></div>`}
  </section>`;
}

function beginning({ state, type }: ChecklistRequest): 'start' | 'startAgain' | 'goOn' | 'toAnswer' | 'toDo' {
  if (type === 'question') return 'toAnswer';
  if (type === 'task') return 'toDo';
  if (state === 'returned') return 'startAgain';
  return state === 'draft' ? 'goOn' : 'start';
}

function restText({
  progress,
  finished,
  mayAnswer,
}: NextStep): 'allDoneText' | 'finishedText' | 'readyText' | 'withLawyerText' {
  if (!progress.sent) return 'allDoneText';
  if (finished) return 'finishedText';
  return mayAnswer ? 'readyText' : 'withLawyerText';
}

/** Below the list while something is open: whoever has no more to send can say so. */
export function finishSection({ words }: ChecklistView, finished: boolean): TemplateResult {
  return html`<section class="finish" part="finish">
    ${
      finished
        ? html`<p class="muted">${words('finishedText')}</p>`
        : html`<div>
              <h3>${words('finishTitle')}</h3>
              <p class="muted">${words('finishText')}</p>
            </div>
            <button type="button" class="button" data-finish-start>${words('finish')}</button>`
    }
    <div class="finishing" data-finish></div>
  </section>`;
}

/** Returned requests stand above the groups, the reviewer's note in sight. */
export function returned(view: ChecklistView, requests: readonly ChecklistRequest[]): TemplateResult {
  return html`<section class="group" part="group returned">
    <h3>${view.words('returnedTitle', { count: requests.length })}</h3>
    <ul>
      ${repeat(
        requests,
        ({ id }) => id,
        (request) => row(view, request),
      )}
    </ul>
  </section>`;
}

export function group(view: ChecklistView, { title, requests }: ChecklistGroup): TemplateResult | typeof nothing {
  const rows = requests.filter(({ state }) => state !== 'returned');
  if (!rows.length) return nothing;
  const done = requests.filter(isOver).length;
  const { text, language } = view.localized(title);
  return html`<section class="group" part="group">
    <h3>
      <span lang=${language} dir="auto">${text}</span>
      <span class="muted small">${view.words('doneOf', { done, total: requests.length })}</span>
    </h3>
    <ul>
      ${repeat(
        rows,
        ({ id }) => id,
        (request) => row(view, request),
      )}
    </ul>
  </section>`;
}

function row(view: ChecklistView, request: ChecklistRequest): TemplateResult {
  const { words, localized, opened } = view;
  const { id, state, documents, dueOn } = request;
  const title = localized(request.title);
  const open = opened.has(id);
  const optional = state === 'requested' && !request.required;
  const files = documents.filter((document) => document.state !== 'returned').length;
  return html`<li class="row ${state}" part="row" data-request=${id}>
    <h4>
      <button type="button" class="head" data-open=${id} aria-expanded=${open}>
        ${stateIcons[state]}
        <span class="what"
          ><span class="title" lang=${title.language} dir="auto">${title.text}</span
          >${isYours(request) && dueOn ? due(view, dueOn) : nothing}${
            files ? html`<span class="meta">${words('files', { count: files })}</span>` : nothing
          }</span
        >
        <span class="chip ${optional ? 'optional' : ''}">${words(optional ? 'optional' : state)}</span>
        <span class="arrow">${openIcon}</span>
      </button>
    </h4>
    ${isYours(request) && !open ? note(view, request) : nothing}
    ${open ? html`<div class="panel" part="panel" data-panel=${id}></div>` : nothing}
  </li>`;
}

/** What the firm said when it sent a document back, or asked again. */
function note({ words }: ChecklistView, { documents, reopened }: ChecklistRequest): TemplateResult | typeof nothing {
  const last = documents.findLast(({ state }) => state === 'returned');
  if (!last?.returned) return reopened ? html`<div class="note"><p dir="auto">${reopened.note}</p></div>` : nothing;
  const { reason, note: text } = last.returned;
  return html`<div class="note">
    <p><strong>${words(reason)}</strong></p>
    ${text ? html`<p dir="auto">${text}</p>` : nothing} ${reopened ? html`<p dir="auto">${reopened.note}</p>` : nothing}
    <p class="small"><bdi>${last.name}</bdi></p>
  </div>`;
}

/** Whom to turn to, what others asked, and the way out. */
export function footer({ faces }: ChecklistView, { support, contact, kind }: Session): TemplateResult {
  return supportFooter(
    faces,
    support,
    html`<p><button type="button" class="button quiet" data-questions>${faces('questions')}</button></p>`,
    kind === 'own'
      ? html`<p>
          ${faces('signedInAs', { name: contact.name })}
          <button type="button" class="button quiet" data-sign-out>${faces('signOut')}</button>
        </p>`
      : nothing,
  );
}

/** Nothing is asked for: says what happens next. */
export function empty(view: ChecklistView, session: Session | undefined): TemplateResult {
  return html`<div class="list">
    <div class="face" part="empty">
      ${doneIcon}
      <h2>${view.words('emptyTitle')}</h2>
      <p>${view.words('emptyText')}</p>
    </div>
    ${session ? footer(view, session) : nothing}
  </div>`;
}

/** Of the final heights, so that nothing jumps. */
export function skeleton(): TemplateResult {
  return html`<div class="list">
    <div class="bone bone-title"></div>
    <div class="bone bone-step"></div>
    ${[1, 2, 3, 4].map(() => html`<div class="bone bone-row"></div>`)}
  </div>`;
}

/** A due day in words and colour: near ones by distance, far ones by date. What has passed counts its days. */
function due({ words, formats }: ChecklistView, dueOn: string): TemplateResult {
  const days = daysUntil(dueOn);
  if (days < 0) return html`<span class="meta soon">${words('late', { count: -days })}</span>`;
  const when = days <= 14 ? formats.relativeDays(days) : formats.day(dueOn);
  return html`<span class="meta ${days <= 3 ? 'soon' : ''}"
    >${days === 0 ? words('dueToday') : words('due', { when })}</span
  >`;
}
