/** The desk's one page. */
import { fileTypes, type FirmDocument, type Matter, type ReturnReason, type ReviewReason } from '@portico/contract';
import { html } from 'hono/html';
import type { Ask } from './asks.js';
import { asksList, madeLink, type MadeLink } from './asks-view.js';
import { frame } from './pages.js';

type Html = ReturnType<typeof html>;

/** A document with what it belongs to. */
export interface DeskDocument extends FirmDocument {
  /** Name of the contact who sent it. */
  readonly from: string;
  readonly matter: Matter | undefined;
  /** What the request is called. */
  readonly request: string;
}

interface Desk {
  /** Who is signed in. */
  readonly name: string;
  /** When the desk was last looked at before this visit; '' for the first one. */
  readonly since: string;
  /** Goes into each form. */
  readonly token: string;
  /** Code of what the API refused. */
  readonly refused: string | undefined;
  readonly documents: readonly DeskDocument[];
  /** What is still asked for. */
  readonly asks: readonly Ask[];
  /** A link that was made by the form before. */
  readonly made: MadeLink | undefined;
}

const reasons: Readonly<Record<ReviewReason, string>> = {
  unreadable: 'We cannot read it',
  incomplete: 'A part is missing',
  wrong_document: 'It is another document',
  expired: 'It is out of date',
  other: 'Something else',
};

/** What became of a document that no longer waits. */
const states: Readonly<Record<Exclude<FirmDocument['state'], 'received'>, string>> = {
  accepted: 'Accepted',
  returned: 'Sent back',
  withdrawn: 'Taken back',
  rearranged: 'Split or merged',
};

function reasonOf(reason: ReturnReason): string {
  return reason === 'unsafe' ? 'It did not pass the safety check' : reasons[reason];
}

export function deskPage(desk: Desk): Html {
  const { name, since, token, refused, documents, asks, made } = desk;
  const waiting = documents.filter(({ state }) => state === 'received');
  const done = documents.filter(({ state }) => state !== 'received');
  const fresh = waiting.filter(({ createdAt }) => createdAt > since).length;
  return frame({
    title: 'Desk',
    corner: html`<form method="post" action="/desk/sign-out">
      <span class="soft">${name}</span><input type="hidden" name="token" value="${token}" />
      <button class="plain">Sign out</button>
    </form>`,
    body: html`<div class="head">
        <div>
          <h1>What came in</h1>
          <p class="soft">${count(waiting.length, 'document')} to look at, ${fresh} new since your last visit.</p>
        </div>
        ${
          fresh
            ? html`<form method="post" action="/desk/seen">
                <input type="hidden" name="token" value="${token}" /><button class="plain">Mark all as seen</button>
              </form>`
            : ''
        }
      </div>
      ${refused ? html`<p class="card refused" role="alert">${refusal(refused)}</p>` : ''}
      ${made ? madeLink(made, token) : ''}
      ${
        waiting.length
          ? html`<h2>To look at</h2>
              <ul class="documents">
                ${waiting.map((document) => row(document, desk))}
              </ul>`
          : html`<p class="card soft">Nothing is waiting. New documents appear here when you reload.</p>`
      }
      ${asks.length ? asksList(asks, token) : ''}
      <h2>Looked at</h2>
      <ul class="documents done">
        ${done.map((document) => row(document, desk))}
      </ul>`,
  });
}

function row(document: DeskDocument, desk: Desk): Html {
  const { id, name, type, size, state, sha256, createdAt, from, matter, request, returned } = document;
  const isNew = state === 'received' && createdAt > desk.since;
  return html`<li class="card" aria-labelledby="${id}">
    <span class="kind" aria-hidden="true">${fileTypes[type][0].toUpperCase()}</span>
    <div class="what">
      <h3 id="${id}" dir="auto">${request}${isNew ? html` <span class="new">New</span>` : ''}</h3>
      <p><bdi>${name}</bdi>, ${bytes(size)}</p>
      <p class="soft">
        <bdi>${from}</bdi>, ${matter?.title}${matter?.reference ? ` (${matter.reference})` : ''}, ${when(createdAt)}
      </p>
      ${returned ? html`<p class="note"><strong>${reasonOf(returned.reason)}.</strong> ${returned.note}</p>` : ''}
    </div>
    <div class="acts">
      ${state === 'received' ? '' : html`<p class="state ${state}">${states[state]}</p>`}
      <a class="button" href="/desk/documents/${id}/content" download aria-label="Download ${name}">Download</a>
      ${state === 'received' ? review(document, desk) : ''}
    </div>
    <p class="soft print">SHA-256 <code>${sha256}</code></p>
  </li>`;
}

function review({ id, name }: DeskDocument, { token }: Desk): Html {
  const hidden = html`<input type="hidden" name="token" value="${token}" />
    <input type="hidden" name="once" value="${crypto.randomUUID()}" />`;
  return html`<form method="post" action="/desk/documents/${id}/accept">
      ${hidden}<button class="primary" aria-label="Accept ${name}">Accept</button>
    </form>
    <details>
      <summary aria-label="Send back ${name}">Send back</summary>
      <form method="post" action="/desk/documents/${id}/return" class="return">
        ${hidden}
        <label
          >Why
          <select name="reason">
            ${Object.entries(reasons).map(([value, words]) => html`<option value="${value}">${words}</option>`)}
          </select></label
        >
        <label>Note to the client <textarea name="note" rows="3" maxlength="1000" required></textarea></label>
        <button class="primary">Send back</button>
      </form>
    </details>`;
}

function refusal(code: string): string {
  if (code === 'conflict') return 'A colleague was faster: this document has been looked at already.';
  return `That did not work (${code}). Nothing was changed.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function bytes(size: number): string {
  const [value, unit] = size < 1e6 ? [size / 1e3, 'kilobyte'] : [size / 1e6, 'megabyte'];
  return new Intl.NumberFormat('en', { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}

function when(instant: string): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));
}
