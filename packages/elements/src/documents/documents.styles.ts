import { css } from 'lit';

export const styles = css`
  [part='base'] {
    container-type: inline-size;
    padding: var(--_inset);
  }
  header,
  .matter,
  summary {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
    align-items: center;
  }
  h2 {
    font-size: 1.5em;
  }
  .badge {
    padding: 0 10px;
    border: 1px solid transparent;
    border-radius: var(--_round);
    background: var(--_accent-soft);
    color: var(--_accent-text);
    font-size: var(--_small);
    font-weight: 600;
    white-space: nowrap;
  }
  .matter {
    justify-content: space-between;
    margin-block-start: calc(var(--_space) * 4);
  }
  .card {
    margin-block-start: calc(var(--_space) * 4);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }
  summary {
    min-block-size: 56px;
    padding: calc(var(--_space) * 3) calc(var(--_space) * 5);
    border-radius: var(--_radius);
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary > .icon {
    color: var(--_muted);
  }
  .turned {
    display: inline-flex;
    margin-inline-start: auto;
    transition: transform var(--_motion);
  }
  [open] > summary .turned {
    transform: rotate(180deg);
  }
  li {
    display: grid;
    grid-template-columns: auto 1fr auto;
    gap: calc(var(--_space) * 3);
    align-items: center;
    padding: calc(var(--_space) * 3) calc(var(--_space) * 5);
  }
  li + li,
  summary + ul > li {
    border-block-start: 1px solid var(--_border);
  }
  .tile {
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    border-radius: var(--_radius-small);
    background: var(--_sunken);
    color: var(--_muted);
  }
  .fresh .tile {
    background: var(--_accent-soft);
    color: var(--_accent-text);
  }
  .name {
    min-block-size: 32px;
    margin-inline-end: calc(var(--_space) * 2);
    padding: 0;
    border: 0;
    border-radius: var(--_radius-small);
    background: none;
    text-align: start;
    text-decoration: underline;
    text-decoration-color: var(--_border);
    text-underline-offset: 0.25em;
    cursor: pointer;
  }
  .name:hover {
    text-decoration-color: currentColor;
  }
  .fresh .name {
    font-weight: 600;
  }
  .card > .quiet {
    margin: calc(var(--_space) * 2) calc(var(--_space) * 3);
  }
  .take {
    min-inline-size: 44px;
  }
  footer {
    display: grid;
    gap: calc(var(--_space) * 1);
    margin-block-start: calc(var(--_space) * 5);
  }
  footer a {
    display: inline-block;
    margin-inline-start: calc(var(--_space) * 2);
  }
  .bones {
    padding: calc(var(--_space) * 5);
  }
  .bone-title {
    inline-size: 60%;
    block-size: 36px;
  }
  .bone-row {
    block-size: 48px;
  }
  .bone-row + .bone-row {
    margin-block-start: calc(var(--_space) * 5);
  }
  @container (inline-size < 34em) {
    .wide {
      display: none;
    }
    .matter .button {
      inline-size: 100%;
    }
    li,
    summary {
      padding-inline: calc(var(--_space) * 4);
    }
  }
  @media (forced-colors: active) {
    .badge,
    .tile {
      border: 1px solid currentColor;
    }
  }
`;
