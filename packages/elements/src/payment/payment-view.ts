/** The faces of paying until it is done: pure functions of what is to be shown. */
import { html, nothing, type TemplateResult } from 'lit';
import { supportContact } from '../core/support.js';
import { warningIcon } from '../icons.js';
import { amountView } from './amount-view.js';
import { heldView, paidView, processingView } from './outcome-view.js';
import { actButton, demoCardOptions, demoNote, type PaymentView, problemNote, title } from './payment-parts.js';

export function paymentView(view: PaymentView): TemplateResult {
  const { run } = view;
  return html`<section part="pay" class="payment ${run.step}" aria-labelledby="payment-title">${face(view)}</section>`;
}

function face(view: PaymentView): TemplateResult | typeof nothing {
  switch (view.run.step) {
    case 'none':
      return nothing;
    case 'amount':
      return amountView(view);
    case 'fields':
      return fieldsView(view);
    case 'action':
      return actionView(view);
    case 'processing':
      return processingView(view);
    case 'held':
      return heldView(view);
    case 'paid':
      return paidView(view);
  }
}

function amountOf({ money, run: { payment } }: PaymentView): string {
  return payment ? money.format(payment.amount, payment.currency) : '';
}

function fieldsView(view: PaymentView): TemplateResult {
  const { run, words, back, pay, hasFields } = view;
  const amount = amountOf(view);
  const busy = run.busy;
  const isDemo = run.options?.processor === 'demo';
  return html`${title(words('start', { amount }))} ${demoNote(view)} ${problemNote(view)}
  ${
    view.blocked
      ? blockedView(view)
      : html`${isDemo ? cardsView(view) : nothing}
          <div class="fields" ?hidden=${isDemo} aria-busy=${hasFields ? nothing : 'true'}>
            ${
              hasFields || isDemo
                ? nothing
                : html`<p class="unseen">${words('fieldsLoading')}</p>
                    <div class="bone bone-fields"></div>`
            }
            <slot name="payment"></slot>
          </div>
          <div class="acts">
            ${
              isDemo || !hasFields
                ? nothing
                : actButton(words('confirm', { amount }), words('confirming'), busy, () => void pay())
            }
            <button type="button" class="button quiet" ?hidden=${busy} @click=${back}>${words('back')}</button>
          </div>`
  }`;
}

function cardsView(view: PaymentView): TemplateResult {
  const { run, words, card: chosen, pick, play } = view;
  return html`<fieldset class="options">
      <legend>${words('cards')}</legend>
      ${demoCardOptions({ words, name: 'card', card: chosen, pick })}
    </fieldset>
    ${actButton(words('confirm', { amount: amountOf(view) }), words('confirming'), run.busy, () => void play({ card: chosen }))}`;
}

function actionView(view: PaymentView): TemplateResult {
  const { run, words, byPage, authenticate, play, useOther } = view;
  const isDemo = run.options?.processor === 'demo' && !byPage;
  return html`${title(words('actionTitle'))} ${demoNote(view)} ${problemNote(view)}
    <p>${words('actionText')}</p>
    ${
      isDemo
        ? html`<p>${words('actionDemo')}</p>
            <div class="acts">
              ${actButton(words('actionYes'), words('confirming'), run.busy, () => void play({ passed: true }))}
              <button
                type="button"
                class="button"
                aria-disabled=${run.busy ? 'true' : nothing}
                @click=${() => void play({ passed: false })}
              >
                ${words('actionNo')}
              </button>
            </div>`
        : html`${view.blocked ? blockedView(view) : nothing}
            <div class="acts">
              ${actButton(words('actionGo'), words('confirming'), run.busy, () => void authenticate())}
              <button type="button" class="button quiet" ?hidden=${run.busy || byPage} @click=${() => void useOther()}>
                ${words('actionOther')}
              </button>
            </div>
            <slot name="payment" hidden></slot>`
    }`;
}

/** The processor's script was kept away: an ad blocker, a policy, the network. Its own page needs none. */
function blockedView({ run, words, session, retry, leave, back }: PaymentView): TemplateResult {
  return html`<div id=${run.problem === 'blocked' ? 'payment-problem' : nothing} class="problem">
      ${warningIcon}
      <div>
        <h4>${words('blockedTitle')}</h4>
        <p>${words('blocked')}</p>
        ${session ? html`<p class="contact">${supportContact(session.support)}</p>` : nothing}
      </div>
    </div>
    <div class="acts">
      ${actButton(words('leave'), words('starting'), run.busy, () => void leave())}
      <button type="button" class="button" ?hidden=${run.busy} @click=${() => void retry()}>${words('retry')}</button>
      <button type="button" class="button quiet" ?hidden=${run.busy} @click=${back}>${words('back')}</button>
    </div>`;
}
