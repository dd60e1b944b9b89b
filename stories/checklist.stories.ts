/** Every state of `portal-checklist`. */
import '@portico/elements/define/portal-checklist';
import { aPdf, aPicture, appears, find, findAll, type PagePortal, until } from '@portico/testing/page';
import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { properties } from './args.js';
import { chooseFiles, chooseTwo, openRequest, startUpload } from './checklist-acts.js';
import type { Story } from './stage.js';

const meta: Meta = {
  title: 'portal-checklist',
  component: 'portal-checklist',
  tags: ['autodocs'],
  render: (args) => html`<portal-checklist ${properties(args)}></portal-checklist>`,
};
export default meta;

/** Some is done, some is with the lawyer, and some is the client's turn. */
export const Ready: Story = { parameters: { portal: { scenario: 'underWay' } } };

/** Nothing has been sent yet: the first step is the largest thing on the screen. */
export const NextStepIsYours: Story = { parameters: { portal: { scenario: 'beginning' } } };

/** A request that is open, with why, tips, and the place to drop files. */
export const Opened: Story = {
  parameters: { portal: { scenario: 'underWay' } },
  play: async ({ canvasElement }) => {
    await openRequest(canvasElement);
  },
};

/** The skeleton has the final height, so that nothing jumps. */
export const Loading: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'beginning', latency: 1_000_000_000 } },
};

/** Nothing is asked for. */
export const Empty: Story = { parameters: { portal: { scenario: 'empty' } } };

/** Everything has been sent and waits for the firm. */
export const WithYourLawyer: Story = { parameters: { portal: { scenario: 'withYourLawyer' } } };

/** A passport came back; the reviewer's note is in sight. */
export const Returned: Story = { parameters: { portal: { scenario: 'returned' } } };

/** Everything has been accepted. */
export const AllDone: Story = { parameters: { portal: { scenario: 'allDone' } } };

/** Three matters with a list each. */
export const SeveralChecklists: Story = { parameters: { portal: { scenario: 'several' } } };

/** Ten years of weekly statements. */
export const FiveHundredRequests: Story = { tags: ['!autodocs'], parameters: { portal: { scenario: 'long' } } };

/** The server fails. */
export const Failed: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'beginning', failure: 'broken' } },
  play: async ({ canvasElement }) => {
    await until('the failed face', () => find(canvasElement, '[part~=failed]'));
  },
};

/** Nobody is signed in: the checklist brings the sign-in with it. */
export const SignedOut: Story = {
  parameters: { portal: { scenario: 'visitor' } },
  play: async ({ canvasElement }) => {
    await appears(canvasElement, 'input[type=email]');
  },
};

/** The firm's backend has limited the session to something else. */
export const RefusedSection: Story = { parameters: { portal: { scenario: 'notThisSection' } } };

/** The contact's access has just been switched off. */
export const RefusedContact: Story = { parameters: { portal: { scenario: 'shutOut' } } };

/** The firm takes no uploads: the list is there, and says so where files would be chosen. */
export const RefusedUploads: Story = {
  parameters: { portal: { scenario: 'uploadsOff' } },
  play: async ({ canvasElement }) => {
    await openRequest(canvasElement);
  },
};

/** The checklist that the page names is not shared any more. */
export const NoLongerShared: Story = {
  parameters: { portal: { scenario: 'unshared' } },
  render: (_args, { loaded: { portal } }) =>
    html`<portal-checklist checklist=${portal.checklists[0]?.id ?? ''}></portal-checklist>`,
};

/** The network went away while the list was on screen. */
export const Offline: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'underWay' } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    await appears(canvasElement, '#step');
    portal.network.offline = true;
    await appears(canvasElement, '[part~=offline]');
  },
};

/** Chosen and not yet sent: pictures can be looked at, and taken out again. */
export const PreviewBeforeSending: Story = {
  parameters: { portal: { scenario: 'beginning' } },
  play: async ({ canvasElement }) => {
    await chooseTwo(canvasElement);
  },
};

/** Two files on their way; the line lets no more than a part of the second one through. */
export const Uploading: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'beginning' } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    await startUpload(canvasElement, portal);
  },
};

/** A file on hold; what has arrived stays. */
export const Paused: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'beginning' } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    await startUpload(canvasElement, portal);
    const uploads = await portal.client.uploads();
    uploads.pauseAll();
    await until('everything to be on hold', () =>
      uploads.items.every(({ state }) => state === 'paused' || state === 'done'),
    );
  },
};

/** The connection broke in the middle of a file. */
export const ConnectionLost: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'beginning' } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    await startUpload(canvasElement, portal);
    portal.network.offline = true;
    portal.network.allow(Number.POSITIVE_INFINITY);
    await appears(canvasElement, '[part~=offline]');
  },
};

/** The firm's disk is full: what arrived is kept, and the file can be sent again. */
export const FailedUpload: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'beginning' } },
  play: async ({ canvasElement, loaded: { portal } }) => {
    await chooseTwo(canvasElement);
    portal.failure = 'disk-full';
    find(canvasElement, '[data-send]')?.click();
    await until('both files to fail', () => findAll(canvasElement, '.file.wrong').length === 2);
  },
};

/** Files that this request cannot take, each with its reason. */
export const RefusedFiles: Story = {
  parameters: { portal: { scenario: 'beginning' } },
  play: async ({ canvasElement }) => {
    await openRequest(canvasElement);
    const large = aPdf('scan of everything.pdf', 26 * 1024 * 1024);
    const page = new File(['<p>Hello</p>'], 'form.html', { type: 'text/html' });
    await chooseFiles(canvasElement, page, new File([], 'empty.pdf', { type: 'application/pdf' }), large);
    await appears(canvasElement, '.refused');
  },
};

/** A refused file explained: what to do now, why, what people often ask, and whom to call. */
export const HelpAtFailure: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'beginning' } },
  play: async ({ canvasElement }) => {
    await openRequest(canvasElement);
    await chooseFiles(canvasElement, aPdf('scan of everything.pdf', 26 * 1024 * 1024));
    (await appears(canvasElement, '[data-help]')).click();
    await appears(canvasElement, '.help-dialog');
  },
};

/** What people often ask, from the foot of the page. */
export const HelpQuestions: Story = {
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'underWay' } },
  play: async ({ canvasElement }) => {
    (await appears(canvasElement, '[data-questions]')).click();
    const dialog = await appears(canvasElement, '.help-dialog');
    findAll(dialog, 'summary')[2]?.click();
  },
};

/** A file that the firm has already. */
export const Duplicate: Story = {
  tags: ['!autodocs'],
  parameters: {
    portal: {
      scenario: 'beginning',
      before: async (portal: PagePortal) => {
        await portal.send(portal.checklists[0]?.groups[0]?.requests[0]?.id ?? '', await aPicture());
      },
    },
  },
  play: async ({ canvasElement }) => {
    await openRequest(canvasElement);
    await chooseFiles(canvasElement, await aPicture());
    find(canvasElement, '[data-send]')?.click();
    await appears(canvasElement, '.refused');
  },
};
