import { css } from 'lit';

export const styles = css`
  :host {
    display: inline-block;
    border-radius: var(--_radius-small);
    padding-inline-start: calc(var(--_inset) / 2);
  }
  .bone {
    inline-size: 9em;
    block-size: 44px;
  }
  label {
    display: flex;
    gap: calc(var(--_space) * 2);
    align-items: center;
    color: var(--_muted);
    font-size: var(--_small);
  }
  select {
    min-block-size: 44px;
    padding-inline: calc(var(--_space) * 2);
    border: 1px solid var(--_control);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: var(--_text);
  }
`;
