import { css } from 'lit';

export const styles = css`
  [part='questions'] {
    display: grid;
    gap: calc(var(--_space) * 3);
    justify-items: start;
  }
  [part='questions'] > h3 {
    margin-block-end: 0;
  }
  .thread {
    display: grid;
    gap: calc(var(--_space) * 3);
    justify-items: start;
    inline-size: 100%;
    padding: calc(var(--_space) * 5);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .thread .top {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 4);
    align-items: center;
  }
  .thread .top + p {
    margin-block-start: calc(var(--_space) * -2);
  }
  .thread h4:focus-visible,
  .thread p:focus-visible {
    outline-offset: 4px;
  }
  .thread .options {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 15em), 1fr));
  }
  .notes {
    display: grid;
    gap: calc(var(--_space) * 2);
    inline-size: 100%;
  }
  [part='questions'] .note {
    display: block;
    max-inline-size: 44em;
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border: 0;
    border-inline-start: 3px solid var(--_control);
    border-radius: var(--_radius-small);
    background: var(--_sunken);
  }
  [part='questions'] .note.firm {
    border-inline-start-color: var(--_accent);
    background: var(--_accent-soft);
  }
  .end {
    font-weight: 600;
  }
  .thread .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
  }
  .thread .form {
    display: grid;
    gap: calc(var(--_space) * 3);
    inline-size: 100%;
  }
  .thread .wrong {
    color: var(--_danger);
  }
  .outcome.wrong {
    color: var(--_danger);
  }
  .thread [aria-disabled='true'] {
    opacity: 0.6;
  }
  .marks {
    display: flex !important;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 2);
    align-items: center;
  }
  .marks .button {
    margin-block: calc(var(--_space) * -1) calc(var(--_space) * -2);
    margin-inline-start: calc(var(--_space) * -2);
    padding-inline: calc(var(--_space) * 2);
    font-size: var(--_small);
  }
  .mark {
    display: inline-flex;
    align-items: center;
    min-block-size: 44px;
    padding: 0;
    border: 0;
    border-radius: var(--_radius-small);
    background: none;
    cursor: pointer;
  }
  .badge.asked {
    border-color: transparent;
    background: var(--_accent-soft);
    color: var(--_accent-text);
  }
  .badge.answered,
  .badge.accepted {
    border-color: transparent;
    background: var(--_success-soft);
    color: var(--_success);
  }
  @container (inline-size < 34em) {
    .thread {
      padding: calc(var(--_space) * 4);
    }
    .thread .buttons .button {
      flex: 1 1 auto;
    }
  }
  @media print {
    [part='questions'],
    .marks {
      display: none !important;
    }
  }
`;
