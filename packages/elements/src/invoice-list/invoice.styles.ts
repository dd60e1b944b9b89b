import { css } from 'lit';

/** Of one invoice, on screen and, with the paper's tokens, on paper. */
export const styles = css`
  [part='invoice'] {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 5);
    scroll-margin-block-start: calc(var(--_space) * 4);
  }
  .bar,
  .heading {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 4);
    align-items: center;
    justify-content: space-between;
  }
  .bar .quiet {
    margin-inline-start: calc(var(--_space) * -4);
  }
  .bar {
    margin-block-end: calc(var(--_space) * -2);
  }
  .heading {
    justify-content: flex-start;
  }
  #invoice-title {
    font-size: 1.5em;
  }
  #invoice-title:focus-visible {
    outline-offset: 4px;
  }
  [part='invoice'] h3 {
    margin-block-end: calc(var(--_space) * 2);
    font-size: 1.0625em;
  }
  [part='due'],
  [part='pay'] {
    padding: calc(var(--_space) * 5);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }
  [part='due'] {
    border-inline-start: 4px solid var(--_accent);
  }
  [part='due'] .what {
    font-size: 1.5em;
    font-weight: 600;
    line-height: 1.25;
    font-variant-numeric: tabular-nums;
    text-wrap: balance;
  }
  [part='due'].overdue {
    border-inline-start-color: var(--_danger);
  }
  [part='due'].paid {
    border-inline-start-color: var(--_success);
  }
  [part='due'].void {
    border-inline-start-color: var(--_control);
  }
  .contact {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 4);
    margin-block-start: calc(var(--_space) * 2);
  }
  .contact a,
  [part='invoice'] footer a {
    min-block-size: 28px;
  }
  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8.5em, 1fr));
    gap: calc(var(--_space) * 3) calc(var(--_space) * 6);
  }
  .facts dt {
    color: var(--_muted);
    font-size: var(--_small);
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
  }
  th {
    padding-block: calc(var(--_space) * 2);
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: 400;
    text-align: start;
    vertical-align: bottom;
  }
  td {
    padding-block: calc(var(--_space) * 3);
    vertical-align: top;
  }
  tbody tr {
    border-block-start: 1px solid var(--_border);
  }
  tbody tr:last-child {
    border-block-end: 1px solid var(--_border);
  }
  td:not(:last-child),
  th:not(:last-child) {
    padding-inline-end: calc(var(--_space) * 5);
  }
  td > span {
    display: block;
  }
  .number {
    font-variant-numeric: tabular-nums;
    text-align: end;
    white-space: nowrap;
  }
  th.number {
    white-space: normal;
  }
  [part='sums'] {
    display: grid;
    gap: calc(var(--_space) * 2);
    max-inline-size: 26em;
    margin-block-start: calc(var(--_space) * 3);
    margin-inline-start: auto;
  }
  [part='sums'] > div {
    display: flex;
    gap: calc(var(--_space) * 4);
    justify-content: space-between;
  }
  /* The amounts stand below each other, whether or not there is a receipt beside them. */
  [part='history'] li {
    display: grid;
    grid-template-columns: 1fr auto 9em;
    gap: 0 calc(var(--_space) * 4);
  }
  [part='history'] .receipt {
    align-self: center;
    justify-self: end;
    margin-block: calc(var(--_space) * -1);
  }
  [part='sums'] dd {
    font-variant-numeric: tabular-nums;
  }
  [part='sums'] .total,
  [part='sums'] .left {
    padding-block-start: calc(var(--_space) * 2);
    border-block-start: 1px solid var(--_border);
    font-weight: 600;
  }
  [part='sums'] .left {
    font-size: 1.125em;
  }
  blockquote {
    white-space: pre-line;
  }
  .account {
    display: flex;
    gap: calc(var(--_space) * 4);
    padding: calc(var(--_space) * 4) calc(var(--_space) * 5);
    border-radius: var(--_radius);
    background: var(--_sunken);
  }
  .account > .icon {
    color: var(--_muted);
  }
  .account h3 {
    margin-block-end: 0 !important;
  }
  .account p {
    max-inline-size: 60ch;
  }
  .papers {
    display: flex;
    gap: calc(var(--_space) * 2);
  }
  [part='history'] {
    border-block: 1px solid var(--_border);
  }
  [part='history'] li {
    padding-block: calc(var(--_space) * 3);
    padding-inline: 0;
  }
  [part='history'] li:hover {
    background: none;
  }
  [part='history'] li + li {
    border-block-start: 1px solid var(--_border);
  }
  [part='invoice'] footer {
    margin-block-start: 0;
  }
  @container (inline-size < 34em) {
    thead {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    table,
    tbody {
      display: block;
    }
    tbody tr {
      display: grid;
      grid-template-columns: auto 1fr auto;
      gap: 0 calc(var(--_space) * 1);
      padding-block: calc(var(--_space) * 3);
    }
    td {
      padding: 0 !important;
    }
    td:first-child {
      grid-column: 1 / -1;
    }
    .subject {
      font-weight: 600;
    }
    .quantity::after {
      content: ' ×' / '';
    }
    .price {
      text-align: start;
    }
    .amount {
      font-weight: 600;
    }
    [part='sums'] {
      max-inline-size: none;
    }
    [part='history'] li {
      grid-template-columns: 1fr auto;
    }
    [part='history'] .receipt {
      grid-column: 1 / -1;
      justify-self: start;
      margin-block-end: calc(var(--_space) * -2);
      margin-inline-start: calc(var(--_space) * -4);
    }
  }
  @media print {
    .bar,
    [part='pay'],
    [part='invoice'] footer {
      display: none;
    }
  }
`;
