import { css, type CSSResult } from 'lit';

/** Dark in every scheme, by the scheme alone: a bright frame would light the paper. */
export const styles: CSSResult = css`
  .camera-dialog {
    inline-size: min(720px, 100vw);
    block-size: min(860px, 100dvh);
    max-inline-size: none;
    max-block-size: none;
    padding: 0;
    border: 0;
    background: var(--_surface);
    color: var(--_text);
    color-scheme: dark;
    font-size: var(--_size);
    text-align: start;
    overflow: hidden;
  }
  .camera-dialog::backdrop {
    background: color-mix(in oklab, var(--_surface) 80%, transparent);
  }
  @media (min-width: 761px) and (min-height: 701px) {
    .camera-dialog {
      border: 1px solid var(--_border);
      border-radius: var(--_radius);
    }
  }
  @media not all and (min-width: 761px) and (min-height: 701px) {
    .camera-dialog {
      inline-size: 100vw;
      block-size: 100dvh;
    }
  }
  .camera-face {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_space) * 2);
    block-size: 100%;
    padding: max(calc(var(--_space) * 3), env(safe-area-inset-top))
      max(calc(var(--_space) * 3), env(safe-area-inset-right)) max(calc(var(--_space) * 3), env(safe-area-inset-bottom))
      max(calc(var(--_space) * 3), env(safe-area-inset-left));
  }
  .camera-face header {
    display: flex;
    gap: calc(var(--_space) * 3);
    align-items: center;
    justify-content: space-between;
  }
  .camera-face header .button {
    flex: none;
    white-space: nowrap;
  }
  .camera-face h2 {
    font-size: 1.0625em;
  }
  .camera-face .stage {
    flex: 1;
    display: grid;
    place-items: center;
    min-block-size: 0;
    container-type: size;
  }
  .camera-face .frame {
    position: relative;
    inline-size: min(100cqi, calc(100cqb * var(--ratio, 0.75)));
    aspect-ratio: var(--ratio, 0.75);
    background: var(--_sunken);
    direction: ltr;
  }
  .camera-face :is(.frame > video, .frame > img, .frame > svg) {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  .outline .shade {
    fill: color-mix(in oklab, var(--_surface) 55%, transparent);
  }
  .outline .edge {
    fill: none;
    stroke: var(--_text);
    stroke-width: 5;
  }
  .outline .thin {
    stroke-width: 2;
    stroke-dasharray: 14 10;
  }
  .camera-face .hint {
    min-block-size: 1.5em;
    font-weight: 600;
    text-align: center;
  }
  .camera-face .hint.good {
    color: var(--_success);
  }
  .camera-face .bar {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
    gap: calc(var(--_space) * 2);
    align-items: center;
  }
  .camera-face .bar > :last-child:not(:only-child) {
    justify-self: end;
  }
  .camera-face .bar.last,
  .camera-face .bar.stack {
    grid-template-columns: 1fr;
    justify-items: center;
  }
  .camera-face .bar.stack > .button {
    justify-self: center;
    inline-size: min(100%, 420px);
  }
  .camera-face .bar.wrap {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
  }
  .camera-face select {
    min-block-size: 44px;
    max-inline-size: 100%;
    padding: calc(var(--_space) * 2);
    border: 1px solid var(--_control);
    border-radius: var(--_radius-small);
    background: var(--_surface);
  }
  .shutter {
    inline-size: 72px;
    block-size: 72px;
    padding: 5px;
    border: 4px solid var(--_text);
    border-radius: var(--_round);
    background: none;
    cursor: pointer;
  }
  .shutter span {
    display: block;
    block-size: 100%;
    border-radius: var(--_round);
    background: var(--_text);
  }
  .shutter[disabled] {
    opacity: 0.5;
  }
  .reason p {
    max-inline-size: 44ch;
    text-wrap: pretty;
  }
  .zoom {
    display: grid;
    flex: 1;
    align-items: safe center;
    min-block-size: 0;
    overflow: auto;
    background: var(--_sunken);
    cursor: grab;
    touch-action: pan-x pan-y;
    direction: ltr;
  }
  .zoom img {
    display: block;
    inline-size: calc(var(--zoom, 1) * 100%);
    margin-inline: auto;
  }
  .camera-face .words {
    display: grid;
    gap: calc(var(--_space) * 1);
    color: var(--_muted);
  }
  .camera-face .question {
    color: var(--_text);
    font-weight: 600;
  }
  .camera-face .message {
    min-block-size: 1.5em;
  }
  .corners {
    touch-action: none;
  }
  .corners polygon {
    fill: color-mix(in oklab, var(--_warning) 14%, transparent);
    stroke: var(--_warning);
    stroke-width: 2px;
    vector-effect: non-scaling-stroke;
  }
  .corners polygon.crossed {
    stroke: var(--_danger);
  }
  .corner {
    position: absolute;
    inset-inline-start: calc(var(--x, 0%) - 22px);
    inset-block-start: calc(var(--y, 0%) - 22px);
    inline-size: 44px;
    block-size: 44px;
    border: 3px solid var(--_warning);
    border-radius: var(--_round);
    background: color-mix(in oklab, var(--_surface) 45%, transparent);
    cursor: move;
    touch-action: none;
  }
  .sheets {
    flex: 1;
    min-block-size: 0;
    display: grid;
    gap: calc(var(--_space) * 3);
    align-content: start;
    overflow: auto;
  }
  .sheets ol {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(132px, 1fr));
    gap: calc(var(--_space) * 3);
  }
  .sheets li {
    position: relative;
  }
  .sheets img {
    inline-size: 100%;
    block-size: 168px;
    object-fit: contain;
    background: var(--_sunken);
  }
  .sheets li .button {
    position: absolute;
    inset-block-start: calc(var(--_space) * 1);
    inset-inline-end: calc(var(--_space) * 1);
    min-inline-size: 44px;
  }
  @media (forced-colors: active) {
    .shutter span {
      background: ButtonText;
    }
  }
`;
