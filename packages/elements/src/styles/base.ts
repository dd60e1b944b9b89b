/** Host, type and controls, adopted by every element. Sizes are logical, targets 44 px, type never below 14 px. */
import { css } from 'lit';

export const base = css`
  :host {
    display: block;
    border-radius: var(--_radius);
    background: var(--_canvas);
    color: var(--_text);
    font-family: var(--portal-font-family, inherit);
    font-size: var(--_size);
    line-height: 1.5;
    text-align: start;
    -webkit-text-size-adjust: 100%;
    overflow-wrap: anywhere;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd,
  blockquote {
    margin: 0;
    padding: 0;
    font-size: inherit;
    list-style: none;
  }
  h2,
  h3,
  h4 {
    font-weight: 600;
    line-height: 1.25;
    text-wrap: balance;
  }
  a {
    color: var(--_accent-text);
    text-underline-offset: 0.2em;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .icon {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  [dir='rtl'] .turn .icon {
    transform: scaleX(-1);
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  [dir='auto'] {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .whole {
    white-space: nowrap;
  }
  .small {
    font-size: var(--_small);
  }
  .muted {
    color: var(--_muted);
  }
  button,
  select {
    font: inherit;
    letter-spacing: inherit;
    color: inherit;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 2);
    min-block-size: 44px;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4);
    border: 1px solid var(--_control);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: var(--_text);
    font-weight: 600;
    line-height: 1.25;
    text-decoration: none;
    cursor: pointer;
    transition:
      background-color var(--_motion),
      border-color var(--_motion);
  }
  .button:hover {
    background: var(--_sunken);
  }
  .button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .button.primary:hover {
    background: color-mix(in oklab, var(--_accent) 90%, var(--_text));
  }
  .button.quiet {
    border-color: transparent;
    background: none;
    color: var(--_accent-text);
  }
  .button.quiet:hover {
    background: var(--_accent-soft);
  }
  .button[disabled] {
    opacity: 0.6;
    cursor: default;
  }
  .banner {
    display: flex;
    gap: calc(var(--_space) * 2);
    align-items: flex-start;
    margin-block-end: calc(var(--_space) * 4);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border: 1px solid color-mix(in oklab, var(--_warning) 30%, transparent);
    border-radius: var(--_radius-small);
    background: var(--_warning-soft);
    color: var(--_warning);
    font-size: var(--_small);
  }
  .face {
    display: grid;
    justify-items: center;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 12) calc(var(--_space) * 6);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_muted);
    text-align: center;
  }
  .face > .icon {
    inline-size: 32px;
    block-size: 32px;
    stroke-width: 1.5;
  }
  .face h2 {
    color: var(--_text);
    font-size: 1.25em;
  }
  .face p {
    max-inline-size: 44ch;
    text-wrap: pretty;
  }
  .face .button {
    margin-block-start: calc(var(--_space) * 3);
  }
  .bone {
    border-radius: var(--_radius-small);
    background: color-mix(in oklab, var(--_border) 60%, transparent);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }
  @keyframes breathe {
    to {
      opacity: 0.5;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .bone {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .icon {
      color: inherit !important;
    }
    .button.primary {
      border: 2px solid ButtonText;
    }
    .bone {
      border: 1px solid GrayText;
    }
  }
`;
