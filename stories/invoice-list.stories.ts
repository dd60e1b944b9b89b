/** Every state of `portal-invoice-list`. */
import '@portico/elements/define/portal-invoice-list';
import { appears, findAll, until, watchDownloads } from '@portico/testing/page';
import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { properties } from './args.js';
import type { Story, StoryContext } from './stage.js';

const meta: Meta = {
  title: 'portal-invoice-list',
  component: 'portal-invoice-list',
  tags: ['autodocs'],
  parameters: { portal: { scenario: 'billed', pdf: true } },
  render: (args) => html`<portal-invoice-list ${properties(args)}></portal-invoice-list>`,
};
export default meta;

/** Opens the first invoice that stands so. */
async function openOne(canvasElement: HTMLElement, status: string): Promise<void> {
  (await appears(canvasElement, `li.${status} [data-open]`)).click();
  await appears(canvasElement, '[part=invoice]');
}

/** Writes a question about the whole invoice, and sends it. @param before what happens to the portal just before */
async function ask(canvasElement: HTMLElement, before: () => unknown): Promise<void> {
  await openOne(canvasElement, 'partially_paid');
  (await appears(canvasElement, '[part=questions] [data-ask]')).click();
  (await appears(canvasElement, 'input[value=wrong_amount]')).click();
  const field = await appears<HTMLTextAreaElement>(canvasElement, 'textarea');
  field.value = '5 < 6';
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  before();
  (await appears(canvasElement, '[data-form=ask] [type=submit]')).click();
}

const opened = (status: string) => ({
  tags: ['!autodocs'],
  play: ({ canvasElement }: StoryContext) => openOne(canvasElement, status),
});

/** Overdue, open, begun, paid and cancelled, in two currencies. */
export const Ready: Story = {
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[data-open]');
  },
};

/** A single invoice: nothing to choose among. */
export const One: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedOnce' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[data-open]');
  },
};

/** More than are read at once. */
export const Many: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedMany' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, 'button.more');
  },
};

/** The choice leaves nothing. */
export const NoneLikeThat: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedMany' } },
  play: async ({ canvasElement }) => {
    const select = await appears<HTMLSelectElement>(canvasElement, 'select');
    select.value = 'void';
    select.dispatchEvent(new Event('change'));
    await appears(canvasElement, '[part=none]');
  },
};

/** An invoice with a discount, taxes and a note, of which something was paid, given back and taken off. */
export const Opened: Story = {
  parameters: { portal: { scenario: 'billedOnce', pdf: true } },
  play: ({ canvasElement }) => openOne(canvasElement, 'partially_paid'),
};

/** It should have been paid by now. */
export const OpenedOverdue: Story = opened('overdue');

/** Nothing is left to do. */
export const OpenedPaid: Story = opened('paid');

/** It was cancelled. */
export const OpenedVoid: Story = opened('void');

/** Money that stays the client's, for the trust account; and, below it in the list, prices with their tax in them. */
export const OpenedTrust: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[data-open]');
    findAll(canvasElement, 'li.unpaid [data-open]')[0]?.click();
    await appears(canvasElement, '[part=invoice]');
  },
};

/** Prices that have their tax in them. */
export const OpenedTaxInclusive: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[data-open]');
    findAll(canvasElement, 'li.unpaid [data-open]')[1]?.click();
    await appears(canvasElement, '[part=invoice]');
  },
};

/** Questions: one that the firm has written about, one that it refused, one that it agreed with. */
export const Asked: Story = {
  parameters: { portal: { scenario: 'billedAsked', pdf: true } },
  play: async ({ canvasElement }) => {
    await openOne(canvasElement, 'unpaid');
    await appears(canvasElement, '.thread');
  },
};

/** The list with an open question. */
export const AskedInList: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedAsked' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '.asked');
  },
};

/** A question about a line, sent without choosing what it is. */
export const Asking: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedOnce' } },
  play: async ({ canvasElement }) => {
    await openOne(canvasElement, 'partially_paid');
    (await appears(canvasElement, 'table [data-ask]')).click();
    (await appears(canvasElement, '[data-form=ask] [type=submit]')).click();
    await appears(canvasElement, '[data-form=ask] .wrong');
  },
};

/** On its way. */
export const AskingSent: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedOnce' } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    await ask(canvasElement, () => (portal.network.latency = 1_000_000_000));
    await appears(canvasElement, '[data-form=ask] [aria-disabled=true]');
  },
};

