/** The panel of the ways to pay: what is kept, for which money, and how to take it away. A pure function of what is to be shown. */
import type { FeeKind, SavedMethod } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { cardIcon } from '../bill-icons.js';
import { notSaved } from '../core/desk-fields.js';
import { doneIcon, warningIcon } from '../icons.js';
import { accountIcon } from '../invoice-icons.js';
import { methodLife } from './methods.js';
import { addSection } from './ways-add.js';
import { autopaySection } from './ways-autopay.js';
import { answers, nameOf, outcome, type WaysRead, type WaysView } from './ways-parts.js';

export function waysPanel(view: WaysView): TemplateResult {
  const { words, news, refused, close } = view;
  return html`<section part="ways" id="panel" class="panel ways" aria-labelledby="panel-title">
    <h3 id="panel-title" tabindex="-1">${words('title')}</h3>
    <p>${words('text')}</p>
    ${refused ? html`<p class="banner">${warningIcon}<span>${refused}</span></p>` : nothing}
    ${
      news
        ? html`<div class="outcome right">
            ${doneIcon}
            <p>${news}</p>
          </div>`
        : nothing
    }
    ${content(view)}
    <div class="buttons">
      <button type="button" class="button quiet" @click=${close}>${words('close')}</button>
    </div>
  </section>`;
}

function content(view: WaysView): TemplateResult {
  const { read, retry, words, paymentWords } = view;
  if (read === 'loading') {
    return html`<div class="loading" aria-busy="true">
      <p class="unseen">${words('loading')}</p>
      <div class="bone bone-row"></div>
      <div class="bone bone-row"></div>
    </div>`;
  }
  if (read === 'failed') return notSaved(words('failed'), { label: words('retry'), act: retry });
  const kinds = kindsOf(read);
  if (kinds.length === 0) return html`<p>${words('nowhere')}</p>`;
  return html`${read.kept.processor === 'demo' ? html`<p class="banner">${warningIcon}<span>${paymentWords('demo')}</span></p>` : nothing}
  ${kinds.map((kind) => group(view, read, kind, kinds.length > 1 || kind === 'unearned'))}`;
}

/** What can be added to, and what is there though nothing can be added any more. */
function kindsOf({ kept, autopay }: WaysRead): readonly FeeKind[] {
  const there = new Set([...kept.kinds, ...kept.data.map(({ kind }) => kind), ...autopay.data.map(({ kind }) => kind)]);
  return (['earned', 'unearned'] as const).filter((kind) => there.has(kind));
}

function group(view: WaysView, read: WaysRead, kind: FeeKind, named: boolean): TemplateResult {
  const { words } = view;
  const methods = read.kept.data.filter((one) => one.kind === kind);
  return html`<div class="group" role=${named ? 'group' : nothing} aria-labelledby=${named ? `ways-${kind}` : nothing}>
    ${named ? html`<h4 id="ways-${kind}">${words(kind)}</h4>` : nothing}
    ${
      methods.length === 0
        ? html`<p class="muted">${words('none')}</p>`
        : html`<ul class="kept">
            ${repeat(
              methods,
              ({ id }) => id,
              (one) => row(view, one),
            )}
          </ul>`
    }
    ${read.kept.kinds.includes(kind) && view.addable && view.refused === undefined ? addSection(view, kind, methods.length === 0 && !named) : nothing}
    ${autopaySection(view, read, kind)}
  </div>`;
}

function row(view: WaysView, method: SavedMethod): TemplateResult {
  const { words, methodWords, formats, desk, askRemove, refused } = view;
  const { id, type, autopay } = method;
  const name = nameOf(view, method);
  return html`<li id=${id} tabindex="-1">
    <div class="line">
      <span class="tile">${type === 'bank' ? accountIcon : cardIcon}</span>
      <div class="what">
        <p>
          <strong>${name}</strong>
        </p>
        ${method.expires ? html`<p class="small">${methodLife({ words: methodWords, formats }, method)}</p>` : nothing}
        ${autopay ? html`<p class="small itself">${doneIcon}${words('paysItself')}</p>` : nothing}
      </div>
      ${
        refused !== undefined || desk.opened(id) === 'remove'
          ? nothing
          : html`<button
              type="button"
              class="button quiet"
              data-remove=${id}
              aria-label=${words('removeNamed', { name })}
              @click=${() => {
                askRemove(method);
              }}
            >
              ${words('remove')}
            </button>`
      }
    </div>
    ${desk.opened(id) === 'remove' ? removal(view, method, name) : outcome(view, id)}
  </li>`;
}

function removal(view: WaysView, method: SavedMethod, name: string): TemplateResult {
  const { words, remove } = view;
  const { id, autopay } = method;
  const act = () => {
    remove(method);
  };
  return html`<div class="ask">
    <h4 id="remove-title" tabindex="-1">${words('removeAsk', { name })}</h4>
    <p>${words(autopay ? 'removeStops' : 'removeText')}</p>
    ${answers(view, { id, yes: words('removeYes'), no: words('removeNo'), act, back: `[data-remove="${id}"]` })}
    ${outcome(view, id)}
  </div>`;
}
