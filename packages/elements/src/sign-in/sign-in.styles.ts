import { css, type CSSResult } from 'lit';

export const styles: CSSResult = css`
  .card {
    display: grid;
    gap: calc(var(--_space) * 3);
    max-inline-size: 440px;
    margin-inline: auto;
    padding: calc(var(--_space) * 8) calc(var(--_space) * 7);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }
  :host(:state(signed-in)) .card {
    max-inline-size: none;
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    box-shadow: none;
  }
  header {
    display: flex;
    gap: calc(var(--_space) * 4);
    align-items: center;
    justify-content: space-between;
    min-block-size: 44px;
  }
  h2 {
    font-size: 1.625em;
    letter-spacing: -0.01em;
  }
  [lang='ar'] h2 {
    letter-spacing: normal;
  }
  .firm {
    font-weight: 600;
  }
  .intro {
    margin-block-end: calc(var(--_space) * 2);
    text-wrap: pretty;
  }
  .account {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 4);
    align-items: center;
    justify-content: space-between;
  }
  .help {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 3);
    align-items: center;
    margin-block-start: calc(var(--_space) * 4);
    padding-block-start: calc(var(--_space) * 4);
    border-block-start: 1px solid var(--_border);
  }
  .help strong {
    font-weight: 600;
  }
  .help a {
    padding-block: calc(var(--_space) * 3);
  }
  .bone.heading {
    block-size: 84px;
  }
  .bone.form {
    block-size: 180px;
  }
`;
