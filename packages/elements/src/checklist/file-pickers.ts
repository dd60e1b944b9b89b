import { fileTypes, type ChecklistRequest } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { cameraIcon, documentIcon } from '../later-icons.js';
import type { PanelView } from './panel-view.js';

/** The native pickers behind buttons, `primary` where choosing is the next step; on touch devices a second one opens the camera. */
export function pickers(view: PanelView, request: ChecklistRequest, label: string, primary = false): TemplateResult {
  const { accept } = request;
  const chosen = (event: Event): void => {
    const { target } = event;
    if (!(target instanceof HTMLInputElement)) return;
    view.choose(request, [...(target.files ?? [])]);
    target.value = '';
  };
  const pictures = accept.some((type) => type === 'image/jpeg');
  const extensions = accept.flatMap((type) => fileTypes[type].map((extension) => `.${extension}`));
  return html`
    <button type="button" class="button ${primary ? 'primary' : ''}" data-choose @click=${press}>
      ${documentIcon}${label}
    </button>
    <input
      type="file"
      hidden
      aria-label=${label}
      accept=${[...accept, ...extensions].join()}
      ?multiple=${request.maxFiles > 1}
      @change=${chosen}
    />
    ${
      pictures
        ? html`<button type="button" class="button camera" @click=${press}>${cameraIcon}${view.words('camera')}</button>
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
  `;
}

function press(event: Event): void {
  const input = event.currentTarget instanceof Element ? event.currentTarget.nextElementSibling : null;
  if (input instanceof HTMLInputElement) input.click();
}
