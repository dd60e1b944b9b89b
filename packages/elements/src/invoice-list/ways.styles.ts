import { css } from 'lit';

/** Of the ways to pay that are kept. */
export const styles = css`
  .ways .banner {
    margin: 0;
    inline-size: 100%;
  }
  .ways .loading,
  .ways .group,
  .ways .autopay,
  .ways .ask {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 3);
    justify-items: start;
    inline-size: 100%;
  }
  .ways .bone {
    inline-size: 100%;
  }
  .ways .group + .group {
    margin-block-start: calc(var(--_space) * 3);
    padding-block-start: calc(var(--_space) * 5);
    border-block-start: 1px solid var(--_border);
  }
  .kept {
    inline-size: 100%;
    border-block: 1px solid var(--_border);
  }
  .kept > li,
  .kept > li:hover {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 3) 0;
    background: none;
  }
  .kept .line {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
    align-items: center;
  }
  .kept .what {
    flex: 1 1 8em;
    min-inline-size: 0;
  }
  .kept .line > .button {
    margin-inline-start: auto;
  }
  .life,
  .itself,
  .state {
    display: inline-flex;
    gap: calc(var(--_space) * 1.5);
    align-items: flex-start;
  }
  .life {
    color: var(--_muted);
  }
  .life.soon {
    color: var(--_warning);
    font-weight: 600;
  }
  .life.expired {
    color: var(--_danger);
    font-weight: 600;
  }
  .itself {
    color: var(--_success);
    font-weight: 600;
  }
  .state.bad {
    color: var(--_danger);
  }
  .state.good {
    color: var(--_success);
  }
  .ways .ask {
    padding: calc(var(--_space) * 4);
    border-inline-start: 4px solid var(--_accent);
    border-radius: var(--_radius-small);
    background: var(--_sunken);
  }
  .ways .ask slot[name='form'] {
    display: block;
    inline-size: min(100%, 26em);
  }
  .ways .fields {
    inline-size: 100%;
  }
  .ways .bone-fields {
    block-size: 220px;
  }
  .ways .terms {
    max-inline-size: 60ch;
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-small);
    background: var(--_surface);
  }
  .ways .autopay {
    margin-block-start: calc(var(--_space) * 2);
    padding-block-start: calc(var(--_space) * 4);
    border-block-start: 1px solid var(--_border);
  }
  .switch {
    display: inline-flex;
    gap: calc(var(--_space) * 3);
    align-items: center;
    min-block-size: 44px;
    padding: 0;
    border: 0;
    background: none;
    font-weight: 600;
    text-align: start;
    cursor: pointer;
  }
  .switch .track {
    flex: none;
    inline-size: 52px;
    block-size: 30px;
    padding: 2px;
    border: 2px solid var(--_control);
    border-radius: var(--_round);
    background: var(--_surface);
    transition: background-color var(--_motion);
  }
  .switch .thumb {
    display: block;
    inline-size: 22px;
    block-size: 22px;
    border-radius: var(--_round);
    background: var(--_control);
    transition: margin var(--_motion);
  }
  .switch[aria-checked='true'] .track {
    border-color: var(--_accent);
    background: var(--_accent);
  }
  .switch[aria-checked='true'] .thumb {
    margin-inline-start: 22px;
    background: var(--_on-accent);
  }
  @media (forced-colors: active) {
    .switch .thumb {
      background: ButtonText;
    }
    .switch[aria-checked='true'] .track {
      border-color: Highlight;
      background: Highlight;
    }
  }
`;
