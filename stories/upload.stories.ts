/** Every state of `portal-upload`. */
import '@portico/elements/define/portal-upload';
import { aPdf, aPicture, appears, find, findAll, until } from '@portico/testing/page';
import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { properties } from './args.js';
import { chooseFiles } from './checklist-acts.js';
import type { Story } from './stage.js';

const MIB = 1024 * 1024;
const meta: Meta = {
  title: 'portal-upload',
  component: 'portal-upload',
  tags: ['autodocs'],
  parameters: { portal: { scenario: 'linked' } },
  render: (args) => html`<portal-upload ${properties(args)}></portal-upload>`,
};
export default meta;

/** What is asked, why, how many files, and until when. */
export const Ready: Story = {
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[data-choose]');
  },
};

/** The skeleton has the final height. */
export const Loading: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'linked', latency: 1_000_000_000 } },
};

/** Chosen and not yet sent. */
export const PreviewBeforeSending: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    await chooseTwo(canvasElement);
  },
};

/** Two files on their way. */
export const Uploading: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement, loaded: { portal } }) => {
    portal.network.allow(3.5 * MIB);
    await chooseTwo(canvasElement, 5 * MIB);
    find(canvasElement, '[data-send]')?.click();
    await until('a part of the file to be sent', () =>
      findAll<HTMLProgressElement>(canvasElement, '.sending progress').some(({ value }) => value >= 3 * MIB),
    );
  },
};

/** Two files have arrived, and a third can follow. */
export const Sent: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    await chooseTwo(canvasElement);
    find(canvasElement, '[data-send]')?.click();
    await until('both files to arrive', () => findAll(canvasElement, '[part=receipt] .names li').length === 2);
    await appears(canvasElement, '[data-choose]');
  },
};

/** The link takes no more. */
export const Full: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'linkedOnce' } },
  play: async ({ canvasElement }) => {
    await chooseFiles(canvasElement, await aPicture({ name: 'passport.jpg' }));
    await appears(canvasElement, '[data-send]');
    find(canvasElement, '[data-send]')?.click();
    await appears(canvasElement, '[part=sent]');
  },
};

/** The firm has got it in another way. */
export const NotNeeded: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'linkNotNeeded' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[part=sent]');
  },
};

/** Used up, expired or revoked. */
export const Gone: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'linkRevoked' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[part=gone]');
  },
};

/** The page was opened without a link. */
export const NoLink: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'linkMissing' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[part=no-link]');
  },
};

/** The server fails. */
export const Failed: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'linked', failure: 'broken' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[part=failed]');
  },
};

/** The network went away. */
export const Offline: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement, loaded: { portal } }) => {
    await appears(canvasElement, '[data-choose]');
    portal.network.offline = true;
    await appears(canvasElement, '[part=offline]');
  },
};

/** @param size of the PDF, bytes */
async function chooseTwo(canvas: Element, size = 0): Promise<void> {
  await chooseFiles(canvas, await aPicture({ name: 'passport.jpg' }), aPdf('passport, all pages.pdf', size));
  await appears(canvas, '[data-send]');
}
