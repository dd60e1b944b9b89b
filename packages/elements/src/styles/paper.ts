/** An invoice on paper: black on white, small enough that one of eight lines fits a sheet of A4 or Letter. */
import { css } from 'lit';

export const paperStyles = css`
  @page {
    margin: 13mm;
  }
  :root {
    --_surface: #fff;
    --_sunken: #fff;
    --_text: #000;
    --_muted: #444;
    --_border: #bbb;
    --_control: #666;
    --_accent: #000;
    --_accent-text: #000;
    --_accent-soft: #fff;
    --_danger: #000;
    --_danger-soft: #fff;
    --_success: #000;
    --_success-soft: #fff;
    --_warning: #000;
    --_focus: transparent;
    --_radius: 6px;
    --_radius-small: 4px;
    --_round: 99px;
    --_shadow: none;
    --_space: 2px;
    --_small: 8.5pt;
    --_motion: 0s;
  }
  body {
    margin: 0;
    color: var(--_text);
    font:
      9.5pt/1.3 system-ui,
      sans-serif;
    overflow-wrap: anywhere;
  }
  a {
    color: inherit;
    text-decoration: none;
  }
  .letterhead {
    font-size: 1.25em;
    font-weight: 600;
  }
  .badge {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    padding: 0 8px;
    border: 1px solid var(--_control);
    border-radius: var(--_round);
    font-weight: 600;
  }
  [part='due'] .what {
    font-size: 1.25em;
  }
  /* A document without an address is laid out as in the nineties: tables take nothing over. */
  table {
    color: inherit;
    font: inherit;
  }
  td {
    padding-block: 4px;
  }
  td > span {
    display: inline;
    margin-inline-end: 1em;
  }
  [part='history'] li > div {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1em;
    align-items: baseline;
  }
  .account {
    padding: 0;
  }
  tr,
  [part='sums'],
  [part='history'] li,
  section {
    break-inside: avoid;
  }
  section:has(table) {
    break-inside: auto;
  }
  h3 {
    break-after: avoid;
  }
  @media print {
    [part='pay'] {
      display: block;
    }
  }
`;
