import { css } from 'lit';

export const styles = css`
  :host {
    --row-padding: calc(var(--_space) * 5);
    container-type: inline-size;
  }
  .base {
    padding: var(--_inset);
  }
  .link {
    display: grid;
    gap: calc(var(--_space) * 5);
  }
  .asks {
    color: var(--_muted);
  }
  header h2 {
    margin-block: calc(var(--_space) * 1) calc(var(--_space) * 3);
    font-size: 1.875em;
    letter-spacing: -0.015em;
  }
  [lang='ar'] header h2 {
    letter-spacing: normal;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 1) calc(var(--_space) * 2);
    font-variant-numeric: tabular-nums;
  }
  .facts li {
    padding: 2px 10px;
    border-radius: var(--_round);
    background: var(--_sunken);
  }
  .request {
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }
  .request[data-over] {
    background: var(--_accent-soft);
    outline: 2px dashed var(--_accent-text);
    outline-offset: -4px;
  }
  .panel {
    min-block-size: 240px;
  }
  .request .inside {
    padding: var(--row-padding);
  }
  .what {
    display: flex;
    line-height: 1.4;
  }
  .meta {
    color: var(--_muted);
    font-size: var(--_small);
  }
  .receipt {
    display: flex;
    gap: calc(var(--_space) * 4);
    padding: var(--row-padding);
    border-radius: var(--_radius);
    background: var(--_success-soft);
  }
  .receipt > .icon {
    inline-size: 28px;
    block-size: 28px;
    color: var(--_success);
  }
  .receipt h3 {
    color: var(--_success);
    font-size: 1.1875em;
  }
  [data-news]:focus {
    outline: none;
  }
  .names {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 1) calc(var(--_space) * 2);
    margin-block: calc(var(--_space) * 2);
  }
  .names li {
    padding: 2px 10px;
    border: 1px solid var(--_border);
    border-radius: var(--_round);
    background: var(--_surface);
    color: var(--_text);
    font-size: var(--_small);
  }
  .face .names {
    justify-content: center;
  }
  [part='sent'] h2 {
    font-size: 1.5em;
  }
  [part='sent'] > .icon {
    inline-size: 44px;
    block-size: 44px;
    color: var(--_success);
  }
  .private {
    display: flex;
    gap: calc(var(--_space) * 2);
    max-inline-size: 66ch;
    text-wrap: pretty;
  }
  .private .icon {
    margin-block-start: 0.1em;
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 6);
    align-items: center;
    justify-content: space-between;
  }
  footer .button {
    margin-inline: calc(var(--_space) * -2);
    padding-inline: calc(var(--_space) * 2);
  }
  .contact,
  footer p {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 3);
    align-items: center;
  }
  .face .contact {
    justify-content: center;
  }
  :is(.contact, footer) strong {
    font-weight: 600;
  }
  :is(.contact, footer) a {
    padding-block: calc(var(--_space) * 3);
  }
  :is(.contact, footer) a[href^='tel:'] {
    white-space: nowrap;
  }
  .bone-title {
    inline-size: 60%;
    block-size: 108px;
  }
  .bone-request {
    block-size: 380px;
    border-radius: var(--_radius);
  }
  @container (max-width: 540px) {
    :host {
      --row-padding: calc(var(--_space) * 4);
    }
    header h2 {
      font-size: 1.625em;
    }
  }
  @media (forced-colors: active) {
    .receipt,
    .facts li {
      border: 1px solid CanvasText;
    }
  }
`;
