import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    position: sticky;
    inset-block-start: 0;
    z-index: 10;
    margin-block-end: calc(var(--_space) * 4);
    container-type: inline-size;
  }
  .preview {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 4);
    align-items: center;
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border: 2px dashed var(--_warning);
    border-radius: var(--_radius-small);
    background: var(--_warning-soft);
    color: var(--_warning);
  }
  .preview.real {
    border-style: solid;
  }
  .said {
    flex: 1 1 260px;
    display: flex;
    gap: calc(var(--_space) * 3);
    align-items: flex-start;
  }
  strong {
    display: block;
    font-weight: 600;
  }
  p {
    font-size: var(--_small);
  }
  @container (max-width: 480px) {
    .button {
      flex: 1;
    }
  }
`;
