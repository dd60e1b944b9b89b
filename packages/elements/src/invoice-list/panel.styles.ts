import { css } from 'lit';

/** Of what opens below the list. */
export const styles = css`
  .panel,
  .panel form {
    display: grid;
    gap: calc(var(--_space) * 4);
    justify-items: start;
  }
  .panel {
    margin-block-start: calc(var(--_space) * 4);
    padding: calc(var(--_space) * 5);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
    scroll-margin-block: calc(var(--_space) * 4);
  }
  .panel form {
    inline-size: 100%;
  }
  .panel h3 {
    margin-block-end: calc(var(--_space) * -2);
    font-size: 1.25em;
  }
  .panel p {
    max-inline-size: 60ch;
  }
  .panel .options {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 13em), 1fr));
  }
  .panel .buttons,
  .days {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 3);
    inline-size: 100%;
  }
  .day {
    display: grid;
    flex: 1 1 11em;
    gap: calc(var(--_space) * 1);
    align-content: start;
    max-inline-size: 18em;
    font-weight: 600;
  }
  .day input {
    min-block-size: 44px;
    min-inline-size: 0;
    inline-size: 100%;
    padding-inline: calc(var(--_space) * 3);
    border: 1px solid var(--_control);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: inherit;
    font-family: var(--portal-font-family, inherit);
    font-size: 1em;
    font-weight: 400;
  }
  .day [aria-invalid] {
    border-color: var(--_danger);
  }
  .day .wrong {
    color: var(--_danger);
    font-weight: 400;
  }
  .panel [aria-disabled='true'] {
    opacity: 0.6;
  }
  @container (inline-size < 34em) {
    .panel .buttons .button {
      flex: 1 1 100%;
    }
  }
`;
