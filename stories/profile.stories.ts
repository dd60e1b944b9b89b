/** Every state of `portal-profile`. */
import '@portico/elements/define/portal-profile';
import { appears, findAll, type PagePortal, PASSWORD, reads, type, until } from '@portico/testing/page';
import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { properties } from './args.js';
import type { Story } from './stage.js';

const meta: Meta = {
  title: 'portal-profile',
  component: 'portal-profile',
  tags: ['autodocs'],
  parameters: { portal: { scenario: 'passwords', before: signIn } },
  render: (args) => html`<portal-profile ${properties(args)}></portal-profile>`,
};
export default meta;

/** Somebody is signed in here, and on another device. */
export const Ready: Story = {
  play: async ({ canvasElement }) => {
    await reads(canvasElement, 'maria.santos@example.com');
  },
};

/** The password is being changed. */
export const Changing: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    (await open(canvasElement)).click();
    await appears(canvasElement, 'input[type=password]');
  },
};

/** The new password is too short. */
export const TooShort: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    (await open(canvasElement)).click();
    type(await appears<HTMLInputElement>(canvasElement, 'input[name=current]'), PASSWORD);
    type(await appears<HTMLInputElement>(canvasElement, 'input[name=password]'), 'short');
    (await appears(canvasElement, '.portal-submit')).click();
    await appears(canvasElement, '.portal-problem');
  },
};

/** Nobody is signed in. */
export const SignedOut: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'passwords' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, 'input[type=email]');
  },
};

/** A member of the staff looks: nothing can be changed. */
export const Previewed: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'previewed' } },
  play: async ({ canvasElement }) => {
    await reads(canvasElement, 'maria.santos@example.com');
  },
};

/** The server fails. */
export const Failed: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'passwords', failure: 'broken' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[part=failed]');
  },
};

function open(canvas: Element): Promise<HTMLElement> {
  return until('the button', () => findAll(canvas, '[data-open]')[0]);
}

async function signIn(portal: PagePortal): Promise<void> {
  await portal.elsewhere(PASSWORD);
  await portal.client.signIn.withPassword({ email: portal.contact.email, password: PASSWORD });
}
