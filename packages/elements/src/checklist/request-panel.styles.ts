import { css, type CSSResult } from 'lit';

export const styles: CSSResult = css`
  .inside {
    display: grid;
    gap: calc(var(--_space) * 5);
    padding: calc(var(--_space) * 1) var(--row-padding) calc(var(--_space) * 6);
    padding-inline-start: calc(var(--row-padding) + 36px);
  }
  .inside p,
  .tips {
    max-inline-size: 66ch;
    text-wrap: pretty;
  }
  .label {
    margin: 0 0 calc(var(--_space) * 1);
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: 600;
    line-height: 1.4;
  }
  .tips {
    display: grid;
    gap: calc(var(--_space) * 1);
  }
  .tips li {
    display: flex;
    gap: calc(var(--_space) * 2);
  }
  .tips .icon {
    margin-block-start: 0.15em;
    color: var(--_muted);
    stroke-width: 1.75;
  }
  summary {
    inline-size: fit-content;
    padding-block: calc(var(--_space) * 2.5);
    color: var(--_accent-text);
    font-weight: 600;
    cursor: pointer;
  }
  .drop {
    display: grid;
    gap: calc(var(--_space) * 3);
    justify-items: center;
    padding: calc(var(--_space) * 6) calc(var(--_space) * 5);
    border: 1.5px dashed var(--_control);
    border-radius: var(--_radius);
    text-align: center;
  }
  .drop > .icon {
    inline-size: 28px;
    block-size: 28px;
    color: var(--_muted);
    stroke-width: 1.5;
  }
  .inside :is(button, summary) {
    scroll-margin-block: calc(var(--_space) * 24);
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
  }
  .camera:not(.found) {
    display: none;
  }
  .files {
    display: grid;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-small);
  }
  .file {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
    align-items: center;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
  }
  .file + .file {
    border-block-start: 1px solid var(--_border);
  }
  .file > .what {
    flex: 1 1 120px;
    min-inline-size: 0;
    flex-direction: column;
    gap: 2px;
  }
  .file .name {
    font-weight: 500;
  }
  .file img,
  .tile {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 44px;
    block-size: 44px;
    border-radius: var(--_radius-small);
    background: var(--_sunken);
    color: var(--_muted);
    object-fit: cover;
  }
  .file.picture img {
    inline-size: 120px;
    block-size: 120px;
    border: 1px solid var(--_border);
  }
  .file > .button,
  .file > .buttons {
    margin-inline-start: auto;
  }
  .file .button {
    min-inline-size: 44px;
    padding-inline: calc(var(--_space) * 3);
    font-size: var(--_small);
  }
  .receipt {
    flex: 1 0 100%;
    font-size: var(--_small);
  }
  .file .meta {
    font-variant-numeric: tabular-nums;
  }
  .slot {
    display: grid;
    gap: calc(var(--_space) * 3);
    padding-block-start: calc(var(--_space) * 4);
    border-block-start: 1px solid var(--_border);
  }
  .slot h5 {
    margin: 0;
    font-size: 1em;
    font-weight: 600;
  }
  .said {
    max-inline-size: 60ch;
  }
  .said strong {
    font-weight: 600;
  }
  .state {
    display: flex;
    gap: calc(var(--_space) * 1);
    align-items: center;
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: 600;
  }
  .state .icon {
    inline-size: 1.1em;
    block-size: 1.1em;
  }
  .state.accepted {
    color: var(--_success);
  }
  .state.returned {
    color: var(--_warning);
  }
  .refused {
    display: grid;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border-radius: var(--_radius-small);
    background: var(--_danger-soft);
    color: var(--_danger);
  }
  .refused li {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: calc(var(--_space) * 2);
  }
  .refused li > span {
    flex: 1 1 200px;
  }
  .refused .icon {
    margin-block-start: 0.15em;
  }
  @container (max-width: 540px) {
    .inside {
      padding-inline: var(--row-padding);
    }
    .file .button {
      padding-inline: calc(var(--_space) * 2);
    }
    .file.picture img {
      inline-size: 100%;
      block-size: 220px;
      object-fit: contain;
    }
    .drop {
      padding: calc(var(--_space) * 5) calc(var(--_space) * 4);
    }
    .buttons:has(> .primary),
    .drop .buttons {
      display: grid;
      inline-size: 100%;
    }
  }
  @media (pointer: coarse) {
    .camera:not(.found) {
      display: inline-flex;
    }
    .drop-words {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .refused {
      border: 1px solid CanvasText;
    }
  }
`;
