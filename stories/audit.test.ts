/**
 * The audit: every state of every element, light and dark, left to right and right to left, has no violation of WCAG 2.0, 2.1
 * and 2.2, A and AA, as far as axe can see. It comes before any other test of an element.
 */
import 'axe-core/axe.min.js';
import { until } from '@portico/testing/page';
import { emulateMedia } from '@web/test-runner-commands';
import type { AxeResults, RunOptions } from 'axe-core';
import { expect } from 'chai';
import * as camera from './camera.stories.js';
import * as checklist from './checklist.stories.js';
import * as checklistLife from './checklist-life.stories.js';
import * as documents from './documents.stories.js';
import * as invoiceList from './invoice-list.stories.js';
import * as invoiceListWays from './invoice-list-ways.stories.js';
import * as language from './language.stories.js';
import { mount, namesOf, type StoryModule } from './mount.js';
import * as payment from './payment.stories.js';
import * as phone from './phone.stories.js';
import * as profile from './profile.stories.js';
import * as provider from './provider.stories.js';
import * as signIn from './sign-in.stories.js';
import * as upload from './upload.stories.js';

const axe = Reflect.get(globalThis, 'axe') as {
  run: (place: Element, options: RunOptions) => Promise<AxeResults>;
};
const rules: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
};

const modules: readonly StoryModule[] = [
  payment,
  invoiceList,
  invoiceListWays,
  documents,
  upload,
  profile,
  checklist,
  checklistLife,
  phone,
  signIn,
  language,
  provider,
  camera,
];

before(async () => {
  document.documentElement.lang = 'en';
  document.title = 'Stories';
  // A colour in the middle of a transition is nobody's fault.
  await emulateMedia({ reducedMotion: 'reduce' });
});

for (const module of modules) {
  describe(module.default.title ?? '', () => {
    for (const name of namesOf(module)) {
      it(`${name} has no violation`, async function () {
        this.timeout(60_000);
        const story = await mount(module, name);
        try {
          const found: string[] = [];
          for (const reader of ['en', 'ar']) {
            for (const theme of ['light', 'dark'] as const) {
              story.surround({ theme, language: reader });
              await until(`the story in ${reader}`, () => speaks(story.canvas, reader));
              const { violations } = await axe.run(story.canvas, rules);
              found.push(...violations.map((violation) => `${reader} ${theme}: ${said(violation)}`));
            }
          }
          console.log(name, Math.round(performance.now()));
          expect(found.join('\n')).to.equal('');
        } finally {
          await story.leave();
        }
      });
    }
  });
}

/** True when every element has taken over the language of the page. */
function speaks(canvas: Element, reader: string): boolean {
  const elements = [
    ...canvas.querySelectorAll(
      'portal-checklist, portal-documents, portal-invoice-list, portal-sign-in, portal-language',
    ),
  ];
  return elements.every((element) => {
    const shown = element.shadowRoot?.querySelector('[lang]');
    return !shown || shown.getAttribute('lang') === reader;
  });
}

function said({ id, help, nodes }: AxeResults['violations'][number]): string {
  const places = nodes.map(({ target, failureSummary }) => `${JSON.stringify(target)} ${failureSummary ?? ''}`);
  return `${id} (${help}): ${places.slice(0, 3).join('; ')}`;
}
