/** Every state of `portal-sign-in`. */
import { signInBy } from '@portico/contract';
import '@portico/elements/define/portal-sign-in';
import { appears, find, type PagePortal, PASSWORD, reads, type, until, words } from '@portico/testing/page';
import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { properties } from './args.js';
import type { Story, StoryContext } from './stage.js';

const meta: Meta = {
  title: 'portal-sign-in',
  component: 'portal-sign-in',
  tags: ['autodocs'],
  render: (args) => html`<portal-sign-in ${properties(args)}></portal-sign-in>`,
};
export default meta;

/** The first step: an address. */
export const Email: Story = {
  parameters: { portal: { scenario: 'visitor' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, 'input[type=email]');
  },
};

/** What was typed is no address. */
export const NoAddress: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'visitor' } },
  play: async ({ canvasElement }) => {
    await submit(canvasElement, 'input[type=email]', 'maria');
    await appears(canvasElement, '.portal-problem');
  },
};

/** The second step: the code from the mail. */
export const Code: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'visitor' } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    await askForCode(canvasElement, portal);
  },
};

/** The code was mistyped. */
export const WrongCode: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'visitor' } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    await guess(canvasElement, portal, await askForCode(canvasElement, portal));
  },
};

/** The code was mistyped too often. */
export const CodeSpent: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'visitor' } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    const right = await askForCode(canvasElement, portal);
    const first = await guess(canvasElement, portal, right);
    for (let tries = 1; tries < 10; tries += 1) {
      if ((await guess(canvasElement, portal, right, tries)) !== first) return;
    }
    throw new Error('The code can be guessed for ever');
  },
};

/** A link from a mail was followed. */
export const Link: Story = {
  tags: ['!autodocs'],
  parameters: {
    portal: {
      scenario: 'visitor',
      before: async (portal: PagePortal) => {
        location.hash = await portal.mailLink();
      },
    },
  },
  // The elements remember a link until somebody is signed in, so somebody is when the story is left.
  beforeEach:
    ({ canvasElement }) =>
    async () => {
      find(canvasElement, '.portal-submit')?.click();
      await until('the link to be used', () => !find(canvasElement, '.portal-submit'));
    },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '.portal-submit');
  },
};

/** Somebody who is new was invited, and came by the link of that mail. */
export const Invitation: Story = {
  ...Link,
  parameters: {
    portal: {
      scenario: 'visitor',
      before: async (portal: PagePortal) => {
        location.hash = await portal.firmLink('invitation');
      },
    },
  },
};

/** A link was followed that somebody had used before. */
export const LinkSpent: Story = {
  tags: ['!autodocs'],
  parameters: {
    portal: {
      scenario: 'visitor',
      before: async (portal: PagePortal) => {
        const link = await portal.mailLink();
        await portal.useLink(link);
        location.hash = link;
      },
    },
  },
  beforeEach:
    ({ canvasElement, loaded }) =>
    async () => {
      const { portal } = loaded as StoryContext['loaded'];
      const code = await askForCode(canvasElement, portal);
      type(await appears<HTMLInputElement>(canvasElement, '.portal-code'), code);
      await until('somebody to be signed in', () => !find(canvasElement, '.portal-code'));
    },
  play: async ({ canvasElement }) => {
    (await appears(canvasElement, '.portal-submit')).click();
    await appears(canvasElement, 'input[type=email]');
  },
};

/** The firm sends links and no codes. */
export const LinkOnly: Story = {
  parameters: { portal: { scenario: 'linkOnly' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, 'input[type=email]');
  },
};

/** The firm allows every way there is. */
export const EveryWay: Story = {
  parameters: { portal: { scenario: 'everyWay' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '.portal-second');
  },
};

/** The firm texts codes, and nothing else. */
export const TextOnly: Story = {
  parameters: { portal: { scenario: 'textOnly' } },
  play: async ({ canvasElement }) => {
    type(await appears<HTMLInputElement>(canvasElement, 'input[type=tel]'), '555 0142');
    (await appears(canvasElement, '.portal-submit')).click();
    await appears(canvasElement, '.portal-problem:not([hidden])');
  },
};

/** The firm signs people in by passkey alone. */
export const PasskeyOnly: Story = {
  parameters: { portal: { scenario: 'passkeyOnly' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '.portal-submit');
  },
};

/** The firm switched codes off after this one was sent. */
export const MethodOff: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'visitor' } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    const code = await askForCode(canvasElement, portal);
    await portal.changeSettings({ signIn: signInBy('emailLink') });
    type(await appears<HTMLInputElement>(canvasElement, '.portal-code'), code);
    await appears(canvasElement, '.portal-problem');
  },
};

/** The firm signs people in by password; a code is there for whoever prefers it. */
export const Password: Story = {
  parameters: { portal: { scenario: 'passwords' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, 'input[type=password]');
  },
};

