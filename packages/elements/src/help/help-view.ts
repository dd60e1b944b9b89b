/** The templates of the help: pure functions of a topic and the reader's words. */
import type { Session } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { supportContact } from '../core/support.js';
import type { Translate } from '../core/translate.js';
import { openIcon, warningIcon } from '../icons.js';
import type { strings } from './help.strings.js';
import type { HelpTopic } from './topics.js';

export interface HelpView {
  readonly words: Translate<typeof strings>;
  readonly support: Session['support'] | undefined;
  readonly close: () => void;
}

/** What people ask most, in the order of how often. */
const questions = ['askUpload', 'askLarge', 'askScanner', 'askBlack', 'askFile'] as const;

export function help(view: HelpView, topic: HelpTopic | undefined): TemplateResult {
  const { words, support, close } = view;
  return html`<div class="help-face">
    <header>
      <h2 id="help-title" tabindex="-1">${words('title')}</h2>
      <button type="button" class="button" data-close @click=${close}>${words('close')}</button>
    </header>
    ${topic ? trouble(view, topic) : nothing}
    <section>
      <h3>${words('often')}</h3>
      <div class="asked">${questions.map((question) => answer(view, question))}</div>
    </section>
    ${support ? html`<p class="still"><span>${words('still')}</span> ${supportContact(support)}</p>` : nothing}
  </div>`;
}

/** One failure: what happened, why, and the ways on, numbered where there are several. */
function trouble({ words }: HelpView, topic: HelpTopic): TemplateResult {
  const steps = words(`${topic}_do`).split('\n');
  return html`<section class="trouble">
    <h3>${warningIcon}<span>${words(topic)}</span></h3>
    <h4>${words('do')}</h4>
    ${
      steps.length > 1
        ? html`<ol>
            ${steps.map((step) => html`<li>${step}</li>`)}
          </ol>`
        : html`<p>${steps}</p>`
    }
    <h4>${words('why')}</h4>
    <p>${words(`${topic}_why`)}</p>
  </section>`;
}

function answer({ words }: HelpView, question: (typeof questions)[number]): TemplateResult {
  return html`<details name="asked">
    <summary><span>${words(question)}</span>${openIcon}</summary>
    <div>
      ${words(`${question}_answer`)
        .split('\n')
        .map((line) => html`<p>${line}</p>`)}
    </div>
  </details>`;
}
