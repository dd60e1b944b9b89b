/** What was done with the account, newest first, told when somebody opens it. */
import type { ActivityEntry } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import type { Formats } from '../core/formats.js';
import type { Translate } from '../core/translate.js';
import type { strings as checklistStrings } from '../checklist/checklist.strings.js';
import type { strings } from './activity.strings.js';

/** What is known of it so far. */
export interface Activity {
  readonly entries: readonly ActivityEntry[];
  /** Where the next page begins; null at the end, undefined before the first. */
  readonly cursor: string | null | undefined;
  readonly busy: boolean;
  readonly failed: boolean;
}

export const unread: Activity = { entries: [], cursor: undefined, busy: false, failed: false };

interface ActivityView {
  readonly words: Translate<typeof strings>;
  /** Has the reasons of a return. */
  readonly checklistWords: Translate<typeof checklistStrings>;
  readonly formats: Formats;
  readonly activity: Activity;
  readonly more: () => void;
}

export function activitySection(view: ActivityView): TemplateResult {
  const { words, activity, more } = view;
  const { entries, cursor, busy, failed } = activity;
  return html`<section class="card" part="activity">
    <h3>${words('title')}</h3>
    <p class="small muted">${words('text')}</p>
    ${
      entries.length
        ? html`<ol>
            ${entries.map((one) => entry(view, one))}
          </ol>`
        : nothing
    }
    ${failed ? html`<p class="banner">${words('failed')}</p>` : nothing}
    ${
      cursor === null
        ? nothing
        : html`<button type="button" class="button" aria-disabled=${busy ? 'true' : nothing} @click=${more}>
            ${words(cursor === undefined ? 'show' : 'more')}
          </button>`
    }
  </section>`;
}

function entry(
  { words, checklistWords, formats }: ActivityView,
  { at, code, by, details }: ActivityEntry,
): TemplateResult {
  const { document, returned, device, reason } = details;
  return html`<li>
    <p><strong>${words(code)}</strong>${document ? html`: <bdi>${document.name}</bdi>` : nothing}</p>
    ${returned ? html`<p class="small">${checklistWords(returned)}</p>` : nothing}
    ${reason ? html`<p class="small" dir="auto">${words('reason', { reason })}</p>` : nothing}
    <p class="small muted">
      ${by.kind === 'staff' ? words('by_staff', { name: by.name ?? '' }) : words(`by_${by.kind}`)} ·
      <time datetime=${at}>${formats.moment(at)}</time>${device ? html` · <bdi>${device}</bdi>` : nothing}
    </p>
  </li>`;
}
