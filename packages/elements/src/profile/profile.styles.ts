import { css } from 'lit';

export const styles = css`
  [part='base'] {
    container-type: inline-size;
  }
  .card {
    display: grid;
    gap: calc(var(--_space) * 3);
    margin-block-start: calc(var(--_space) * 4);
    padding: calc(var(--_space) * 5);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    justify-items: start;
  }
  h2 {
    font-size: 1.5em;
  }
  h3 {
    font-size: 1.125em;
  }
  dl {
    display: grid;
    gap: calc(var(--_space) * 3);
  }
  dt {
    color: var(--_muted);
    font-size: var(--_small);
  }
  dd {
    font-weight: 600;
  }
  ul,
  ol {
    inline-size: 100%;
  }
  ol {
    padding: 0;
    list-style: none;
  }
  ol > li {
    display: grid;
    gap: 0;
    justify-content: stretch;
  }
  dl {
    inline-size: 100%;
  }
  dl > div {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 calc(var(--_space) * 4);
    align-items: center;
  }
  dt,
  dd:not(.acts) {
    grid-column: 1;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 4);
    font-weight: 400;
  }
  dd.acts {
    grid-row: 1 / span 2;
    grid-column: 2;
  }
  .acts .quiet {
    padding-inline: 0;
  }
  .choice {
    display: flex;
    gap: calc(var(--_space) * 3);
    align-items: center;
    min-block-size: 44px;
  }
  .choice input {
    inline-size: 20px;
    block-size: 20px;
    accent-color: var(--_accent);
  }
  .banner {
    display: grid;
    justify-items: start;
  }
  @container (inline-size < 30em) {
    dl > div {
      grid-template-columns: 1fr;
    }
    dd.acts {
      grid-row: auto;
      grid-column: 1;
    }
    li .acts {
      padding-inline-start: calc(var(--_space) * 3 + 1.25em);
    }
  }
  li {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 4);
    align-items: center;
    justify-content: space-between;
    padding-block: calc(var(--_space) * 3);
    border-block-start: 1px solid var(--_border);
  }
  .device {
    display: flex;
    gap: calc(var(--_space) * 3);
    align-items: center;
  }
  .here {
    color: var(--_accent-text);
    font-weight: 600;
  }
  slot[name='form'] {
    display: block;
    inline-size: 100%;
    max-inline-size: 440px;
  }
  .bone {
    block-size: 420px;
  }
`;
