/** Adding a card or a bank account, in the panel of the ways to pay: the demo's cards, or the processor's own fields. */
import type { FeeKind } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { notSaved } from '../core/desk-fields.js';
import { demoCardOptions } from '../payment/payment-parts.js';
import { addKey, passes, proof, type WaysView } from './ways-parts.js';

/** @param first whether this is what is to be done next: there is none yet, and one kind of money alone */
export function addSection(view: WaysView, kind: FeeKind, first: boolean): TemplateResult {
  const { words, adding, proving, add } = view;
  const isHere = adding.kind === kind;
  if (proving === addKey(kind)) return proof(view);
  if (isHere && adding.fields) return fields(view);
  const busy = isHere && adding.busy;
  return html`<div class="buttons">
      <button
        type="button"
        class="button ${first ? 'primary' : ''}"
        data-add=${kind}
        aria-disabled=${busy ? 'true' : nothing}
        @click=${() => {
          add(kind);
        }}
      >
        ${words(busy ? 'wait' : 'add')}
      </button>
    </div>
    ${isHere ? trouble(view) : nothing}`;
}

function fields(view: WaysView): TemplateResult {
  const { words, adding, hasFields, keep, cancelAdding, retryFields } = view;
  const isDemo = adding.fields?.processor === 'demo';
  const ready = isDemo || hasFields;
  const blocked = adding.problem === 'blocked';
  return html`<div class="ask">
    <h4 id="add-title" tabindex="-1">${words('add')}</h4>
    <p>${words('addText')}</p>
    ${isDemo ? cards(view) : processorFields(view)} ${trouble(view)}
    <div class="buttons">
      ${
        blocked
          ? html`<button type="button" class="button primary" @click=${retryFields}>${words('retry')}</button>`
          : html`<button
              type="button"
              class="button primary"
              ?hidden=${!ready}
              aria-disabled=${adding.busy ? 'true' : nothing}
              @click=${keep}
            >
              ${words(adding.busy ? 'keeping' : 'keep')}
            </button>`
      }
      <button type="button" class="button quiet" ?hidden=${adding.busy} @click=${cancelAdding}>
        ${words('notNow')}
      </button>
    </div>
  </div>`;
}

function cards({ paymentWords, card, pick }: WaysView): TemplateResult {
  return html`<fieldset>
    <legend>${paymentWords('cards')}</legend>
    <div class="options">${demoCardOptions({ words: paymentWords, name: 'kept-card', card, pick })}</div>
  </fieldset>`;
}

function processorFields({ paymentWords, adding, hasFields }: WaysView): TemplateResult {
  const waits = !hasFields && adding.problem !== 'blocked';
  return html`<div class="fields" aria-busy=${waits ? 'true' : nothing}>
    ${
      waits
        ? html`<p class="unseen">${paymentWords('fieldsLoading')}</p>
            <div class="bone bone-fields"></div>`
        : nothing
    }
    <slot name="method"></slot>
  </div>`;
}

function trouble({ words, adding: { problem, fields: begun, kind }, add }: WaysView): TemplateResult | typeof nothing {
  if (problem === undefined) return nothing;
  // What was not begun is begun again; what failed in the form is sent again there.
  const again = {
    label: words('retry'),
    act: () => {
      if (kind) add(kind);
    },
  };
  return notSaved(words(problem), !begun && passes(problem) ? again : undefined);
}
