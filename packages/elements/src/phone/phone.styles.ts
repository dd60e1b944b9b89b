import { css, type CSSResult } from 'lit';

export const styles: CSSResult = css`
  .phone-dialog {
    inline-size: min(440px, 100vw - 16px);
    max-inline-size: none;
    max-block-size: 96dvh;
    padding: calc(var(--_space) * 6);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font-size: var(--_size);
    text-align: start;
    overflow-y: auto;
  }
  .phone-dialog::backdrop {
    background: var(--_backdrop);
  }
  .phone-face {
    display: grid;
    gap: calc(var(--_space) * 4);
  }
  .phone-face h2 {
    font-size: 1.25em;
  }
  .phone-face h2:focus {
    outline: none;
  }
  /* Readers of codes want dark on light: the scheme's own two colours, in the light scheme whatever the page's is. */
  .qr {
    inline-size: min(100%, 264px);
    margin-inline: auto;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-small);
    color-scheme: light;
    forced-color-adjust: none;
    shape-rendering: crispEdges;
  }
  .qr .light {
    fill: Canvas;
  }
  .qr .dark {
    fill: CanvasText;
  }
  .phone-face .blank {
    display: grid;
    place-items: center;
    inline-size: min(100%, 264px);
    aspect-ratio: 1;
    margin-inline: auto;
    border-radius: var(--_radius-small);
    background: var(--_sunken);
    color: var(--_muted);
    text-align: center;
  }
  .phone-face .blank .icon {
    inline-size: 48px;
    block-size: 48px;
  }
  .phone-face .status {
    font-weight: 600;
  }
  .phone-face .arrived {
    color: var(--_success);
  }
  .phone-face label {
    display: grid;
    gap: calc(var(--_space) * 1);
  }
  .phone-face input {
    min-block-size: 44px;
    inline-size: 100%;
    padding-inline: calc(var(--_space) * 3);
    border: 1px solid var(--_control);
    border-radius: var(--_radius-small);
    background: var(--_sunken);
    color: inherit;
    font-size: var(--_small);
  }
  .phone-face .buttons {
    justify-content: space-between;
  }
`;
