import { css } from 'lit';

export const styles = css`
  [part='plan'],
  [part='plan'] form {
    display: grid;
    gap: calc(var(--_space) * 3);
    justify-items: start;
  }
  [part='plan'] {
    padding: calc(var(--_space) * 5);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }
  [part='plan'] h3 {
    margin-block-end: 0;
    font-size: 1.25em;
  }
  [part='plan'] .next {
    font-weight: 600;
  }
  [part='plan'] .wrong {
    color: var(--_danger);
  }
  /* No word is broken before the columns are as narrow as their words. */
  .parts {
    overflow-wrap: break-word;
  }
  .parts tbody tr {
    display: table-row;
  }
  .parts tfoot :is(th, td) {
    padding-block: calc(var(--_space) * 3);
    color: inherit;
    font-size: inherit;
    font-weight: 600;
  }
  .timeline {
    inline-size: 100%;
  }
  [part='plan'] .timeline li {
    display: grid;
    grid-template-columns: auto 1fr auto;
    gap: calc(var(--_space) * 4);
    padding: 0 0 calc(var(--_space) * 5);
    border: 0;
  }
  [part='plan'] .timeline li:hover {
    background: none;
  }
  [part='plan'] .timeline li:last-child {
    padding-block-end: 0;
  }
  /* The line from one to the next. */
  .timeline li:not(:last-child)::before {
    content: '';
    position: absolute;
    inset-block: 28px 4px;
    inset-inline-start: 11px;
    border-inline-start: 2px solid var(--_border);
  }
  .timeline .dot {
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    color: var(--_muted);
  }
  .timeline .paid .dot {
    color: var(--_success);
  }
  .timeline .due .dot {
    color: var(--_accent-text);
  }
  .timeline .overdue .dot,
  .timeline .overdue .muted {
    color: var(--_danger);
  }
  .timeline .number {
    font-variant-numeric: tabular-nums;
  }
  [part='plan'] blockquote {
    margin: 0;
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border-inline-start: 3px solid var(--_accent);
    background: var(--_accent-soft);
  }
  [part='plan'] .ways-on {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
  }
  [part='plan'] .ways-on:empty {
    display: none;
  }
  [part='plan'] slot[name='form'] {
    display: block;
    inline-size: 100%;
  }
  [part='plan'] [aria-disabled='true'] {
    opacity: 0.6;
  }
  @container (inline-size < 34em) {
    [part='plan'] {
      padding: calc(var(--_space) * 4);
    }
    .parts,
    .parts tbody {
      display: table;
    }
    .parts tbody {
      display: table-row-group;
    }
    .parts thead {
      position: static;
      inline-size: auto;
      block-size: auto;
      overflow: visible;
      clip-path: none;
    }
    .parts td {
      padding-block: calc(var(--_space) * 3) !important;
    }
    [part='plan'] .button.primary {
      inline-size: 100%;
    }
  }
  @media print {
    [part='plan'] {
      display: none;
    }
  }
`;
