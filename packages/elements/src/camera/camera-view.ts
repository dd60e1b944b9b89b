/** The templates of the camera: looking, having none, looking at what was taken, and the pages kept. Cropping is crop-view.ts. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import type { LiveHint } from '../quality/hints.js';
import type { Photo } from './camera-run.js';
import type { Trouble } from './camera-source.js';
import type { CameraWords } from './camera-words.js';
import { type Guide, guides, outlineOf } from './guides.js';

/** What a person can do here. */
export interface CameraActs {
  readonly shoot: () => void;
  readonly guide: (guide: Guide) => void;
  readonly torch: () => void;
  readonly retry: () => void;
  readonly chosen: (files: readonly File[]) => void;
  readonly zoom: (step: 1 | -1) => void;
  readonly retake: () => void;
  readonly keep: () => void;
  readonly crop: () => void;
  readonly more: () => void;
  readonly remove: (photo: Photo) => void;
  readonly done: () => void;
  readonly video: (element: Element | undefined) => void;
}

export interface CameraView {
  readonly words: CameraWords;
  readonly acts: CameraActs;
  /** Whether the device's picker may give several pictures. */
  readonly several: boolean;
}

export interface Live {
  readonly ready: boolean;
  readonly guide: Guide;
  /** Width over height of the camera's picture. */
  readonly ratio: number;
  readonly hint: LiveHint | undefined;
  /** Undefined where there is no lamp. */
  readonly lit: boolean | undefined;
}

const words = (acts: () => void, text: string, kind = '', lead = false): TemplateResult =>
  html`<button type="button" class="button ${kind}" ?data-lead=${lead} @click=${acts}>${text}</button>`;

export function live(view: CameraView, { ready, guide, ratio, hint, lit }: Live): TemplateResult {
  const { words: say, acts } = view;
  return html`<div class="stage">
      <div class="frame">
        <video playsinline muted autoplay aria-hidden="true" ${ref(acts.video)}></video>
        ${ready ? outline(guide, ratio) : nothing}
      </div>
    </div>
    <p class="hint ${hint === 'ready' ? 'good' : ''}" role="status">${ready ? hint && say(hint) : say('starting')}</p>
    <div class="bar">
      <label class="guide"
        ><span class="unseen">${say('guide')}</span>
        <select
          @change=${({ target }: Event) => {
            const found = target instanceof HTMLSelectElement && guides.find((each) => each === target.value);
            if (found) acts.guide(found);
          }}
        >
          ${guides.map((each) => html`<option value=${each} ?selected=${each === guide}>${say(each)}</option>`)}
        </select></label
      >
      <button
        type="button"
        class="shutter"
        data-lead
        aria-label=${say('shutter')}
        ?disabled=${!ready}
        @click=${acts.shoot}
      >
        <span></span>
      </button>
      ${lit === undefined ? html`<span></span>` : words(acts.torch, say(lit ? 'torchOff' : 'torchOn'))}
    </div>
    <div class="bar last">${picker(view, say('picker'))}</div>`;
}

/** A reason and two ways on; nothing here is an end. */
export function unavailable(view: CameraView, trouble: Trouble): TemplateResult {
  const { words: say, acts } = view;
  return html`<div class="stage reason">
      <p id="camera-reason" role="status">${say(trouble)}</p>
    </div>
    <div class="bar stack">
      ${picker(view, say('device'), true)} ${picker(view, say('picker'))}
      ${trouble === 'refused' || trouble === 'busy' ? words(acts.retry, say('again'), 'quiet') : nothing}
    </div>`;
}