/** The connection went away while it was sent: it goes out by itself. */
export const AskingOffline: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedOnce' } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    await ask(canvasElement, () => (portal.network.offline = true));
    await appears(canvasElement, '.outcome.wrong');
  },
};

/** The server failed. */
export const AskingFailed: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedOnce' } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    await ask(canvasElement, () => (portal.failure = 'broken'));
    await appears(canvasElement, '.outcome.wrong');
  },
};

/** The firm takes no questions here any more. */
export const AskedBefore: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedAskedBefore' } },
  play: async ({ canvasElement }) => {
    await openOne(canvasElement, 'unpaid');
    await appears(canvasElement, '.thread');
  },
};

/** Is it to be taken back? */
export const TakingBack: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedAsked' } },
  play: async ({ canvasElement }) => {
    await openOne(canvasElement, 'unpaid');
    (await appears(canvasElement, '[data-open-form=takeBack]')).click();
    await appears(canvasElement, '[data-form=takeBack]');
  },
};

/** The firm offers to have it paid in parts: every day and amount, and the sum, before anybody agrees. */
export const PlanOffered: Story = {
  parameters: { portal: { scenario: 'billedOffered' } },
  play: async ({ canvasElement }) => {
    await openOne(canvasElement, 'unpaid');
    await appears(canvasElement, '[part=plan]');
  },
};

/** Agreeing without the tick. */
export const PlanUnticked: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedOffered' } },
  play: async ({ canvasElement }) => {
    await openOne(canvasElement, 'unpaid');
    (await appears(canvasElement, '[part=plan] [type=submit]')).click();
    await appears(canvasElement, '[part=plan] .wrong');
  },
};

/** The firm took money meanwhile: the table is another, and is agreed to anew. */
export const PlanChanged: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedOffered' } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    await openOne(canvasElement, 'unpaid');
    (await appears(canvasElement, '[name=agree]')).click();
    const id = (await portal.client.invoices.list()).data[0]?.id ?? '';
    await portal.staff('POST', `/v1/firm/invoices/${id}/payments`, { amount: 30_000, method: 'check' });
    (await appears(canvasElement, '[part=plan] [type=submit]')).click();
    await appears(canvasElement, '.outcome.wrong');
  },
};

/** The first part is paid, the second begun. */
export const PlanActive: Story = {
  parameters: { portal: { scenario: 'billedInParts' } },
  play: async ({ canvasElement }) => {
    await openOne(canvasElement, 'partially_paid');
    await appears(canvasElement, '.timeline');
  },
};

/** How the parts are paid is chosen with the offer: a card is, and what is agreed to by that stands below. */
export const PlanChargeable: Story = {
  parameters: { portal: { scenario: 'billedChargeable' } },
  play: async ({ canvasElement }) => {
    await openOne(canvasElement, 'unpaid');
    const card = await appears<HTMLInputElement>(canvasElement, '[part=plan] input[type=radio][value^=pmt_]');
    card.click();
    await appears(canvasElement, '[part=plan] blockquote');
  },
};

/** The parts are charged by themselves; the first payment is the client's own. */
export const PlanCharged: Story = {
  parameters: { portal: { scenario: 'billedCharged' } },
  play: async ({ canvasElement }) => {
    await openOne(canvasElement, 'unpaid');
    await appears(canvasElement, '[data-stop]');
  },
};

/** Another card is chosen for a plan that runs. */
export const PlanChargedElsewhere: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedCharged' } },
  play: async ({ canvasElement }) => {
    await openOne(canvasElement, 'unpaid');
    (await appears(canvasElement, '[data-charge]')).click();
    await appears(canvasElement, '[name=plan-method]');
  },
};

/** Ticks the first of the invoices that may be paid at once. @param count of them; what may not go together stays as it is */
async function chooseSeveral(canvasElement: HTMLElement, count: number): Promise<void> {
  (await appears(canvasElement, '[data-several]')).click();
  await appears(canvasElement, '[part=several] .option');
  for (let chosen = 1; chosen <= count; chosen += 1) {
    (await appears(canvasElement, '[name=invoice]:not([aria-disabled], :checked)')).click();
    await until('the choice', () => findAll(canvasElement, '[name=invoice]:checked').length === chosen);
  }
}

/** Pays what is asked for by a card of the demo that works. */
async function payNow(canvasElement: HTMLElement): Promise<void> {
  (await appears(canvasElement, '.payment.amount .primary')).click();
  (await appears(canvasElement, '.payment.fields .primary')).click();
  await appears(canvasElement, '.payment.paid .acts .button');
}

