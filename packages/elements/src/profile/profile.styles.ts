import { css } from 'lit';

export const styles = css`
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
    gap: calc(var(--_space) * 2);
  }
  dt {
    color: var(--_muted);
    font-size: var(--_small);
  }
  dd {
    font-weight: 600;
  }
  ul {
    inline-size: 100%;
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
