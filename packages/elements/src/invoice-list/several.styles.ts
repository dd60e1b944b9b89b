import { css } from 'lit';

/** Of paying several invoices at once. The looks of choices are the desk's. */
export const styles = css`
  .offer {
    margin-block-start: calc(var(--_space) * 4);
  }
  [part='several'],
  [part='several'] form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 4);
  }
  [part='several'] > .turn {
    justify-self: start;
    margin-inline-start: calc(var(--_space) * -4);
    margin-block-end: calc(var(--_space) * -2);
  }
  [part='several'] .option {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: calc(var(--_space) * 1) calc(var(--_space) * 3);
    align-items: start;
    padding-block: calc(var(--_space) * 3);
  }
  /* What is over the end of the screen does not hide what has the focus. */
  [part='several'] .option input {
    scroll-margin-block-end: 160px;
  }
  .name-of {
    overflow-wrap: anywhere;
  }
  .details {
    display: grid;
    grid-column: 2 / -1;
    gap: calc(var(--_space) * 1);
  }
  [part='several'] .standing {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 1) calc(var(--_space) * 3);
    align-items: center;
  }
  [part='several'] .amount {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .option.hindered {
    border-style: dashed;
    background: var(--_sunken);
    cursor: default;
  }
  .option.hindered:hover {
    border-color: var(--_control);
  }
  .hindered .why {
    font-weight: 600;
  }
  .together {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 4);
    align-items: center;
    justify-content: space-between;
    padding: calc(var(--_space) * 4) calc(var(--_space) * 5);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }
  .whole-sum {
    font-size: 1.125em;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .together .wrong {
    color: var(--_danger);
    font-weight: 600;
  }
  .together .primary {
    min-block-size: 48px;
    padding-inline: calc(var(--_space) * 6);
  }
  /* Not where it would leave little of the choice: on a screen that lies, or is much enlarged. */
  @media (min-height: 30em) {
    .together {
      position: sticky;
      inset-block-end: 0;
    }
  }
  @container (inline-size < 34em) {
    .offer .button,
    .together .primary {
      inline-size: 100%;
    }
  }
`;