/** @param sentences what was noticed; undefined while it is looked at */
export function review(view: CameraView, photo: Photo, sentences: readonly string[] | undefined): TemplateResult {
  const { words: say, acts } = view;
  return html`<div
      class="zoom"
      tabindex="0"
      role="group"
      aria-label=${say('picture')}
      @pointerdown=${grab}
      @pointermove=${pull}
    >
      <img src=${photo.url} alt="" draggable="false" />
    </div>
    <div class="words">
      <p class="question">${say('review')}</p>
      <div role="status">
        ${
          sentences?.length
            ? html`<ul>
                ${sentences.map((text) => html`<li>${text}</li>`)}
              </ul>`
            : html`<p>${say(sentences ? 'good' : 'looking')}</p>`
        }
      </div>
    </div>
    <div class="bar wrap">
      ${words(() => {
        acts.zoom(1);
      }, say('zoomIn'))}
      ${words(() => {
        acts.zoom(-1);
      }, say('zoomOut'))}
      ${words(acts.crop, say('crop'))}
    </div>
    <div class="bar stack">
      ${words(acts.keep, say(sentences?.length ? 'keepAnyway' : 'keep'), 'primary', true)}
      ${words(acts.retake, say('retake'))}
    </div>`;
}

export function pages(view: CameraView, kept: readonly Photo[], room: boolean, pdf: boolean): TemplateResult {
  const { words: say, acts } = view;
  return html`<div class="sheets">
      <p class="question">${say('pages', { count: kept.length })}</p>
      <ol>
        ${repeat(
          kept,
          ({ url }) => url,
          (photo, index) =>
            html`<li>
              <img src=${photo.url} alt=${say('page', { page: index + 1 })} />
              <button
                type="button"
                class="button"
                aria-label=${say('removePage', { page: index + 1 })}
                @click=${() => {
                  acts.remove(photo);
                }}
              >
                ×
              </button>
            </li>`,
        )}
      </ol>
      ${pdf && room ? html`<p>${say('asPdf')}</p>` : nothing}
      <p>${say('noNotes')}</p>
    </div>
    <div class="bar stack">
      ${words(acts.done, say('done', { count: kept.length }), 'primary', true)}
      ${room ? words(acts.more, say('more')) : nothing}
    </div>`;
}

/** A button over a file field. @param device asks the device for its own camera, as phones understand it */
function picker({ several, acts }: CameraView, text: string, device = false): TemplateResult {
  return html`<button
      type="button"
      class="button ${device ? 'primary' : ''}"
      ?data-lead=${device}
      aria-describedby=${device ? 'camera-reason' : nothing}
      @click=${press}
    >
      ${text}</button
    ><input
      type="file"
      hidden
      aria-label=${text}
      accept="image/*"
      capture=${device ? 'environment' : nothing}
      ?multiple=${several && !device}
      @change=${({ target }: Event) => {
        if (target instanceof HTMLInputElement && target.files?.length) acts.chosen([...target.files]);
      }}
    />`;
}

function press({ currentTarget }: Event): void {
  const input = currentTarget instanceof Element ? currentTarget.nextElementSibling : null;
  if (input instanceof HTMLInputElement) input.click();
}

/** A mouse moves a large picture by pulling it, as a finger does by itself. */
function grab({ currentTarget, pointerId, pointerType }: PointerEvent): void {
  if (pointerType === 'mouse' && currentTarget instanceof Element) currentTarget.setPointerCapture(pointerId);
}

function pull({ currentTarget, pointerId, movementX, movementY }: PointerEvent): void {
  if (currentTarget instanceof Element && currentTarget.hasPointerCapture(pointerId))
    currentTarget.scrollBy(-movementX, -movementY);
}

const SCALE = 1000;
/** The document's outline, everything around it darker; a passport's has a line above the two that machines read. */
function outline(guide: Guide, ratio: number): TemplateResult {
  const [from, , to] = outlineOf(guide, ratio);
  const [left, right] = [from.x * SCALE * ratio, to.x * SCALE * ratio];
  const [top, bottom] = [from.y * SCALE, to.y * SCALE];
  const box = `M${left} ${top}H${right}V${bottom}H${left}Z`;
  const line = bottom - (bottom - top) * 0.26;
  return html`<svg class="outline" viewBox="0 0 ${ratio * SCALE} ${SCALE}" aria-hidden="true">
    ${svg`<path class="shade" d="M0 0H${ratio * SCALE}V${SCALE}H0Z${box}" fill-rule="evenodd"></path><path class="edge" d=${box}></path>`}
    ${guide === 'passport' ? svg`<path class="edge thin" d="M${left} ${line}H${right}"></path>` : nothing}
  </svg>`;
}