/** Address and password do not fit together. */
export const WrongPassword: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'passwords' } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    type(await appears<HTMLInputElement>(canvasElement, 'input[type=email]'), portal.contact.email);
    await submit(canvasElement, 'input[type=password]', 'seven red umbrellas');
    await appears(canvasElement, '.portal-problem');
  },
};

/** Somebody forgot the password. */
export const Forgot: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'passwordOnly' } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    type(await appears<HTMLInputElement>(canvasElement, 'input[type=email]'), portal.contact.email);
    await forget(canvasElement);
  },
};

/** A link for a new password is on its way. */
export const ForgotSent: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'passwordOnly' } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    type(await appears<HTMLInputElement>(canvasElement, 'input[type=email]'), portal.contact.email);
    await forget(canvasElement);
    find(canvasElement, '.portal-submit')?.click();
    await appears(canvasElement, '.portal-after');
  },
};

/** A link for a new password was followed. */
export const NewPassword: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'passwordOnly', before: followPasswordLink } },
  beforeEach: leaveLink,
  play: async ({ canvasElement }) => {
    await appears(canvasElement, 'input[type=password]');
  },
};

/** The new password is one that many people use. */
export const WeakPassword: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'passwordOnly', before: followPasswordLink } },
  beforeEach: leaveLink,
  play: async ({ canvasElement }) => {
    await submit(canvasElement, 'input[type=password]', 'qwertyuiop123');
    await appears(canvasElement, '.portal-problem');
  },
};

/** A link was followed, and the firm wants the password as well. */
export const LinkAndPassword: Story = {
  tags: ['!autodocs'],
  parameters: {
    portal: {
      scenario: 'passwordOnLinks',
      before: async (portal: PagePortal) => {
        location.hash = await portal.mailLink();
      },
    },
  },
  beforeEach:
    ({ canvasElement }) =>
    async () => {
      await submit(canvasElement, 'input[type=password]', PASSWORD);
      await until('somebody to be signed in', () => !find(canvasElement, '.portal-submit'));
    },
  play: async ({ canvasElement }) => {
    (await appears(canvasElement, '.portal-submit')).click();
    await appears(canvasElement, 'input[type=password]');
  },
};

/** The network went away. */
export const Offline: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'visitor' } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    await appears(canvasElement, 'input[type=email]');
    portal.failure = 'offline';
    await submit(canvasElement, 'input[type=email]', portal.contact.email);
    await appears(canvasElement, '.portal-problem');
  },
};

/** The server fails. */
export const Failed: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'visitor' } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    await appears(canvasElement, 'input[type=email]');
    portal.failure = 'broken';
    await submit(canvasElement, 'input[type=email]', portal.contact.email);
    await appears(canvasElement, '.portal-problem');
  },
};

/** Somebody is signed in. */
export const SignedIn: Story = {
  parameters: { portal: { scenario: 'empty' } },
  play: async ({ canvasElement }) => {
    await reads(canvasElement, 'Maria Santos');
  },
};

/** Asks for a code. @returns the one in the mail */
async function askForCode(canvas: Element, portal: PagePortal): Promise<string> {
  const { email } = portal.contact;
  await appears(canvas, 'input[type=email]');
  portal.mails.clear();
  await submit(canvas, 'input[type=email]', email);
  await appears(canvas, '.portal-code');
  const { code } = await portal.mails.mailTo(email);
  return code ?? '';
}

/** Types a code that is not the right one. @returns what is said about it */
async function guess(canvas: Element, portal: PagePortal, right: string, tries = 0): Promise<string> {
  const wrong = String((Number(right) + 1 + tries) % 1_000_000).padStart(6, '0');
  type(await appears<HTMLInputElement>(canvas, '.portal-code'), wrong);
  await until('the answer', () => portal.idle && find(canvas, '.portal-submit:not([aria-disabled])'));
  return words(await appears(canvas, '.portal-problem'));
}

async function submit(canvas: Element, field: string, text: string): Promise<void> {
  type(await appears<HTMLInputElement>(canvas, field), text);
  find(canvas, '.portal-submit')?.click();
}

async function forget(canvas: Element): Promise<void> {
  find(canvas, '.portal-or button')?.click();
  await until('the form for a link', () => !find(canvas, 'input[type=password]'));
}

async function followPasswordLink(portal: PagePortal): Promise<void> {
  location.hash = await portal.firmLink('password-link');
}

/** The elements remember a link until it is used or left. */
function leaveLink({ canvasElement }: { readonly canvasElement: Element }) {
  return async () => {
    find(canvasElement, '.portal-or button')?.click();
    await until('the link to be left', () => !find(canvasElement, 'input[autocomplete=new-password]'));
  };
}
