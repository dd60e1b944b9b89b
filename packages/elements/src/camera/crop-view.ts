/** Four corners on a picture, moved by pointer or by arrow keys. The places are the picture's own: left is left in every language. */
import { html, type TemplateResult } from 'lit';
import { type Corners, isConvex } from '../quality/perspective.js';
import type { Point } from '../quality/rectangle.js';
import type { CameraWords } from './camera-words.js';

const names = ['topLeft', 'topRight', 'bottomRight', 'bottomLeft'] as const;
/** Part of the picture that an arrow key moves a corner by; ten times as much with Shift. */
const STEP = 0.005;
const keys: Readonly<Partial<Record<string, readonly [number, number]>>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export interface CropView {
  readonly words: CameraWords;
  readonly url: string;
  readonly corners: Corners;
  readonly message: string;
  readonly move: (corners: Corners, said: string) => void;
  readonly apply: () => void;
  readonly back: () => void;
}

export function crop(view: CropView): TemplateResult {
  const { words, url, corners, message, apply, back } = view;
  const points = corners.map(({ x, y }) => `${100 * x},${100 * y}`).join(' ');
  return html`<div class="stage">
      <div class="frame corners">
        <img src=${url} alt="" draggable="false" />
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <polygon class=${isConvex(corners) ? '' : 'crossed'} points=${points}></polygon>
        </svg>
        ${names.map(
          (name, index) =>
            html`<button
              type="button"
              class="corner"
              data-corner=${index}
              ?data-lead=${index === 0}
              aria-label=${words(name)}
              aria-describedby="crop-help"
              @keydown=${(event: KeyboardEvent) => {
                press(view, index, event);
              }}
              @pointerdown=${grab}
              @pointermove=${(event: PointerEvent) => {
                drag(view, index, event);
              }}
            ></button>`,
        )}
      </div>
    </div>
    <div class="words">
      <p class="question">${words('cropTitle')}</p>
      <p id="crop-help">${words('cropHelp')}</p>
      <p class="message" role="status">${message}</p>
    </div>
    <div class="bar stack">
      <button type="button" class="button primary" @click=${apply}>${words('apply')}</button>
      <button type="button" class="button" @click=${back}>${words('undo')}</button>
    </div>`;
}

/** Puts the corners' buttons where the corners are, by the object model, as a strict policy allows. */
export function placeCorners(root: ParentNode, corners: Corners): void {
  for (const button of root.querySelectorAll<HTMLElement>('.corner')) {
    const corner = corners[Number(button.dataset['corner'])];
    if (!corner) continue;
    button.style.setProperty('--x', `${100 * corner.x}%`);
    button.style.setProperty('--y', `${100 * corner.y}%`);
  }
}

function press({ words, corners, move }: CropView, index: number, event: KeyboardEvent): void {
  const way = keys[event.key];
  const from = corners[index];
  if (!way || !from) return;
  event.preventDefault();
  const step = event.shiftKey ? 10 * STEP : STEP;
  const to = { x: within(from.x + way[0] * step), y: within(from.y + way[1] * step) };
  move(moved(corners, index, to), words('cornerAt', { x: Math.round(100 * to.x), y: Math.round(100 * to.y) }));
}

function grab(event: PointerEvent): void {
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.setPointerCapture(event.pointerId);
}

function drag({ corners, move }: CropView, index: number, event: PointerEvent): void {
  const { currentTarget: button, pointerId, clientX, clientY } = event;
  if (!(button instanceof HTMLElement) || !button.hasPointerCapture(pointerId)) return;
  const box = button.parentElement?.getBoundingClientRect();
  if (!box) return;
  const to = { x: within((clientX - box.left) / box.width), y: within((clientY - box.top) / box.height) };
  move(moved(corners, index, to), '');
}

function moved(corners: Corners, index: number, to: Point): Corners {
  const at = (each: 0 | 1 | 2 | 3): Point => (each === index ? to : corners[each]);
  return [at(0), at(1), at(2), at(3)];
}

function within(value: number): number {
  return Math.min(1, Math.max(0, value));
}
