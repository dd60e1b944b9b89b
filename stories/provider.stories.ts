/** What `portal-provider` gives to the elements inside: here, looks. */
import '@portico/elements/define/portal-checklist';
import '@portico/elements/define/portal-provider';
import type { Appearance } from '@portico/elements';
import { appears, find, findAll, reads, until } from '@portico/testing/page';
import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { properties } from './args.js';
import { openRequest } from './checklist-acts.js';
import type { Story, StoryContext } from './stage.js';

const meta: Meta = {
  title: 'portal-provider',
  component: 'portal-provider',
  tags: ['autodocs'],
  parameters: { portal: { scenario: 'returned' } },
  render: (args, { loaded }) =>
    html`<portal-provider .client=${(loaded as StoryContext['loaded']).portal.client} ${properties(args)}>
      <portal-checklist></portal-checklist>
    </portal-provider>`,
};
export default meta;

/** A firm's green, a serif, and squarer corners. */
export const Appearances: Story = looks({
  variables: { colorPrimary: '#1f6b4a', fontFamily: 'Georgia, serif', borderRadius: '4px' },
});

/** A pale yellow that nobody could read: buttons, links and focus rings are moved until everybody can. */
export const PaleYellow: Story = {
  ...looks({ variables: { colorPrimary: '#fff2a8' } }),
  play: async ({ canvasElement }) => {
    await openRequest(canvasElement, 1);
  },
};

/** A loud magenta, larger type and more room. */
export const LoudAndLarge: Story = looks({
  variables: { colorPrimary: '#e0007a', fontSizeBase: '20px', spacingUnit: '5px', borderRadius: '20px' },
});

/** A surface of the firm's own. */
export const OwnSurface: Story = looks({
  variables: { colorPrimary: '#7a3b12', colorBackground: '#faf4e8', colorText: '#6b5a45' },
});

/** A member of the staff looks with the client's eyes: the banner says so, and nothing can be changed. */
export const Preview: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'previewed' } },
  play: async ({ canvasElement }) => {
    await openRequest(canvasElement, 1);
    await appears(canvasElement, '.preview');
  },
};

/** A member of the staff acts as the client, in both names. */
export const ActingAsClient: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'actedAs' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '.preview');
    await reads(canvasElement, 'Maria Santos');
  },
};

/** The preview is over. */
export const PreviewOver: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'previewed' } },
  play: async ({ canvasElement }) => {
    const end = await until('the banner', () => findAll(canvasElement, '.preview .button')[0]);
    end.click();
    await until('the banner to go', () => !find(canvasElement, '.preview'));
    await appears(canvasElement, 'portal-sign-in');
  },
};

function looks(appearance: Appearance): Story {
  return {
    args: { appearance },
    play: async ({ canvasElement }) => {
      await appears(canvasElement, '#step');
    },
  };
}
