/** Styles of the reader, which the list's first paint does without. */
import { css } from 'lit';

export const styles = css`
  dialog {
    display: grid;
    grid-template-rows: auto 1fr auto;
    inline-size: min(60rem, 100vw - 2rem);
    max-inline-size: none;
    block-size: min(72rem, 100dvh - 2rem);
    max-block-size: none;
    padding: 0;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    overflow: hidden;
  }
  dialog:not([open]) {
    display: none;
  }
  dialog::backdrop {
    background: var(--_backdrop);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
    align-items: center;
    justify-content: space-between;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4);
  }
  .bar h2 {
    flex: 1;
    font-size: 1.0625em;
  }
  .tools {
    justify-content: center;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 6);
    border-block-start: 1px solid var(--_border);
  }
  .group {
    display: flex;
    gap: calc(var(--_space) * 1);
    align-items: center;
    font-variant-numeric: tabular-nums;
  }
  .group .button {
    min-inline-size: 44px;
    padding: 0;
  }
  .sheet {
    padding: 16px;
    background: var(--_sunken);
    overflow: auto;
    overscroll-behavior: contain;
    outline-offset: -3px;
  }
  .page {
    position: relative;
    inline-size: fit-content;
    margin-inline: auto;
    background: var(--_paper);
    box-shadow: var(--_shadow-floating);
    forced-color-adjust: none;
  }
  canvas {
    display: block;
  }
  .words {
    position: absolute;
    inset: 0;
    overflow: clip;
    line-height: 1;
    text-align: start;
  }
  .words span {
    position: absolute;
    transform-origin: 0 0;
    color: transparent;
    white-space: pre;
    cursor: text;
  }
  .words ::selection {
    background: color-mix(in oklab, Highlight 40%, transparent);
  }
  img {
    display: block;
    max-inline-size: 100%;
    margin-inline: auto;
  }
  .zoom-50 {
    inline-size: 50%;
  }
  .zoom-75 {
    inline-size: 75%;
  }
  .zoom-125 {
    max-inline-size: none;
    inline-size: 125%;
  }
  .zoom-150 {
    max-inline-size: none;
    inline-size: 150%;
  }
  .zoom-200 {
    max-inline-size: none;
    inline-size: 200%;
  }
  .zoom-300 {
    max-inline-size: none;
    inline-size: 300%;
  }
  .zoom-400 {
    max-inline-size: none;
    inline-size: 400%;
  }
  .plain {
    max-inline-size: 75ch;
    margin-inline: auto;
    white-space: pre-wrap;
  }
  .none {
    display: grid;
    gap: calc(var(--_space) * 4);
    align-content: center;
    justify-items: center;
    block-size: 100%;
    text-align: center;
  }
  .sheet > .bone {
    inline-size: min(100%, 36rem);
    block-size: 100%;
    margin-inline: auto;
  }
  [aria-disabled='true'] {
    opacity: 0.4;
    cursor: default;
  }
  @media (max-width: 34em) {
    dialog {
      inline-size: 100vw;
      block-size: 100dvh;
      --_radius: 0px;
      border: 0;
    }
    .tools {
      gap: calc(var(--_space) * 1) calc(var(--_space) * 3);
      padding-inline: calc(var(--_space) * 2);
    }
  }
  @media (forced-colors: active) {
    dialog {
      border: 2px solid CanvasText;
    }
    [aria-disabled='true'] {
      color: GrayText;
      opacity: 1;
    }
  }
`;
