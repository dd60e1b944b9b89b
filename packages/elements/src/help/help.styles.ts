import { css, type CSSResult } from 'lit';

export const styles: CSSResult = css`
  .help-dialog {
    inline-size: min(560px, 100vw);
    max-inline-size: none;
    max-block-size: min(760px, 92dvh);
    padding: 0;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font-size: var(--_size);
    text-align: start;
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  .help-dialog::backdrop {
    background: var(--_backdrop);
  }
  .help-face {
    display: grid;
    gap: calc(var(--_space) * 6);
    padding: 0 calc(var(--_space) * 6) max(calc(var(--_space) * 6), env(safe-area-inset-bottom));
  }
  .help-face header {
    position: sticky;
    inset-block-start: 0;
    display: flex;
    gap: calc(var(--_space) * 3);
    align-items: center;
    justify-content: space-between;
    margin-inline: calc(var(--_space) * -6);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 6);
    border-block-end: 1px solid var(--_border);
    background: var(--_surface);
  }
  .help-face h2 {
    font-size: 1.125em;
  }
  .help-face h2:focus {
    outline: none;
  }
  .help-face h3 {
    font-size: 1.0625em;
  }
  .trouble {
    display: grid;
    gap: calc(var(--_space) * 1);
  }
  .trouble h3 {
    display: flex;
    gap: calc(var(--_space) * 2);
    align-items: flex-start;
    font-size: 1.25em;
  }
  .trouble h3 .icon {
    margin-block-start: 0.05em;
    color: var(--_danger);
  }
  .trouble h4 {
    margin-block-start: calc(var(--_space) * 3);
    color: var(--_muted);
    font-size: var(--_small);
  }
  .trouble ol {
    display: grid;
    gap: calc(var(--_space) * 2);
    padding-inline-start: 1.6em;
  }
  .trouble ol li {
    list-style: decimal;
    padding-inline-start: calc(var(--_space) * 1);
  }
  .trouble li::marker {
    font-weight: 600;
  }
  .asked {
    margin-block-start: calc(var(--_space) * 2);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-small);
    overflow: clip;
  }
  .asked details + details {
    border-block-start: 1px solid var(--_border);
  }
  .asked summary {
    display: flex;
    gap: calc(var(--_space) * 3);
    align-items: center;
    justify-content: space-between;
    inline-size: auto;
    min-block-size: 48px;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4);
    color: var(--_text);
    font-weight: 600;
    list-style: none;
    cursor: pointer;
  }
  .asked summary::-webkit-details-marker {
    display: none;
  }
  .asked summary:focus-visible {
    outline-offset: -3px;
  }
  .asked summary .icon {
    color: var(--_muted);
    transition: rotate var(--_motion);
  }
  .asked [open] summary .icon {
    rotate: 180deg;
  }
  .asked details > div {
    display: grid;
    gap: calc(var(--_space) * 2);
    padding: 0 calc(var(--_space) * 4) calc(var(--_space) * 4);
  }
  .still {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 3);
    align-items: center;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4);
    border-radius: var(--_radius-small);
    background: var(--_sunken);
  }
  .still strong {
    font-weight: 600;
  }
  .still a {
    padding-block: calc(var(--_space) * 3);
  }
  .still a[href^='tel:'] {
    white-space: nowrap;
  }
  @media (max-width: 560px) {
    .help-dialog {
      inline-size: calc(100vw - 16px);
      margin-block-end: 8px;
    }
    .help-face {
      padding-inline: calc(var(--_space) * 4);
    }
    .help-face header {
      margin-inline: calc(var(--_space) * -4);
      padding-inline: calc(var(--_space) * 4);
    }
  }
`;
