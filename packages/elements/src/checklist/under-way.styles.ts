import { css, type CSSResult } from 'lit';

export const styles: CSSResult = css`
  progress {
    appearance: none;
    display: block;
    inline-size: 100%;
    block-size: 6px;
    margin-block: 2px 4px;
    border: 0;
    border-radius: var(--_round);
    background: var(--_border);
    color: var(--_accent);
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: var(--_border);
  }
  progress::-webkit-progress-value {
    background: var(--_accent);
    transition: inline-size var(--_motion);
  }
  progress::-moz-progress-bar {
    background: var(--_accent);
  }
  .staged,
  .sending {
    display: grid;
    gap: calc(var(--_space) * 3);
  }
  .staged .label,
  .sending .label {
    margin: 0;
  }
  .sending:focus {
    outline: none;
  }
  .hints {
    display: grid;
    flex-basis: 100%;
    gap: calc(var(--_space) * 1);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border-radius: var(--_radius-small);
    background: var(--_warning-soft);
    color: var(--_warning);
  }
  .hints li {
    display: flex;
    gap: calc(var(--_space) * 2);
  }
  .hints .icon {
    margin-block-start: 0.15em;
  }
  .wrong .tile,
  .wrong .meta {
    color: var(--_danger);
  }
  .wrong .tile {
    background: var(--_danger-soft);
  }
  [data-total] {
    position: sticky;
    inset-block-end: calc(var(--_space) * 3);
    z-index: 1;
  }
  .total,
  .stray {
    display: grid;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 4);
    padding: calc(var(--_space) * 4);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .total {
    grid-template-columns: 1fr auto;
    align-items: center;
    box-shadow: var(--_shadow-floating);
  }
  .total p {
    display: flex;
    font-variant-numeric: tabular-nums;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 3);
    align-items: baseline;
  }
  .total strong {
    font-weight: 600;
  }
  .total progress {
    grid-column: 1 / -1;
  }
  .stray select {
    inline-size: 100%;
  }
  @media (forced-colors: active) {
    progress {
      border: 1px solid CanvasText;
      forced-color-adjust: none;
    }
    progress::-webkit-progress-bar {
      background: Canvas;
    }
    progress::-webkit-progress-value {
      background: Highlight;
    }
    progress::-moz-progress-bar {
      background: Highlight;
    }
    .hints {
      border: 1px solid CanvasText;
    }
  }
`;
