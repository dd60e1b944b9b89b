/** How every story is shown, and what its docs say. */
import type { Preview } from '@storybook/web-components-vite';
import { argTypesOf, descriptionOf, loadManifest } from '../element-docs.js';
import { loadPortal, stage } from '../stage.js';

const manifest = await loadManifest();

function item(value: string, title: string) {
  return { value, title };
}

const preview: Preview = {
  loaders: [loadPortal],
  decorators: [(story, { globals, loaded }) => stage(story(), loaded, globals)],
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error' },
    docs: {
      extractArgTypes: (tag: string) => argTypesOf(manifest, tag),
      extractComponentDescription: (tag: string) => descriptionOf(manifest, tag),
      source: { type: 'dynamic' },
    },
    options: { storySort: { order: ['portal-checklist', 'portal-sign-in', 'portal-language', 'portal-provider'] } },
    viewport: {
      options: {
        phone: { name: 'Phone, 360', styles: { width: '360px', height: '780px' }, type: 'mobile' },
        tablet: { name: 'Tablet, 768', styles: { width: '768px', height: '1024px' }, type: 'tablet' },
        desktop: { name: 'Desktop, 1280', styles: { width: '1280px', height: '860px' }, type: 'desktop' },
      },
    },
  },
  initialGlobals: { theme: 'auto', direction: 'auto', language: 'en', latency: '0', failure: 'none' },
  globalTypes: {
    theme: {
      description: 'Colour scheme of the page',
      toolbar: {
        icon: 'contrast',
        dynamicTitle: true,
        items: [item('auto', 'As the system'), item('light', 'Light'), item('dark', 'Dark')],
      },
    },
    language: {
      description: 'Language of the page around the element',
      toolbar: {
        icon: 'globe',
        dynamicTitle: true,
        items: [item('en', 'English'), item('es', 'Español'), item('ar', 'العربية')],
      },
    },
    direction: {
      description: 'Direction of the page around the element',
      toolbar: {
        icon: 'transfer',
        dynamicTitle: true,
        items: [item('auto', 'As the language'), item('ltr', 'Left to right'), item('rtl', 'Right to left')],
      },
    },
    latency: {
      description: 'Time before a call reaches the server',
      toolbar: {
        icon: 'timer',
        dynamicTitle: true,
        items: [item('0', 'No latency'), item('300', '300 ms'), item('2000', '2 s')],
      },
    },
    failure: {
      description: 'What goes wrong',
      toolbar: {
        icon: 'lightning',
        dynamicTitle: true,
        items: [
          item('none', 'Nothing fails'),
          item('offline', 'Offline'),
          item('broken', 'Server answers 500'),
          item('disk-full', 'Disk is full'),
        ],
      },
    },
  },
};

export default preview;
