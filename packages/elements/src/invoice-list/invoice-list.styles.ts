import { css } from 'lit';

export const styles = css`
  [part='base'] {
    container-type: inline-size;
    padding: var(--_inset);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 4);
    align-items: center;
    justify-content: space-between;
  }
  h2 {
    font-size: 1.5em;
  }
  .choice {
    display: flex;
    gap: calc(var(--_space) * 2);
    align-items: center;
  }
  select {
    min-block-size: 44px;
    max-inline-size: 100%;
    padding-inline: calc(var(--_space) * 3);
    border: 1px solid var(--_control);
    border-radius: var(--_radius-small);
    background: var(--_surface);
  }
  [part='totals'] {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 26em), 1fr));
    gap: calc(var(--_space) * 3);
    margin-block-start: calc(var(--_space) * 4);
  }
  .strip {
    padding: calc(var(--_space) * 5);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }
  .strip h3 {
    margin-block-end: calc(var(--_space) * 3);
  }
  .strip dl {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 3) calc(var(--_space) * 8);
    align-items: end;
  }
  .strip .main {
    flex: 1 1 10em;
  }
  .strip dt {
    color: var(--_muted);
    font-size: var(--_small);
  }
  .strip dd {
    display: flex;
    gap: calc(var(--_space) * 2);
    align-items: center;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .main dd {
    font-size: 1.75em;
    line-height: 1.25;
  }
  .main dd > .icon {
    color: var(--_success);
  }
  .late dd {
    color: var(--_danger);
  }
  [part='list'] {
    margin-block-start: calc(var(--_space) * 4);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }
  [aria-busy] {
    opacity: 0.6;
  }
  [part='none'] {
    margin-block-start: calc(var(--_space) * 4);
  }
  li {
    position: relative;
    display: grid;
    grid-template-columns: auto 1fr auto;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 4);
    align-items: start;
    padding: calc(var(--_space) * 4) calc(var(--_space) * 5);
  }
  li:first-child {
    border-start-start-radius: var(--_radius);
    border-start-end-radius: var(--_radius);
  }
  li:last-child {
    border-end-start-radius: var(--_radius);
    border-end-end-radius: var(--_radius);
  }
  li + li {
    border-block-start: 1px solid var(--_border);
  }
  li:hover {
    background: var(--_sunken);
  }
  li h3 {
    font-size: 1.0625em;
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
  .name {
    min-block-size: 28px;
    padding: 0;
    border: 0;
    border-radius: var(--_radius-small);
    background: none;
    font-weight: 600;
    line-height: 1.25;
    text-align: start;
    text-decoration: underline;
    text-decoration-color: var(--_border);
    text-underline-offset: 0.25em;
    cursor: pointer;
  }
  /* All of the row is to be pressed. */
  .name::after {
    content: '';
    position: absolute;
    inset: 0;
  }
  li:hover .name {
    text-decoration-color: currentColor;
  }
  .what p {
    margin-block-start: calc(var(--_space) * 1);
  }
  .what .standing {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 1) calc(var(--_space) * 3);
    align-items: center;
    margin-block-start: calc(var(--_space) * 2);
  }
  .what .asked {
    display: flex;
    gap: calc(var(--_space) * 2);
    align-items: center;
    margin-block-start: calc(var(--_space) * 2);
    color: var(--_accent-text);
    font-weight: 600;
  }
  .badge {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    padding: 1px 10px 1px 8px;
    border: 1px solid var(--_border);
    border-radius: var(--_round);
    background: var(--_surface);
    font-size: var(--_small);
    font-weight: 600;
    white-space: nowrap;
  }
  .badge .icon {
    inline-size: 1.1em;
    block-size: 1.1em;
  }
  /* Its shape stands before the row. */
  li .badge {
    padding-inline-start: 10px;
  }
  li .badge .icon {
    display: none;
  }
  .tile {
    border: 1px solid transparent;
  }
  .badge.unpaid,
  .badge.partially_paid,
  .unpaid > .tile,
  .partially_paid > .tile {
    border-color: transparent;
    background: var(--_accent-soft);
    color: var(--_accent-text);
  }
  .badge.overdue,
  .overdue > .tile {
    border-color: transparent;
    background: var(--_danger-soft);
    color: var(--_danger);
  }
  .badge.paid,
  .paid > .tile {
    border-color: transparent;
    background: var(--_success-soft);
    color: var(--_success);
  }
  .sum {
    display: grid;
    justify-items: end;
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .sum strong {
    font-size: 1.125em;
  }
  .more {
    margin-block-start: calc(var(--_space) * 3);
  }
  [part='tools'] {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
    margin-block-start: calc(var(--_space) * 3);
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
  .banner + [part='header'],
  [part='header'] + .banner {
    margin-block-start: calc(var(--_space) * 4);
  }
  .bone-title {
    inline-size: 50%;
    block-size: 36px;
  }
  .bone-strip {
    block-size: 112px;
    margin-block: calc(var(--_space) * 4);
  }
  .bone-row {
    block-size: 108px;
  }
  .bone-row + .bone-row {
    margin-block-start: calc(var(--_space) * 2);
  }
  @container (inline-size < 34em) {
    .choice,
    select {
      flex: 1 1 auto;
    }
    .main {
      flex-basis: 100% !important;
    }
    li {
      grid-template-columns: auto 1fr;
      padding-inline: calc(var(--_space) * 4);
    }
    .sum {
      grid-column: 2;
      justify-items: start;
      text-align: start;
    }
    .more {
      inline-size: 100%;
    }
  }
  @media (forced-colors: active) {
    .badge,
    .tile {
      border-color: currentColor;
    }
  }
`;
