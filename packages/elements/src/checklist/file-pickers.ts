import { html, nothing, type TemplateResult } from 'lit';
import { cameraIcon, documentIcon, phoneIcon } from '../later-icons.js';
import { acceptOf, chosenFiles, press } from './file-field.js';
import type { PanelView } from './panel-view.js';
import type { Part } from './parts.js';

/**
 * The native picker behind a button, `primary` where choosing is the next step, and the camera where there is one. The
 * field beside the camera's button is for a page in which the camera itself does not load.
 * @param described id of what else is to be known before choosing: that files can be dropped, and which are taken
 */
export function pickers(
  view: PanelView,
  request: Part,
  label: string,
  primary = false,
  described?: string,
): TemplateResult {
  const chosen = (event: Event): void => {
    const files = chosenFiles(event);
    if (files.length) view.choose(request, files);
  };
  const pictures = request.accept.some((type) => type === 'image/jpeg');
  return html`
    <button
      type="button"
      class="button ${primary ? 'primary' : ''}"
      data-choose
      aria-describedby=${described ?? nothing}
      @click=${press}
    >
      ${documentIcon}${label}
    </button>
    <input
      type="file"
      hidden
      aria-label=${label}
      accept=${acceptOf(request)}
      ?multiple=${request.maxFiles > 1}
      @change=${chosen}
    />
    ${
      pictures
        ? html`<button
              type="button"
              class="button camera ${view.hasCamera ? 'found' : ''}"
              @click=${(event: Event) => {
                view.camera(request, () => {
                  press(event);
                });
              }}
            >
              ${cameraIcon}${view.words('camera')}
            </button>
            <input
              type="file"
              hidden
              aria-label=${view.words('camera')}
              accept="image/*"
              capture="environment"
              @change=${chosen}
            />`
        : nothing
    }
    ${phoneButton(view, request)}
  `;
}

function phoneButton({ phone, words }: PanelView, request: Part): TemplateResult | typeof nothing {
  if (!phone) return nothing;
  return html`<button
    type="button"
    class="button phone"
    @click=${() => {
      phone(request);
    }}
  >
    ${phoneIcon}${words('phone')}
  </button>`;
}
