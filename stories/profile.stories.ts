/** Every state of `portal-profile`. */
import '@portico/elements/define/portal-profile';
import { appears, type PagePortal, PASSWORD, reads, type } from '@portico/testing/page';
import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { properties } from './args.js';
import type { Story } from './stage.js';

const meta: Meta = {
  title: 'portal-profile',
  component: 'portal-profile',
  tags: ['autodocs'],
  parameters: { portal: { scenario: 'everyWay', before: signIn } },
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
    (await appears(canvasElement, '[data-open=password]')).click();
    await appears(canvasElement, 'input[type=password]');
  },
};

/** Another address is being given. */
export const ChangingEmail: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    (await appears(canvasElement, '[data-open=email]')).click();
    type(await appears<HTMLInputElement>(canvasElement, 'input[name=email]'), 'maria');
    (await appears(canvasElement, '.portal-submit')).click();
    await appears(canvasElement, '.portal-problem:not([hidden])');
  },
};

/** A number is being given. */
export const ChangingPhone: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    (await appears(canvasElement, '[data-open=phone]')).click();
    await appears(canvasElement, 'input[type=tel]');
  },
};

/** What was done with the account is on screen. */
export const Activity: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    (await appears(canvasElement, '[part=activity] button')).click();
    await appears(canvasElement, '[part=activity] li');
  },
};

/** The new password is too short. */
export const TooShort: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    (await appears(canvasElement, '[data-open=password]')).click();
    type(await appears<HTMLInputElement>(canvasElement, 'input[name=current]'), PASSWORD);
    type(await appears<HTMLInputElement>(canvasElement, 'input[name=password]'), 'short');
    (await appears(canvasElement, '.portal-submit')).click();
    await appears(canvasElement, '.portal-problem:not([hidden])');
  },
};

/** Nobody is signed in. */
export const SignedOut: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'everyWay', before: undefined } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, 'input[type=email]');
  },
};

/** A member of the staff looks: nothing can be changed. */
export const Previewed: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'previewed', before: undefined } },
  play: async ({ canvasElement }) => {
    await reads(canvasElement, 'maria.santos@example.com');
  },
};

/** The server fails. */
export const Failed: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'everyWay', before: undefined, failure: 'broken' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[part=failed]');
  },
};

async function signIn(portal: PagePortal): Promise<void> {
  await portal.elsewhere(PASSWORD);
  await portal.client.signIn.withPassword({ email: portal.contact.email, password: PASSWORD });
}
