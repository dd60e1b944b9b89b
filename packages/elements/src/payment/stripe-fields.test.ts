import {
  appears,
  createPagePortal,
  findAll,
  type PagePortal,
  press,
  reads,
  show,
  type StripeScript,
  until,
  useStripe,
  words,
} from '@portico/testing/page';
import { expect } from 'chai';
import { define } from '../core/define.js';
import '../define/portal-payment.js';
import '../define/portal-provider.js';
import type { PortalPayment } from './payment.js';
import type { PortalPaymentLeaveEvent } from './payment.events.js';
import { STRIPE_SCRIPT } from './stripe-script.js';

/** A wrapper as page builders make them: whatever is inside stands in its shadow root. */
class ShadowBox extends HTMLElement {
  readonly inside = this.attachShadow({ mode: 'open' });
}
define('shadow-box', ShadowBox);

describe('the fields of Stripe', () => {
  let portal: PagePortal;
  let script: StripeScript;
  let invoiceId: string;

  beforeEach(async () => {
    portal = await createPagePortal({ scenario: 'billedOnce', payments: 'stripe' });
    const { data } = await portal.client.invoices.list();
    invoiceId = data[0]?.id ?? '';
    script = useStripe(portal.stripe);
  });
  afterEach(() => {
    script.restore();
  });

  const tag = () => `<portal-payment invoice-id="${invoiceId}"></portal-payment>`;
  const choose = async (card: string): Promise<void> => {
    const field = await appears<HTMLSelectElement>(document, 'label select');
    field.value = card;
  };
  const called = (name: string) => script.calls.filter(([one]) => one === name);

  // The first of them, since what has loaded once is there for as long as the page.
  it('say what to do where something keeps their script away, and lead to the page of the processor', async () => {
    script.blocked = true;
    const { place, said } = show(portal, tag());
    await reads(place, 'We never see them.');
    expect(script.asked).to.deep.equal([]);
    await press(place, 'Pay $');
    await reads(place, 'The secure form did not open');
    await until('the news', () => said.at(-1)?.includes('Something keeps it away'));
    await press(place, 'Try again');
    await until('another try', () => script.asked.length === 2);
    await reads(place, 'The secure form did not open');
    const left: string[] = [];
    place.addEventListener('portal-payment-leave', (event: PortalPaymentLeaveEvent) => {
      event.preventDefault();
      left.push(event.url);
    });
    await press(place, 'Pay on the payment service’s page');
    await until('the page', () => left[0]);
    expect(left[0]).to.include('/demo-payments/');
    script.blocked = false;
    await press(place, 'Try again');
    await choose('card_ok');
    await press(place, /now$/);
    await reads(place, 'Thank you. You have paid');
    expect(new Set(script.asked)).to.deep.equal(new Set([STRIPE_SCRIPT]));
    expect(script.asked).to.have.length(3);
  });

  it('are loaded once a page, and pay', async () => {
    const { place } = show(portal, tag());
    await reads(place, 'We never see them.');
    expect(script.asked).to.deep.equal([]);
    await press(place, 'Pay $1,340.22');
    await press(place, 'Pay $1,340.22 now');
    await reads(place, 'Something in the form is missing or not right.');
    await choose('card_ok');
    await press(place, /now$/);
    await reads(place, 'Thank you. You have paid $1,340.22.');
    expect(words(place)).not.to.include('demonstration');
    expect(script.asked).to.deep.equal([]);
    const [order] = called('confirmPayment');
    const { confirmParams, redirect } = order?.[1] as { confirmParams: { return_url: string }; redirect: string };
    expect(redirect).to.equal('if_required');
    expect(new URL(confirmParams.return_url).searchParams.get('portal-payment')).to.match(/^pat_/);
    expect(called('Stripe')[0]?.[1]).to.equal('pk_test_standin');
    expect(findAll(document, 'label select')).to.have.length(0);
  });

  it('stand in the document at three levels of shadow roots, and go with the element', async () => {
    const outer = new ShadowBox();
    const middle = new ShadowBox();
    const inner = new ShadowBox();
    outer.inside.append(middle);
    middle.inside.append(inner);
    const element: PortalPayment = document.createElement('portal-payment');
    element.client = portal.client;
    element.invoiceId = invoiceId;
    inner.inside.append(element);
    document.body.replaceChildren(outer);
    await press(document, 'Pay $1,340.22');
    const field = await appears<HTMLSelectElement>(document, 'label select');
    expect(field.getRootNode()).to.equal(document);
    expect(field.closest('shadow-box')).to.equal(outer);
    // It is shown inside of the element: slot after slot leads there.
    let slot: Element | null | undefined = field.closest('div')?.assignedSlot;
    const roots: Node[] = [];
    for (; slot; slot = slot.assignedSlot) roots.push(slot.getRootNode());
    expect(roots).to.deep.equal([outer.inside, middle.inside, inner.inside, element.shadowRoot]);
    const box = element.getBoundingClientRect();
    const shown = field.getBoundingClientRect();
    expect(shown.top).to.be.within(box.top, box.bottom);
    await choose('card_ok');
    await press(document, /now$/);
    await reads(document, 'Thank you. You have paid');
    expect(outer.children).to.have.length(0);
    expect(findAll(document, 'slot[name^="portal-payment-"]')).to.have.length(0);
  });

  it('would be refused in a shadow root, as the real ones are', async () => {
    const { installStripe } = await import('@portico/testing/page');
    installStripe();
    const box = new ShadowBox();
    document.body.append(box);
    const stripe = Reflect.get(globalThis, 'Stripe') as (key: string) => {
      elements: (order: object) => { create: (kind: string) => { mount: (place: Element | ShadowRoot) => void } };
    };
    const fields = stripe('pk').elements({ clientSecret: 's' }).create('payment');
    const inside = document.createElement('div');
    box.inside.append(inside);
    expect(() => {
      fields.mount(inside);
    }).to.throw('Elements cannot be mounted in a ShadowRoot. Please mount in the Light DOM.');
    box.remove();
  });

  it('take another card after one that was declined, and what the bank asks in a window of its own', async () => {
    const { place } = show(portal, tag());
    await press(place, 'Pay $');
    await choose('card_declined');
    await press(place, /now$/);
    await reads(place, 'Your bank said no to this card.');
    await choose('card_authenticate');
    await press(place, /now$/);
    await press(document, 'Complete');
    await reads(place, 'Thank you. You have paid');
    expect(called('mount')).to.have.length(1);
  });

  it('go on with what the bank asks after a reload', async () => {
    const { fields } = await portal.client.payments.start([{ id: invoiceId }]);
    await portal.stripe.confirm(fields?.clientSecret ?? '', 'card_authenticate');
    const [payment] = [await portal.client.payments.start([{ id: invoiceId }])];
    expect(payment.state).to.equal('action');
    const { place } = show(portal, tag());
    await reads(place, 'Your bank asks whether it is you');
    await press(place, 'Go on with your bank');
    await press(document, 'Complete');
    await reads(place, 'Thank you. You have paid');
  });

  it('follow the language and the look of the page', async () => {
    const { place } = show(portal, tag());
    await press(place, 'Pay $');
    await choose('card_ok');
    const [, look] = called('elements')[0] as [
      string,
      { locale: string; appearance: { variables: Record<string, string> } },
    ];
    expect(look.locale).to.equal('en');
    expect(look.appearance.variables['colorText']).to.match(/^rgb/);
    expect(look.appearance.variables['borderRadius']).to.equal('8px');
    place.lang = 'ar';
    await until('the update', () => called('update').length > 0);
    expect((called('update')[0]?.[1] as { locale: string }).locale).to.equal('ar');
    expect((await appears<HTMLSelectElement>(document, 'label select')).value).to.equal('card_ok');
  });
});
