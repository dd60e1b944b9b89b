/** What went wrong with a file, in a sentence each, and the way to the help that explains it. */
import type { ChecklistRequest } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { topicOf, type HelpTopic } from '../help/topics.js';
import { warningIcon } from '../icons.js';
import { typeNames, type PanelView } from './panel-view.js';
import type { Refused } from './upload-desk.js';

/** Opens the help at a failure. @param name of the file, for people who hear the button without what is around it */
export function helpButton({ words, help }: PanelView, topic: HelpTopic, name: string): TemplateResult {
  return html`<button
    type="button"
    class="button quiet"
    data-help=${topic}
    aria-label=${name ? `${words('help')} ${name}` : nothing}
    @click=${() => {
      help(topic);
    }}
  >
    ${words('help')}
  </button>`;
}

/** Files that were not taken. */
export function refusals(
  view: PanelView,
  request: ChecklistRequest,
  refused: readonly Refused[],
): TemplateResult | typeof nothing {
  if (!refused.length) return nothing;
  return html`<ul class="refused">
    ${refused.map(
      (one) =>
        html`<li>
          ${warningIcon}<span>${refusalText(view, request, one)}</span>${helpButton(view, topicOf(one.code), one.name)}
        </li>`,
    )}
  </ul>`;
}

/** The sentence for a refused file. */
export function refusalText(
  { words, formats }: Pick<PanelView, 'words' | 'formats'>,
  request: ChecklistRequest,
  { name, code }: Refused,
): string {
  switch (code) {
    case 'file_too_large':
      return words('file_too_large', { name, size: formats.bytes(request.maxBytes) });
    case 'file_type_not_accepted':
      return words('file_type_not_accepted', { name, types: typeNames(formats, request) });
    case 'too_many_files':
      return words('too_many_files', { name, count: request.maxFiles });
    case 'notSent':
      return words('notSent');
    default:
      return words(code, { name });
  }
}
