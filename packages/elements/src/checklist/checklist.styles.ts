import { css } from 'lit';

/** First paint of the checklist. Rows far below the fold are laid out when they come near (content-visibility). */
export const styles = css`
  :host {
    --row-padding: calc(var(--_space) * 4);
    container-type: inline-size;
  }
  .base {
    padding: var(--_inset);
  }
  .list {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 6);
  }
  [data-stray]:empty,
  [data-total]:empty {
    display: none;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 6);
    align-items: flex-end;
    justify-content: space-between;
  }
  header h2 {
    font-size: 1.375em;
  }
  .switch {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    min-inline-size: min(100%, 200px);
  }
  select {
    max-inline-size: 100%;
    min-block-size: 44px;
    padding-inline: calc(var(--_space) * 3);
    border: 1px solid var(--_control);
    border-radius: var(--_radius-small);
    background: var(--_surface);
  }
  .step {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: calc(var(--_space) * 5) calc(var(--_space) * 6);
    align-items: center;
    padding: calc(var(--_space) * 6);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }
  .step h3 {
    margin-block-end: calc(var(--_space) * 2);
    font-size: 1.875em;
    letter-spacing: -0.015em;
  }
  [lang='ar'] .step h3 {
    letter-spacing: normal;
  }
  .step h3:focus {
    outline: none;
  }
  .step-words p {
    max-inline-size: 60ch;
    text-wrap: pretty;
  }
  .step-words span {
    display: inline-block;
  }
  .step-words strong {
    margin-inline-end: calc(var(--_space) * 2);
    font-weight: 600;
  }
  .step-words .meta {
    font-size: inherit;
  }
  .meter {
    grid-column: 1 / -1;
  }
  .meter svg {
    display: block;
    inline-size: 100%;
    block-size: 8px;
    margin-block-end: calc(var(--_space) * 2);
    border-radius: var(--_round);
    background: var(--_border);
  }
  [dir='rtl'] .meter svg {
    transform: scaleX(-1);
  }
  .meter rect {
    fill: var(--_accent);
    transition: width var(--_motion);
  }
  .meter rect.sent {
    opacity: 0.4;
  }
  .meter p {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 4);
    font-variant-numeric: tabular-nums;
  }
  .meter strong {
    font-weight: 600;
  }
  .finishing:not(:empty) {
    grid-column: 1 / -1;
    inline-size: 100%;
  }
  .finish {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 4);
    align-items: center;
    justify-content: space-between;
    padding: calc(var(--_space) * 5) calc(var(--_space) * 6);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .group h3 {
    display: flex;
    gap: calc(var(--_space) * 4);
    align-items: baseline;
    justify-content: space-between;
    margin-block-end: calc(var(--_space) * 2);
    font-size: 1.0625em;
  }
  .group h3 .small {
    flex: none;
    font-weight: 400;
  }
  .group > ul {
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    overflow: clip;
  }
  .long .row {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 77px;
  }
  .row {
    scroll-margin-block: calc(var(--_space) * 24);
  }
  .row + .row {
    border-block-start: 1px solid var(--_border);
  }
  .row[data-over] {
    background: var(--_accent-soft);
    outline: 2px dashed var(--_accent-text);
    outline-offset: -4px;
  }
  .head {
    display: grid;
    grid-template-columns: auto 1fr auto auto;
    gap: calc(var(--_space) * 3);
    align-items: center;
    inline-size: 100%;
    min-block-size: 76px;
    padding: var(--row-padding);
    border: 0;
    background: none;
    font-weight: 400;
    text-align: start;
    cursor: pointer;
  }
  .head:hover {
    background: color-mix(in oklab, var(--_sunken) 60%, transparent);
  }
  .head:focus-visible {
    border-radius: var(--_radius);
    outline-offset: -3px;
  }
  .head > .icon {
    inline-size: 24px;
    block-size: 24px;
    color: var(--_muted);
    stroke-width: 1.75;
  }
  .what {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 3);
    line-height: 1.4;
  }
  .title {
    flex-basis: 100%;
    font-weight: 600;
  }
  .meta {
    color: var(--_muted);
    font-size: var(--_small);
  }
  .meta.soon {
    color: var(--_warning);
  }
  .chip {
    padding: 2px 10px;
    border-radius: var(--_round);
    background: var(--_accent-soft);
    color: var(--_accent-text);
    font-size: var(--_small);
    font-weight: 600;
    white-space: nowrap;
  }
  .chip.optional,
  :is(.sent, .in_review, .declined, .waived) .chip {
    background: var(--_sunken);
    color: var(--_muted);
  }
  .accepted .chip {
    background: var(--_success-soft);
    color: var(--_success);
  }
  .returned .chip {
    background: var(--_warning-soft);
    color: var(--_warning);
  }
  .accepted .head > .icon {
    color: var(--_success);
  }
  .returned .head > .icon {
    color: var(--_warning);
  }
  .arrow {
    display: flex;
    color: var(--_muted);
  }
  .arrow .icon {
    transition: rotate var(--_motion);
  }
  [aria-expanded='true'] .arrow .icon {
    rotate: 180deg;
  }
  .note {
    margin-block-end: var(--row-padding);
    margin-inline: calc(var(--row-padding) + 36px) var(--row-padding);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border-inline-start: 3px solid var(--_warning);
    border-radius: var(--_radius-small);
    background: var(--_warning-soft);
  }
  .note strong {
    font-weight: 600;
  }
  .panel {
    min-block-size: 160px;
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 6);
    align-items: center;
    justify-content: space-between;
    min-block-size: 44px;
  }
  footer .button {
    margin-inline: calc(var(--_space) * -1);
    padding-inline: calc(var(--_space) * 2);
  }
  footer strong {
    font-weight: 600;
  }
  footer a[href^='tel:'] {
    white-space: nowrap;
  }
  footer a {
    margin-inline-start: calc(var(--_space) * 2);
    padding-block: calc(var(--_space) * 3);
  }
  .bone-title {
    inline-size: 50%;
    block-size: 52px;
  }
  .bone-step {
    block-size: 176px;
    border-radius: var(--_radius);
  }
  .bone-row {
    block-size: 77px;
    margin-block-end: calc(var(--_space) * -5);
  }
  @container (max-width: 540px) {
    .step {
      grid-template-columns: 1fr;
      padding: calc(var(--_space) * 5);
    }
    .step h3 {
      font-size: 1.625em;
    }
    .head {
      grid-template-columns: auto 1fr auto;
      row-gap: calc(var(--_space) * 1);
    }
    .chip {
      grid-area: 2 / 2;
      justify-self: start;
    }
    .arrow {
      grid-area: 1 / 3;
      align-self: start;
    }
    .head > .icon {
      align-self: start;
      margin-block-start: 1px;
    }
    .note {
      margin-inline-start: var(--row-padding);
    }
    .long .row {
      contain-intrinsic-block-size: auto 109px;
    }
  }
  @media (forced-colors: active) {
    .chip,
    .note {
      border: 1px solid CanvasText;
    }
    .meter svg {
      border: 1px solid CanvasText;
      forced-color-adjust: none;
      background: Canvas;
    }
    .meter rect {
      fill: Highlight;
    }
  }
  @media print {
    .step .button,
    footer {
      display: none;
    }
  }
`;
