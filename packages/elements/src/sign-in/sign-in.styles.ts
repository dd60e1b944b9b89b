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

/** Of the form in the light DOM; the page's own rules for inputs and buttons are outweighed by the compound selectors. */
export const formStyles: CSSResult = css`
  portal-sign-in > form.portal-form,
  portal-sign-in > form.portal-form :is(div, p, label, input, button) {
    all: revert;
    box-sizing: border-box;
    margin: 0;
    font-family: var(--portal-font-family, inherit);
    color: inherit;
  }
  portal-sign-in > form.portal-form [hidden] {
    display: none;
  }
  portal-sign-in > form.portal-form,
  portal-sign-in > form.portal-form .portal-field {
    display: grid;
    gap: calc(var(--_space) * 2);
    min-inline-size: 0;
  }
  portal-sign-in > form.portal-form {
    gap: calc(var(--_space) * 4);
  }
  portal-sign-in > form.portal-form label {
    font-weight: 600;
  }
  portal-sign-in > form.portal-form input {
    inline-size: 100%;
    min-block-size: 48px;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border: 1px solid var(--_control);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    font-size: 1em;
    line-height: 1.5;
  }
  portal-sign-in > form.portal-form input[aria-invalid] {
    border: 2px solid var(--_danger);
  }
  portal-sign-in > form.portal-form input.portal-code {
    font-size: 1.5em;
    font-variant-numeric: tabular-nums;
    letter-spacing: 0.35em;
    text-align: center;
  }
  portal-sign-in > form.portal-form :is(input, button):focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  portal-sign-in > form.portal-form button {
    min-block-size: 44px;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4);
    border: 1px solid transparent;
    border-radius: var(--_radius-small);
    background: none;
    color: var(--_accent-text);
    font-size: 1em;
    font-weight: 600;
    line-height: 1.25;
    cursor: pointer;
  }
  portal-sign-in > form.portal-form button.portal-submit {
    min-block-size: 48px;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  portal-sign-in > form.portal-form button.portal-submit:hover {
    background: color-mix(in oklab, var(--_accent) 90%, var(--_text));
  }
  portal-sign-in > form.portal-form button.portal-link:hover {
    background: var(--_accent-soft);
  }
  portal-sign-in > form.portal-form button[aria-disabled] {
    opacity: 0.6;
    cursor: progress;
  }
  portal-sign-in > form.portal-form .portal-problem {
    color: var(--_danger);
    font-weight: 600;
  }
  portal-sign-in > form.portal-form .portal-after {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 2);
    align-items: center;
    justify-content: space-between;
    color: var(--_muted);
    font-size: var(--_small);
  }
  portal-sign-in > form.portal-form .portal-after button {
    padding-inline: 0;
  }
  @media (forced-colors: active) {
    portal-sign-in > form.portal-form button.portal-submit {
      border-color: ButtonText;
    }
  }
`;
