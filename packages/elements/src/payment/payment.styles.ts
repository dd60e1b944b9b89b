import { css } from 'lit';

/** Of paying, wherever it stands. */
export const styles = css`
  .payment.payment {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 4);
    padding: calc(var(--_space) * 5);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
    scroll-margin-block: calc(var(--_space) * 4);
  }
  .payment #payment-title {
    margin: 0;
    font-size: 1.25em;
    font-variant-numeric: tabular-nums;
  }
  .payment #payment-title:focus-visible {
    outline-offset: 4px;
  }
  .payment .banner {
    margin: 0;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 3);
  }
  .acts .primary {
    min-block-size: 48px;
    padding-inline: calc(var(--_space) * 6);
    font-variant-numeric: tabular-nums;
  }
  .payment .button[aria-disabled] {
    opacity: 0.6;
    cursor: progress;
  }
  .safe {
    display: flex;
    gap: calc(var(--_space) * 2);
    max-inline-size: 60ch;
  }
  .options {
    display: grid;
    gap: calc(var(--_space) * 1);
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .options legend {
    margin-block-end: calc(var(--_space) * 2);
    padding: 0;
    font-weight: 600;
  }
  .option {
    display: flex;
    gap: calc(var(--_space) * 3);
    align-items: center;
    min-block-size: 44px;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-small);
    cursor: pointer;
  }
  .option:has(:checked) {
    border-color: var(--_accent);
    background: var(--_accent-soft);
  }
  .option input {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    accent-color: var(--_accent);
  }
  .part {
    display: grid;
    gap: calc(var(--_space) * 2);
    max-inline-size: 20em;
    margin-block-start: calc(var(--_space) * 2);
  }
  .part label {
    font-weight: 600;
  }
  .part input {
    inline-size: 100%;
    min-block-size: 48px;
    padding-inline: calc(var(--_space) * 3);
    border: 1px solid var(--_control);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: inherit;
    font-family: var(--portal-font-family, inherit);
    font-size: 1em;
    font-variant-numeric: tabular-nums;
  }
  .part input[aria-invalid] {
    border: 2px solid var(--_danger);
  }
  .wrong {
    color: var(--_danger);
    font-weight: 600;
  }
  .payment .problem {
    display: flex;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border: 1px solid color-mix(in oklab, var(--_danger) 30%, transparent);
    border-radius: var(--_radius-small);
    background: var(--_danger-soft);
    color: var(--_danger);
  }
  .payment .problem p {
    max-inline-size: 60ch;
    color: var(--_text);
  }
  .payment .contact {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 4);
    margin-block-start: calc(var(--_space) * 2);
  }
  .bone-fields {
    block-size: 220px;
  }
  .payment .outcome {
    display: flex;
    flex-wrap: nowrap;
    gap: calc(var(--_space) * 4);
    align-items: start;
    padding: 0;
  }
  .outcome > .icon {
    inline-size: 28px;
    block-size: 28px;
    color: var(--_muted);
  }
  .outcome.done > .icon {
    color: var(--_success);
  }
  .outcome p {
    max-inline-size: 60ch;
    margin-block-start: calc(var(--_space) * 1);
  }
  .payment .rows {
    border-block: 1px solid var(--_border);
  }
  .rows > div {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 4);
    justify-content: space-between;
    padding-block: calc(var(--_space) * 2);
  }
  .rows > div + div {
    border-block-start: 1px solid var(--_border);
  }
  .rows dt {
    color: var(--_muted);
  }
  .rows dd {
    font-variant-numeric: tabular-nums;
    text-align: end;
  }
  .rows .sum {
    font-weight: 600;
  }
  .rows .sum dt {
    color: inherit;
  }
  .code {
    overflow-wrap: anywhere;
    font-size: var(--_small);
  }
  .payment.paid,
  .payment.processing {
    border-inline-start: 4px solid var(--_border);
  }
  .payment.paid {
    border-inline-start-color: var(--_success);
  }
  @container (inline-size < 26em) {
    .acts .button {
      inline-size: 100%;
    }
  }
  @media print {
    .payment {
      display: none !important;
    }
  }
`;
