/** The templates of questions about an invoice: at its lines, and as threads below them. Pure functions of what is to be shown. */
import type { Dispute, DisputeNote } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { askedIcon } from '../bill-icons.js';
import { notSaved, sentences } from '../core/desk-fields.js';
import { declinedIcon, doneIcon, waivedIcon } from '../icons.js';
import { askForm } from './dispute-form.js';
import { aboutText, type DisputeView, outcome } from './dispute-parts.js';
import { isWithFirm } from './invoice-pages.js';

/** At a line: how its last question stands, and the way to ask one. */
export function lineMark(view: DisputeView, lineId: string, description: string): TemplateResult | typeof nothing {
  const { words, disputes, refused, invoice, start, show } = view;
  const last = disputes?.find((one) => one.lineId === lineId);
  const askable = refused === undefined && disputes !== undefined && invoice.status !== 'void';
  if (!last && !askable) return nothing;
  return html`<span class="marks">
    ${
      last
        ? html`<button
            type="button"
            class="mark"
            @click=${() => {
              show(last);
            }}
          >
            ${badge(view, last)}
          </button>`
        : nothing
    }
    ${
      askable && last?.state !== 'open'
        ? html`<button
            type="button"
            class="button quiet"
            data-ask=${lineId}
            aria-label=${`${words('askLine')}: ${description}`}
            @click=${() => {
              start(lineId);
            }}
          >
            ${askedIcon}${words('askLine')}
          </button>`
        : nothing
    }
  </span>`;
}

/** All that was asked, the form of a new question, and the way to it. */
export function questions(view: DisputeView): TemplateResult | typeof nothing {
  const { words, disputes, about, refused, invoice, read, start } = view;
  const again = { label: words('retry'), act: read };
  if (!disputes) return section(words('title'), notSaved(words('notRead'), again));
  const closed = refused !== undefined || invoice.status === 'void';
  if (closed && disputes.length === 0) return nothing;
  const asked = disputes.some(({ lineId, state }) => lineId === null && state === 'open');
  return section(
    words('title'),
    html`${about === undefined ? nothing : askForm(view, about)} ${disputes.map((one) => thread(view, one))}
    ${closed || asked || about !== undefined ? nothing : html`<p class="muted">${words('intro')}</p>`}
    ${
      closed || asked || about !== undefined
        ? nothing
        : html`<button
            type="button"
            class="button"
            data-ask
            @click=${() => {
              start(null);
            }}
          >
            ${askedIcon}${words('ask')}
          </button>`
    }`,
  );
}

function section(title: string, content: unknown): TemplateResult {
  return html`<section part="questions" aria-labelledby="questions-title">
    <h3 id="questions-title" tabindex="-1">${title}</h3>
    ${content}
  </section>`;
}

function thread(view: DisputeView, dispute: Dispute): TemplateResult {
  const { words } = view;
  const { id, notes, reason, state } = dispute;
  return html`<article class="thread" aria-labelledby="thread-${id}">
    <div class="top">
      <h4 id="thread-${id}" tabindex="-1" dir="auto">${aboutText(view, dispute.lineId)}</h4>
      ${badge(view, dispute)}
    </div>
    <p class="small muted">${words(reason)}</p>
    <ol class="notes">
      ${notes.map((one) => note(view, one))}
    </ol>
    ${state === 'open' ? open(view, dispute) : html`<p class="end">${ending(view, dispute)}</p>`}
  </article>`;
}

function note({ words, formats, firm }: DisputeView, { by, text, at }: DisputeNote): TemplateResult {
  return html`<li class="note ${by}">
    <p class="small muted"><bdi>${by === 'firm' ? firm : words('you')}</bdi> · ${formats.moment(at)}</p>
    <blockquote dir="auto">${text}</blockquote>
  </li>`;
}

/** What it means that it is open, and what can be done about it. */
function open(view: DisputeView, dispute: Dispute): TemplateResult {
  const { words, desk, refused } = view;
  const { id } = dispute;
  const opened = desk.opened(id);
  const meaning = html`<p class="small">${words('means')}</p>`;
  if (refused !== undefined)
    return html`${meaning}
      <p class="small muted">${refused}</p>`;
  if (opened === 'write') {
    return html`<div class="form" data-form="write">
      ${sentences(desk, `${id}/text`, { label: words('words'), most: 2000 })}
      ${buttons(view, dispute, words('send'), view.write, words('cancel'))} ${outcome(view, id)}
    </div>`;
  }
  if (opened === 'takeBack') {
    return html`<div class="form" data-form="takeBack">
      <p tabindex="-1">${words('takeBackAsk')}</p>
      ${buttons(view, dispute, words('takeBackYes'), view.takeBack, words('takeBackNo'))} ${outcome(view, id)}
    </div>`;
  }
  const opener = (form: 'write' | 'takeBack', look: string): TemplateResult =>
    html`<button
      type="button"
      class="button ${look}"
      data-open-form=${form}
      @click=${() => {
        view.open(dispute, form);
      }}
    >
      ${words(form)}
    </button>`;
  return html`${meaning}
    <div class="buttons">${opener('write', '')}${opener('takeBack', 'quiet')}</div>
    ${outcome(view, id)}`;
}

function buttons(
  { desk, close }: DisputeView,
  dispute: Dispute,
  label: string,
  act: (dispute: Dispute) => void,
  back: string,
): TemplateResult {
  return html`<div class="buttons">
    <button
      type="button"
      class="button primary"
      aria-disabled=${desk.busy(dispute.id) ? 'true' : nothing}
      @click=${() => {
        act(dispute);
      }}
    >
      ${label}
    </button>
    <button
      type="button"
      class="button quiet"
      @click=${() => {
        close(dispute);
      }}
    >
      ${back}
    </button>
  </div>`;
}

function ending({ words }: DisputeView, { state, creditNoteId }: Dispute): string {
  if (state === 'accepted') return words(creditNoteId === null ? 'acceptedText' : 'creditedText');
  if (state === 'rejected') return words('rejectedText');
  return words(state === 'withdrawn' ? 'withdrawnText' : 'answeredText');
}

const shapes = { answered: doneIcon, accepted: doneIcon, rejected: declinedIcon, withdrawn: waivedIcon } as const;

function badge({ words }: DisputeView, dispute: Dispute): TemplateResult {
  const { state } = dispute;
  if (state !== 'open') return html`<span class="badge ${state}">${shapes[state]}${words(state)}</span>`;
  return html`<span class="badge asked">${askedIcon}${words(isWithFirm(dispute) ? 'withUs' : 'yourTurn')}</span>`;
}
