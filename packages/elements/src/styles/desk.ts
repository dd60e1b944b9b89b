/** Of forms that a desk keeps: choices to tap, a field for sentences, and what became of what was sent. */
import { css, type CSSResult } from 'lit';

export const desk: CSSResult = css`
  fieldset {
    min-inline-size: 0;
    inline-size: 100%;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    margin-block-end: calc(var(--_space) * 2);
    font-weight: 600;
  }
  .options {
    display: grid;
    gap: calc(var(--_space) * 2);
  }
  .option {
    display: flex;
    gap: calc(var(--_space) * 3);
    align-items: center;
    inline-size: 100%;
    min-block-size: 48px;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4);
    border: 1px solid var(--_control);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    cursor: pointer;
  }
  .option:hover {
    border-color: var(--_accent);
  }
  .option:has(:checked) {
    border-color: var(--_accent);
    background: var(--_accent-soft);
  }
  .option input {
    flex: none;
    inline-size: 22px;
    block-size: 22px;
    margin: 0;
    accent-color: var(--_accent);
  }
  .option.tick {
    font-weight: 600;
  }
  .sentences {
    display: grid;
    gap: calc(var(--_space) * 1);
    inline-size: 100%;
    font-weight: 600;
  }
  .sentences .small {
    font-weight: 400;
  }
  textarea {
    inline-size: 100%;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border: 1px solid var(--_control);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: inherit;
    font-family: var(--portal-font-family, inherit);
    font-size: 1em;
    font-weight: 400;
    resize: vertical;
  }
  .outcome:not(p) {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
    align-items: center;
    inline-size: 100%;
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border-radius: var(--_radius-small);
  }
  .outcome > p {
    flex: 1 1 160px;
  }
  .outcome.wrong {
    background: var(--_danger-soft);
    color: var(--_danger);
  }
  .outcome.right {
    background: var(--_success-soft);
    color: var(--_success);
  }
  .outcome .button {
    text-align: start;
  }
  @media (forced-colors: active) {
    .option:has(:checked) {
      outline: 2px solid Highlight;
    }
    .outcome:not(p) {
      border: 1px solid CanvasText;
    }
  }
`;
