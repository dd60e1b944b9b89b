import { css, type CSSResult } from 'lit';

/** Of the form in the light DOM; the page's own rules for inputs and buttons are outweighed by the compound selectors. */
export const formStyles: CSSResult = css`
  form.portal-form.portal-form,
  form.portal-form.portal-form :is(div, p, label, input, button) {
    all: revert;
    box-sizing: border-box;
    margin: 0;
    font-family: var(--portal-font-family, inherit);
    color: inherit;
  }
  form.portal-form.portal-form [hidden] {
    display: none;
  }
  form.portal-form.portal-form,
  form.portal-form.portal-form .portal-field {
    display: grid;
    gap: calc(var(--_space) * 2);
    min-inline-size: 0;
  }
  form.portal-form.portal-form {
    gap: calc(var(--_space) * 4);
  }
  form.portal-form.portal-form label {
    font-weight: 600;
  }
  form.portal-form.portal-form input {
    inline-size: 100%;
    min-block-size: 48px;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border: 1px solid var(--_control);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    font-size: 1em;
    line-height: 1.5;
  }
  form.portal-form.portal-form input[aria-invalid] {
    border: 2px solid var(--_danger);
  }
  form.portal-form.portal-form input.portal-code {
    font-size: 1.5em;
    font-variant-numeric: tabular-nums;
    letter-spacing: 0.35em;
    text-align: center;
  }
  form.portal-form.portal-form :is(input, button):focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  form.portal-form.portal-form button {
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
  form.portal-form.portal-form button.portal-submit {
    min-block-size: 48px;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  form.portal-form.portal-form button.portal-submit:hover {
    background: color-mix(in oklab, var(--_accent) 90%, var(--_text));
  }
  form.portal-form.portal-form button.portal-link:hover {
    background: var(--_accent-soft);
  }
  form.portal-form.portal-form button[aria-disabled] {
    opacity: 0.6;
    cursor: progress;
  }
  form.portal-form.portal-form .portal-problem {
    color: var(--_danger);
    font-weight: 600;
  }
  form.portal-form.portal-form .portal-after {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 2);
    align-items: center;
    justify-content: space-between;
    color: var(--_muted);
    font-size: var(--_small);
  }
  form.portal-form.portal-form .portal-after button {
    padding-inline: 0;
  }
  form.portal-form.portal-form .portal-secret {
    position: relative;
  }
  form.portal-form.portal-form .portal-secret input {
    padding-inline-end: calc(var(--_space) * 24);
  }
  form.portal-form.portal-form .portal-secret button {
    position: absolute;
    inset-block: 2px;
    inset-inline-end: 2px;
    padding-inline: calc(var(--_space) * 3);
    font-size: var(--_small);
  }
  form.portal-form.portal-form .portal-hint {
    color: var(--_muted);
    font-size: var(--_small);
  }
  form.portal-form.portal-form button.portal-second {
    min-block-size: 48px;
    border: 1px solid var(--_control);
    background: var(--_surface);
    color: var(--_text);
  }
  form.portal-form.portal-form button.portal-second:hover {
    background: color-mix(in oklab, var(--_surface) 94%, var(--_text));
  }
  form.portal-form.portal-form .portal-or {
    display: grid;
    gap: calc(var(--_space) * 1);
    justify-items: center;
  }
  @media (forced-colors: active) {
    form.portal-form.portal-form button.portal-submit {
      border-color: ButtonText;
    }
  }
`;
