/** Every state of `portal-payment`. */
import '@portico/elements/define/portal-payment';
import { appears, findAll, type PagePortal, useStripe } from '@portico/testing/page';
import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { until } from 'lit/directives/until.js';
import type { Story, StoryContext } from './stage.js';

/** The element for the newest invoice. */
async function newest(portal: PagePortal, payBy = 'fields'): Promise<unknown> {
  const { data } = await portal.client.invoices.list();
  return html`<portal-payment invoice-id=${data[0]?.id ?? ''} pay-by=${payBy}></portal-payment>`;
}

const meta: Meta = {
  title: 'portal-payment',
  component: 'portal-payment',
  tags: ['autodocs'],
  parameters: { portal: { scenario: 'billedOnce' } },
};
export default meta;

const render: NonNullable<Story['render']> = (_, { loaded: { portal } }) => html`${until(newest(portal))}`;

/** Presses the button that pays, and chooses a card of the demo. */
async function payBy(place: HTMLElement, index: number): Promise<void> {
  (await appears(place, '.payment.amount .primary')).click();
  await appears(place, '.payment.fields');
  findAll<HTMLInputElement>(place, 'input[name=card]')[index]?.click();
  (await appears(place, '.payment.fields .primary')).click();
}

const paidBy = (index: number, face: string): Story => ({
  tags: ['!autodocs'],
  render,
  play: async ({ canvasElement }: StoryContext) => {
    await payBy(canvasElement, index);
    await appears(canvasElement, face);
  },
});

/** What is to pay; nothing of the processor's has been loaded. */
export const Ready: Story = {
  render,
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '.payment.amount');
  },
};

/** The firm takes parts. */
export const Part: Story = {
  tags: ['!autodocs'],
  parameters: {
    portal: {
      scenario: 'billedOnce',
      before: (portal: PagePortal) =>
        portal.changeSettings({ payments: { processor: true, partial: true, plans: false, disputes: false } }),
    },
  },
  render,
  play: async ({ canvasElement }) => {
    await appears(canvasElement, 'input[name=how-much]');
    findAll<HTMLInputElement>(canvasElement, 'input[name=how-much]')[1]?.click();
    await appears(canvasElement, '#payment-amount');
    (await appears(canvasElement, '.payment .primary')).click();
    await appears(canvasElement, '.wrong');
  },
};

/** The cards of the demo. */
export const Cards: Story = {
  tags: ['!autodocs'],
  render,
  play: async ({ canvasElement }) => {
    (await appears(canvasElement, '.payment.amount .primary')).click();
    await appears(canvasElement, '.payment.fields');
  },
};

/** The bank said no: another card, please. */
export const Declined: Story = paidBy(1, '.problem');
/** The bank asks whether it is the client. */
export const Action: Story = paidBy(2, '.payment.action');
/** The bank takes its time. */
export const Processing: Story = paidBy(3, '.payment.processing');
/** Paid: amount, reference, what comes next, the receipt. */
export const Paid: Story = paidBy(0, '.payment.paid .acts .button');

/** The firm has to look at what the processor took. */
export const Held: Story = {
  tags: ['!autodocs'],
  parameters: {
    portal: {
      scenario: 'billedOnce',
      before: async ({ client, mismatch }: PagePortal) => {
        const { data } = await client.invoices.list();
        const { id } = await client.payments.start([{ id: data[0]?.id ?? '' }]);
        await mismatch(id, 134_000);
        await client.payments.demo(id, { card: 'card_ok' });
      },
    },
  },
  render,
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '.payment.held');
  },
};

/** Something keeps the processor's script away: its own page needs none. */
export const Blocked: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedOnce', payments: 'stripe' } },
  render,
  play: async ({ canvasElement, loaded: { portal } }) => {
    const button = await appears(canvasElement, '.payment.amount .primary');
    const script = useStripe(portal.stripe);
    script.blocked = true;
    button.click();
    await appears(canvasElement, '.problem');
    script.restore();
  },
};

/** The firm has its clients pay on the processor's own page. */
export const Checkout: Story = {
  parameters: { portal: { scenario: 'billedOnce', payments: 'stripe' } },
  render: (_, { loaded: { portal } }) => html`${until(newest(portal, 'checkout'))}`,
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '.payment.amount .safe');
  },
};

/** The server is not reached: nothing was taken. */
export const NotReached: Story = {
  tags: ['!autodocs'],
  render,
  play: async ({ canvasElement, loaded: { portal } }) => {
    const button = await appears(canvasElement, '.payment.amount .primary');
    portal.failure = 'offline';
    button.click();
    await appears(canvasElement, '.problem');
  },
};

/** Everything has been paid. */
export const Nothing: Story = {
  tags: ['!autodocs'],
  parameters: {
    portal: {
      scenario: 'billedOnce',
      before: async (portal: PagePortal) => {
        const { data } = await portal.client.invoices.list();
        const body = { amount: data[0]?.balance, method: 'cash' };
        await portal.staff('POST', `/v1/firm/invoices/${data[0]?.id ?? ''}/payments`, body);
      },
    },
  },
  render,
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[part=empty]');
  },
};

/** The firm takes no payments here. */
export const Locked: Story = {
  tags: ['!autodocs'],
  parameters: {
    portal: {
      scenario: 'billedOnce',
      before: (portal: PagePortal) =>
        portal.changeSettings({ payments: { processor: false, partial: false, plans: false, disputes: false } }),
    },
  },
  render,
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[part=locked]');
  },
};

/** Nobody is signed in. */
export const SignedOut: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'visitor' } },
  render: () => html`<portal-payment invoice-id="inv_none"></portal-payment>`,
  play: async ({ canvasElement }) => {
    await appears(canvasElement, 'input[type=email]');
  },
};
