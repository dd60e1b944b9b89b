import { css, type CSSResult } from 'lit';

export const styles: CSSResult = css`
  .act,
  .form,
  .besides,
  .told,
  .missing,
  .ask,
  .withdraw {
    display: grid;
    gap: calc(var(--_space) * 3);
    justify-items: start;
  }
  .withdraw,
  .ask {
    flex-basis: 100%;
    gap: calc(var(--_space) * 1);
  }
  .withdraw .buttons {
    margin-inline-start: calc(var(--_space) * -3);
  }
  .besides > .buttons {
    margin-inline-start: calc(var(--_space) * -4);
  }
  .form,
  .ask,
  .missing,
  .told {
    padding: calc(var(--_space) * 4);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-small);
    background: var(--_sunken);
  }
  .ask p:focus,
  .missing h4:focus {
    outline: none;
  }
  .missing ul {
    display: grid;
    gap: calc(var(--_space) * 2);
    inline-size: 100%;
  }
  .missing li .button {
    justify-content: space-between;
    inline-size: 100%;
    text-align: start;
  }
  blockquote {
    padding-inline-start: calc(var(--_space) * 3);
    border-inline-start: 3px solid var(--_border);
    white-space: pre-line;
  }
  [aria-disabled='true'] {
    opacity: 0.6;
  }
  @container (max-width: 540px) {
    .form > .buttons,
    .act > .buttons,
    .missing > .buttons {
      display: grid;
      inline-size: 100%;
    }
  }
`;
