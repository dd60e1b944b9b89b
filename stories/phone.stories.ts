/** Going on with the phone from a checklist. */
import '@portico/elements/define/portal-checklist';
import { aPdf, appears, find, findAll, type PagePortal, until } from '@portico/testing/page';
import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { properties } from './args.js';
import { openRequest } from './checklist-acts.js';
import type { Story } from './stage.js';

const meta: Meta = {
  title: 'portal-checklist/phone',
  component: 'portal-checklist',
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'beginning' } },
  render: (args) =>
    html`<portal-checklist phone-page="${location.origin}/send" ${properties(args)}></portal-checklist>`,
};
export default meta;

async function code(canvas: Element): Promise<HTMLElement> {
  await openRequest(canvas);
  (await until('the phone’s button', () => findAll(canvas, '.button.phone')[0])).click();
  const dialog = await appears(canvas, 'dialog.phone-dialog');
  await until('the code', () => find(dialog, 'svg.qr'));
  return dialog;
}

function phoneOf(portal: PagePortal, dialog: HTMLElement) {
  const link = findAll<HTMLInputElement>(dialog, 'input')[0]?.value ?? '';
  return portal.client.uploadLink(new URL(link).hash.replace('#portal-upload=', ''));
}

/** The code, the same link to copy, and for how long it works. */
export const Code: Story = {
  play: async ({ canvasElement }) => {
    await code(canvasElement);
  },
};

/** The phone has opened the link; nobody else can any more. */
export const Connected: Story = {
  play: async ({ canvasElement, loaded: { portal } }) => {
    const dialog = await code(canvasElement);
    await phoneOf(portal, dialog).link.get();
    await appears(dialog, '.blank .icon');
  },
};

/** A file has come, and stands in the checklist behind the dialog. */
export const Arrived: Story = {
  play: async ({ canvasElement, loaded: { portal } }) => {
    const dialog = await code(canvasElement);
    const phone = phoneOf(portal, dialog);
    const { request, filesLeft } = await phone.link.get();
    const manager = await phone.uploads();
    const asked = { ...request, maxFiles: filesLeft, documents: [] };
    await manager.add(asked, [aPdf('passport.pdf')]);
    await appears(dialog, '.arrived');
  },
};

/** No code could be made. */
export const Failed: Story = {
  play: async ({ canvasElement, loaded: { portal } }) => {
    await openRequest(canvasElement);
    const button = await until('the phone’s button', () => findAll(canvasElement, '.button.phone')[0]);
    portal.network.offline = true;
    button.click();
    const dialog = await appears(canvasElement, 'dialog.phone-dialog');
    await appears(dialog, '.button.primary');
    portal.network.offline = false;
  },
};
