/** Every state of `portal-language`. */
import '@portico/elements/define/portal-checklist';
import '@portico/elements/define/portal-language';
import { appears } from '@portico/testing/page';
import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { properties } from './args.js';
import type { Story } from './stage.js';

const meta: Meta = {
  title: 'portal-language',
  component: 'portal-language',
  tags: ['autodocs'],
  render: (args) => html`<portal-language ${properties(args)}></portal-language>`,
};
export default meta;

/** The firm's languages, each in its own name. */
export const Menu: Story = {
  parameters: { portal: { scenario: 'visitor' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, 'select');
  },
};

/** Without the word before it, where there is little room. */
export const Compact: Story = { ...Menu, args: { compact: true } };

/** Beside a checklist, which follows it at once. */
export const WithAChecklist: Story = {
  parameters: { portal: { scenario: 'underWay' } },
  render: (args) => html`<portal-language ${properties(args)}></portal-language> <portal-checklist></portal-checklist>`,
  play: async ({ canvasElement }) => {
    await appears(canvasElement, 'select');
    await appears(canvasElement, '#step');
  },
};
