import { css } from 'lit';

/** Of `portal-payment` alone. */
export const styles = css`
  [part='base'] {
    container-type: inline-size;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 4);
    max-inline-size: 40em;
    padding: var(--_inset);
  }
  h2 {
    font-size: 1.5em;
  }
  [part='header'] {
    display: grid;
    gap: calc(var(--_space) * 1);
  }
  [part='locked'] {
    padding: calc(var(--_space) * 5);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  [part='locked'] .contact {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 4);
    margin-block-start: calc(var(--_space) * 2);
  }
  .bone-head {
    inline-size: 60%;
    block-size: 30px;
  }
  .bone-pay {
    block-size: 180px;
    margin-block-start: calc(var(--_space) * 4);
  }
`;
