/**
 * The one file of global tokens. A page sets `--portal-*` anywhere above an element (or by `appearance`);
 * each element reads them through a private twin with our default, so that nothing of ours has to be
 * defined on the page and a token set on the page, a provider or one element all work. `light-dark()`
 * follows `color-scheme`: the page's own unless `theme` says otherwise. An element with a theme of its own
 * also paints what it stands on, since the page may be of the other scheme.
 */
import { css, type CSSResult } from 'lit';

export const tokens: CSSResult = css`
  :host {
    --_surface: var(--portal-color-surface, light-dark(#fff, #17191e));
    --_sunken: var(--portal-color-surface-sunken, light-dark(#f6f7f9, #1f2228));
    --_text: var(--portal-color-text, light-dark(#1a1d23, #eceef1));
    --_muted: var(--portal-color-text-muted, light-dark(#565d68, #a9b0bb));
    --_border: var(--portal-color-border, light-dark(#e1e4e9, #32363e));
    --_control: var(--portal-color-border-control, light-dark(#858d99, #7a828f));
    --_accent: var(--portal-color-accent, light-dark(#1f4f82, #8fbcf0));
    --_on-accent: var(--portal-color-on-accent, light-dark(#fff, #0c1a29));
    --_accent-text: var(--portal-color-accent-text, light-dark(#1f4f82, #9cc5f4));
    --_accent-soft: var(--portal-color-accent-soft, light-dark(#eef3f9, #1f2a38));
    --_focus: var(--portal-color-focus, light-dark(#1f4f82, #9cc5f4));
    --_success: var(--portal-color-success-text, light-dark(#1c6b3c, #82d3a0));
    --_success-soft: var(--portal-color-success-soft, light-dark(#eaf6ee, #16291d));
    --_warning: var(--portal-color-warning-text, light-dark(#8a4b00, #f0bd6e));
    --_warning-soft: var(--portal-color-warning-soft, light-dark(#fdf4e4, #2e2414));
    --_danger: var(--portal-color-danger-text, light-dark(#a8231c, #ff9f96));
    --_danger-soft: var(--portal-color-danger-soft, light-dark(#fdefee, #341b19));
    --_paper: var(--portal-color-paper, #fff);
    --_backdrop: var(--portal-color-backdrop, rgb(0 0 0 / 55%));
    --_radius: var(--portal-radius, 12px);
    --_radius-small: calc(var(--_radius) * 2 / 3);
    --_round: var(--portal-radius-round, 99px);
    --_shadow: var(--portal-shadow, 0 1px 2px rgb(0 0 0 / 5%));
    --_shadow-floating: var(--portal-shadow-floating, 0 4px 16px rgb(0 0 0 / 12%));
    --_space: var(--portal-space, 4px);
    --_size: var(--portal-font-size, max(1rem, 16px));
    --_small: max(0.875em, 14px);
    --_motion: var(--portal-motion, 150ms);
  }
  :host {
    --_canvas: var(--portal-color-canvas, transparent);
    --_inset: var(--portal-canvas-inset, 0px);
  }
  :host([theme]) {
    --_canvas: var(--portal-color-canvas, light-dark(#fafafa, #101216));
    --_inset: var(--portal-canvas-inset, 16px);
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --_motion: 0s;
    }
  }
`;

/** What `theme` means, for elements and for the provider. */
export const schemes: CSSResult = css`
  :host([theme='auto']) {
    color-scheme: light dark;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
`;

/** A provider with a theme hands on what its elements stand on. */
export const canvas: CSSResult = css`
  :host([theme]) {
    --portal-color-canvas: light-dark(#fafafa, #101216);
    --portal-canvas-inset: 16px;
  }
`;
