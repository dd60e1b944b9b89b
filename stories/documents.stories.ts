/** Every state of `portal-documents`. */
import '@portico/elements/define/portal-documents';
import { appears, findAll, press, reads, until } from '@portico/testing/page';
import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { properties } from './args.js';
import type { Story } from './stage.js';

const meta: Meta = {
  title: 'portal-documents',
  component: 'portal-documents',
  tags: ['autodocs'],
  parameters: { portal: { scenario: 'shared' } },
  render: (args) => html`<portal-documents ${properties(args)}></portal-documents>`,
};
export default meta;

/** Two folders and a document in none; what has not been opened is new. */
export const Ready: Story = {
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[data-read]');
  },
};

/** A PDF of three pages, on its second. */
export const ReadingPdf: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Order of the court.pdf');
    await until('the words of the page', () => findAll(canvasElement, '.words span')[0]?.textContent === 'Order');
    (await appears(canvasElement, '.tools button:nth-of-type(2)')).click();
    await until('the second page', () => findAll(canvasElement, '.words span')[0]?.textContent === 'Page two');
  },
};

/** A picture. */
export const ReadingPicture: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Receipt notice.jpg');
    await appears(canvasElement, '.sheet img');
  },
};

/** A letter in plain text. */
export const ReadingText: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Note.txt');
    await appears(canvasElement, '.plain');
  },
};

/** A kind of document that cannot be shown: it can be downloaded. */
export const NoPreview: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'sharedScan' } },
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Old deed.tif');
    await appears(canvasElement, '.none');
  },
};

/** Two cases, and a folder of more than is read at once. */
export const Many: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'sharedMany' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[data-read]');
  },
};

/** The skeleton has the height of a few documents. */
export const Loading: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'shared', latency: 1_000_000_000 } },
};

/** Nothing is shared: what happens next. */
export const Empty: Story = {
  parameters: { portal: { scenario: 'empty' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[part=empty]');
  },
};

/** A document was unshared while it was on screen. */
export const NoLongerShared: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement, loaded: { portal } }) => {
    const button = await appears(canvasElement, '[data-read]');
    const { data } = await portal.client.sharedDocuments.list();
    const id = data.find((one) => one.id === button.dataset['read'])?.id ?? '';
    await portal.staff('DELETE', `/v1/firm/shared-documents/${id}/shares/${portal.contact.id}`);
    button.click();
    await appears(canvasElement, '.banner');
  },
};

/** The server fails: try again, or turn to the firm. */
export const Failed: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'shared', failure: 'broken' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[part=failed]');
  },
};

/** The connection went away. */
export const Offline: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement, loaded: { portal } }) => {
    await appears(canvasElement, '[data-read]');
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
  play: async ({ canvasElement, loaded: { portal } }) => {
    await appears(canvasElement, '[data-read]');
    await portal.page('DELETE', '/v1/session');
    await press(canvasElement, 'Case plan.pdf');
    await appears(canvasElement, 'input[type=email]');
  },
};

/** The firm keeps no documents section. */
export const LockedByFirm: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'sharedNot' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[part=refused]');
  },
};

/** The firm's plan has no portal. */
export const LockedByPlan: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'sharedPlan' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[part=refused]');
  },
};

/** A member of the staff looks with the client's eyes: no receipt, and it stays new. */
export const Previewed: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'sharedPreviewed' } },
  play: async ({ canvasElement }) => {
    await reads(canvasElement, 'Case plan.pdf');
  },
};