/** Several invoices at once: two are chosen; trust money and another currency are paid by themselves. */
export const Several: Story = {
  play: ({ canvasElement }) => chooseSeveral(canvasElement, 2),
};

/** Nothing was chosen. */
export const SeveralNone: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    await chooseSeveral(canvasElement, 0);
    (await appears(canvasElement, '[part=several] [type=submit]')).click();
    await appears(canvasElement, '.together .wrong');
  },
};

/** What is chosen, before it is paid. */
export const SeveralAmounts: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    await chooseSeveral(canvasElement, 2);
    (await appears(canvasElement, '[part=several] [type=submit]')).click();
    await appears(canvasElement, '.payment.amount');
  },
};

/** Two invoices, paid at once, with a receipt for each. */
export const SeveralPaid: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    await chooseSeveral(canvasElement, 2);
    (await appears(canvasElement, '[part=several] [type=submit]')).click();
    await payNow(canvasElement);
  },
};

/** An invoice is paid where it stands in the list. */
export const OpenedPaying: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedOnce', pdf: true } },
  play: async ({ canvasElement }) => {
    await openOne(canvasElement, 'partially_paid');
    await payNow(canvasElement);
  },
};

/** The form of a statement, with days of one's own and what is wrong with them. */
export const StatementDays: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedOnce', pdf: true } },
  play: async ({ canvasElement }) => {
    (await appears(canvasElement, '[data-panel=statement]')).click();
    (await appears(canvasElement, 'input[value=own]')).click();
    (await appears(canvasElement, '[part=statement] [type=submit]')).click();
    await appears(canvasElement, '.wrong');
  },
};

/** The statement of this year, saved. */
export const StatementSaved: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billed', pdf: true } },
  play: async ({ canvasElement }) => {
    (await appears(canvasElement, '[data-panel=statement]')).click();
    const { end } = watchDownloads();
    (await appears(canvasElement, '[part=statement] [type=submit]')).click();
    await appears(canvasElement, '.outcome.right');
    end();
  },
};

/** The connection went away while a statement was asked for. */
export const StatementNotGot: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedOnce', pdf: true } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    (await appears(canvasElement, '[data-panel=statement]')).click();
    const get = await appears(canvasElement, '[part=statement] [type=submit]');
    portal.network.offline = true;
    get.click();
    await appears(canvasElement, '.outcome.wrong');
  },
};

/** The skeleton has the height of a few invoices. */
export const Loading: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedOnce', latency: 1_000_000_000 } },
};

/** No invoice yet: nothing to pay. */
export const Empty: Story = {
  parameters: { portal: { scenario: 'empty' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[part=empty]');
  },
};

/** The matter was unshared while its invoice was on screen. */
export const NoLongerShared: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedOnce' } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    const button = await appears(canvasElement, '[data-open]');
    await portal.staff('DELETE', `/v1/firm/matters/${portal.matter.id}/shares/${portal.contact.id}`);
    button.click();
    await until('it to go', () => findAll(canvasElement, '[data-open]').length === 0);
  },
};

/** The server fails: try again, or turn to the firm. */
export const Failed: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedOnce', failure: 'broken' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[part=failed]');
  },
};

/** The invoice did not open: the list stays, and says so. */
export const NotOpened: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedOnce' } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    const button = await appears(canvasElement, '[data-open]');
    portal.failure = 'broken';
    button.click();
    await appears(canvasElement, '.banner');
  },
};

/** The connection went away. */
export const Offline: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedOnce' } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    await appears(canvasElement, '[data-open]');
    portal.network.offline = true;
    await appears(canvasElement, '[part=offline]');
  },
};

/** Nobody is signed in. */
export const SignedOut: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'visitor' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, 'input[type=email]');
  },
};

/** The session ran out while the page was open. */
export const Expired: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedOnce' } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    const button = await appears(canvasElement, '[data-open]');
    await portal.page('DELETE', '/v1/session');
    button.click();
    await appears(canvasElement, 'input[type=email]');
  },
};

/** The firm keeps no section for invoices. */
export const LockedByFirm: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedNot' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[part=refused]');
  },
};

/** The firm's plan has no portal. */
export const LockedByPlan: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedPlan' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[part=refused]');
  },
};

/** A member of the staff looks with the client's eyes. */
export const Previewed: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'billedPreviewed' } },
  play: async ({ canvasElement }) => {
    await openOne(canvasElement, 'partially_paid');
  },
};
