/** The switch of automatic payments for one kind of money: what it stands at, what is agreed to, and how it is stopped. */
import type { FeeKind, SavedMethod } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { doneIcon, warningIcon } from '../icons.js';
import { isExpired, methodChoice } from './methods.js';
import { answers, autopayKey, nameOf, outcome, proof, type WaysRead, type WaysView } from './ways-parts.js';

type Consent = WaysRead['autopay']['data'][number];

/** Nothing where the firm charges nothing by itself and nobody has agreed to it. */
export function autopaySection(view: WaysView, read: WaysRead, kind: FeeKind): TemplateResult | typeof nothing {
  const { words } = view;
  const { available, data } = read.autopay;
  const consent = data.find((one) => one.kind === kind);
  if (!available && !consent) return nothing;
  return html`<div class="autopay" role="group" aria-labelledby="autopay-title-${kind}">
    <h4 id="autopay-title-${kind}" tabindex="-1">${words('autopay')}</h4>
    ${body(view, read, kind, consent)}
  </div>`;
}

function body(view: WaysView, read: WaysRead, kind: FeeKind, consent: Consent | undefined): TemplateResult {
  const { words, desk, proving, refused } = view;
  const key = autopayKey(kind);
  const usable = usableOf(read, kind);
  const isOn = consent !== undefined && !consent.suspended;
  const opened = desk.opened(key);
  // What nobody could switch on has no switch.
  const movable = refused === undefined && (isOn || (usable.length > 0 && read.autopay.available));
  return html`${movable ? toggle(view, kind, isOn) : nothing} ${standing(view, read, kind, consent)}
  ${!isOn && read.autopay.available && usable.length === 0 ? html`<p class="small muted">${words('autopayNoMethod')}</p>` : nothing}
  ${
    isOn &&
    refused === undefined &&
    opened === undefined &&
    read.autopay.available &&
    usable.some(({ id }) => id !== consent.methodId)
      ? html`<div class="buttons">
          <button
            type="button"
            class="button"
            data-change=${kind}
            @click=${() => {
              view.flip(kind, 'agree');
            }}
          >
            ${words('change')}
          </button>
        </div>`
      : nothing
  }
  ${proving === key ? proof(view) : question(view, read, kind, opened)}
  ${opened === undefined ? outcome(view, key) : nothing}`;
}

function toggle({ words, flip }: WaysView, kind: FeeKind, isOn: boolean): TemplateResult {
  return html`<button
    type="button"
    role="switch"
    class="switch"
    data-switch=${kind}
    aria-checked=${isOn ? 'true' : 'false'}
    aria-describedby="autopay-standing-${kind}"
    @click=${() => {
      flip(kind, isOn ? 'stop' : 'agree');
    }}
  >
    <span class="track" aria-hidden="true"><span class="thumb"></span></span>
    <span>${words('autopaySwitch')}</span>
  </button>`;
}

/** How it stands, in words and shape, and what comes next. */
function standing(
  view: WaysView,
  { kept, autopay: { available } }: WaysRead,
  kind: FeeKind,
  consent: Consent | undefined,
): TemplateResult {
  const { words, formats } = view;
  const id = `autopay-standing-${kind}`;
  if (!consent) return html`<p id=${id}>${words('autopayOff')}</p>`;
  const pays = kept.data.find((one) => one.id === consent.methodId);
  const name = nameOf(view, pays);
  const bad = (text: string) => html`<p id=${id} class="state bad">${warningIcon}<span>${text}</span></p>`;
  if (!available) return bad(words('autopayFirm'));
  if (consent.suspended) return bad(words('autopaySuspended', { name }));
  return html`<p id=${id} class="state good">
      ${doneIcon}<span>${words('autopayOn', { day: formats.day(consent.agreedAt), name })}</span>
    </p>
    ${pays && isExpired(pays) ? html`<p class="state bad">${warningIcon}<span>${words('autopayExpired')}</span></p>` : nothing}
    ${next(view)}`;
}

function next({ words, read, session }: WaysView): TemplateResult | typeof nothing {
  if (typeof read === 'string') return nothing;
  const count = read.autopay.noticeDays;
  return html`<p class="small">${words('autopayNext', { count, email: session?.contact.email ?? '' })}</p>`;
}

function question(
  view: WaysView,
  read: WaysRead,
  kind: FeeKind,
  opened: string | undefined,
): TemplateResult | typeof nothing {
  if (opened === 'stop') return stopping(view, kind);
  return opened === 'agree' ? agreeing(view, read, kind) : nothing;
}

function agreeing(view: WaysView, read: WaysRead, kind: FeeKind): TemplateResult {
  const { words, methodWords, formats, desk, choose, chosen, agree } = view;
  const id = autopayKey(kind);
  const { text, language } = read.autopay.terms;
  const methods = read.kept.data.filter((one) => one.kind === kind);
  const act = () => {
    agree(kind);
  };
  const yes = words(desk.busy(id) ? 'agreeing' : 'agreeYes');
  return html`<div class="ask">
    <h4 id="agree-title" tabindex="-1">${words('agreeTitle')}</h4>
    <blockquote class="terms" lang=${language} dir="auto">${text}</blockquote>
    ${methodChoice({
      ...{ words: methodWords, formats, methods, chosen: chosen(kind)?.id, field: `${id}-method` },
      choose: (methodId) => {
        choose(kind, methodId);
      },
    })}
    ${next(view)} ${answers(view, { id, yes, no: words('notNow'), act, back: `[data-switch=${kind}]` })}
    ${outcome(view, id)}
  </div>`;
}

function stopping(view: WaysView, kind: FeeKind): TemplateResult {
  const { words, desk, stop } = view;
  const id = autopayKey(kind);
  const act = () => {
    stop(kind);
  };
  const yes = words(desk.busy(id) ? 'stopping' : 'stopYes');
  return html`<div class="ask">
    <h4 id="stop-title" tabindex="-1">${words('stopAsk')}</h4>
    <p>${words('stopText')}</p>
    ${answers(view, { id, yes, no: words('stopNo'), act, back: `[data-switch=${kind}]` })} ${outcome(view, id)}
  </div>`;
}

/** Methods of one kind of money that can pay. */
export function usableOf({ kept }: WaysRead, kind: FeeKind): readonly SavedMethod[] {
  return kept.data.filter((one) => one.kind === kind && !isExpired(one));
}
