/** The skeleton of an element: every face, its words, its event, its test, its stories and its page. */
import { camel, insertAfter, lastMember, pascal, type Plan, sortedLine } from './plan.js';

interface Names {
  /** `portal-invoice-list` */
  readonly tag: string;
  /** `invoice-list`: folder and file stem. */
  readonly stem: string;
  /** `PortalInvoiceList` */
  readonly className: string;
  /** `PortalInvoiceListContinuedEvent` */
  readonly event: string;
  /** `invoiceList`: its table in a language's file. */
  readonly words: string;
}

/** @param tag with its prefix, e.g. `portal-invoice-list` */
export function planElement(tag: string): Plan {
  const stem = tag.replace(/^portal-/, '');
  const names = { tag, stem, className: pascal(tag), event: `${pascal(tag)}ContinuedEvent`, words: camel(stem) };
  const { className, event, words } = names;
  const sources = 'packages/elements/src';
  const folder = `${sources}/${stem}`;
  const index = `${sources}/index.ts`;
  const locales = `${sources}/locales`;
  return {
    files: new Map([
      [`${folder}/${stem}.ts`, element(names)],
      [`${folder}/${stem}.styles.ts`, styles()],
      [`${folder}/${stem}.strings.ts`, strings(names)],
      [`${folder}/${stem}.events.ts`, events(names)],
      [`${folder}/${stem}.test.ts`, elementTest(names)],
      [`${sources}/define/${tag}.ts`, define(names)],
      [`stories/${stem}.stories.ts`, stories(names)],
      [`docs/elements/${tag}.md`, page(names)],
    ]),
    edits: [
      sortedLine(
        index,
        /^export \{ Portal\w+ \} from '\.\/[\w-]+\/[\w-]+\.js';/,
        `export { ${className} } from './${stem}/${stem}.js';`,
      ),
      sortedLine(
        index,
        /^export \{ Portal.*Event.* \} from/,
        `export { ${event} } from './${stem}/${stem}.events.js';`,
      ),
      sortedLine(
        `${sources}/embed/portico.ts`,
        /^ {2}'portal-[\w-]+': \(\) => import\(/,
        `  '${tag}': () => import('../define/${tag}.js'),`,
      ),
      sortedLine(
        `${locales}/locale.ts`,
        /^import type \{ strings as/,
        `import type { strings as ${words} } from '../${stem}/${stem}.strings.js';`,
      ),
      sortedLine(
        `${locales}/locale.ts`,
        /^ {2}readonly \w+: TranslationOf</,
        `  readonly ${words}: TranslationOf<typeof ${words}>;`,
      ),
      sortedLine(
        'stories/audit.test.ts',
        /^import \* as \w+ from '\.\/[\w-]+\.stories\.js';/,
        `import * as ${words} from './${stem}.stories.js';`,
      ),
      insertAfter('stories/audit.test.ts', /const modules: readonly StoryModule\[\] = \[/, `${words}, `),
      ...['ar', 'es'].map((language) => lastMember(`${locales}/${language}.ts`, `  ${words}: {},`)),
    ],
  };
}

function element({ tag, stem, className, event, words }: Names): string {
  return `import type { Session } from '@portico/contract';
import { html, type CSSResultGroup, type TemplateResult } from 'lit';
import { FacedElement } from '../core/faced-element.js';
import { Faces } from '../core/faces.js';
import { ${event} } from './${stem}.events.js';
import { strings } from './${stem}.strings.js';
import { styles } from './${stem}.styles.js';

/**
 * Greets the signed-in contact and lets them continue.
 *
 * @summary Greets the signed-in contact.
 *
 * @slot - Shown until the element is defined, and where there is no script.
 * @slot sign-in - A \`portal-sign-in\` of the page's own; without one the element brings it when nobody is signed in.
 *
 * @event {${event}} ${tag}-continued - The person chose to continue.
 *
 * @csspart base - Everything inside the element.
 * @csspart empty - The face when there is nothing to show.
 * @csspart failed - The face when loading failed.
 * @csspart refused - The face when this session may not see it.
 * @csspart offline - The banner while the browser is offline.
 *
 * @cssstate loading - Nothing to show yet.
 * @cssstate ready - There is something to see.
 * @cssstate empty - There is nothing to show.
 * @cssstate failed - Loading failed.
 * @cssstate signed-out - Nobody is signed in.
 * @cssstate refused - This session may not see it.
 */
export class ${className} extends FacedElement {
  static override styles: CSSResultGroup = [super.styles, styles];

  readonly #faces = new Faces<Session>(this, {
    args: () => [],
    load: (portal, signal) => portal.session.get({ signal }),
    isEmpty: ({ contact }) => contact.name === '',
  });

  /** Loads again; what is on screen stays until the answer is there. */
  reload(): void {
    this.#faces.reload();
  }

  get #words() {
    return this.words(strings, (locale) => locale.${words});
  }

  #continue = (): void => {
    this.dispatchEvent(new ${event}());
  };

  protected override render(): TemplateResult {
    return html\`<div part="base" lang=\${this.reading?.language ?? 'en'} dir=\${this.reading?.direction ?? 'ltr'}>
      \${this.#faces.render({
        skeleton: () => html\`<div class="bone"></div>\`,
        empty: () => html\`<div class="face" part="empty"><h2>\${this.#words('emptyTitle')}</h2></div>\`,
        ready: (session) => this.#ready(session),
      })}
      <slot hidden></slot>
    </div>\`;
  }

  #ready({ contact }: Session): TemplateResult {
    return html\`<h2>\${this.#words('title', { name: contact.name })}</h2>
      <button type="button" class="button" @click=\${this.#continue}>\${this.#words('continue')}</button>\`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    '${tag}': ${className};
  }
}
`;
}

function styles(): string {
  return `import { css } from 'lit';

export const styles = css\`
  :host {
    display: block;
    container-type: inline-size;
  }
  h2 {
    margin-block-end: calc(var(--_space) * 4);
  }
\`;
`;
}

function strings({ tag }: Names): string {
  return `/** English texts of ${tag}. */
export const strings = {
  title: 'Welcome, {{name}}',
  continue: 'Continue',
  emptyTitle: 'There is nothing here yet',
} as const;
`;
}

function events({ tag, event }: Names): string {
  return `/** The person chose to continue. */
export class ${event} extends Event {
  constructor() {
    super('${tag}-continued', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    '${tag}-continued': ${event};
  }
}
`;
}

function define({ tag, stem, className }: Names): string {
  return `import { define } from '../core/define.js';
import { ${className} } from '../${stem}/${stem}.js';

define('${tag}', ${className});
`;
}

function elementTest({ tag }: Names): string {
  return `import { createPagePortal, press, reads } from '@portico/testing/page';
import { expect } from 'chai';
import '../define/${tag}.js';

describe('${tag}', () => {
  it('greets the signed-in contact and says when they continue', async () => {
    const { client } = await createPagePortal({ scenario: 'underWay' });
    const element = document.createElement('${tag}');
    element.client = client;
    document.body.append(element);
    const { contact } = await client.session.get();
    await reads(element, contact.name);
    const continued: Event[] = [];
    element.addEventListener('${tag}-continued', (event) => continued.push(event));
    await press(element, 'Continue');
    expect(continued).to.have.length(1);
    element.remove();
  });
});
`;
}

function stories({ tag }: Names): string {
  return `/** Every state of \`${tag}\`. */
import '@portico/elements/define/${tag}';
import { reads } from '@portico/testing/page';
import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { properties } from './args.js';
import type { Story } from './stage.js';

const meta: Meta = {
  title: '${tag}',
  component: '${tag}',
  tags: ['autodocs'],
  render: (args) => html\`<${tag} \${properties(args)}></${tag}>\`,
};
export default meta;

/** Somebody is signed in. */
export const Ready: Story = {
  parameters: { portal: { scenario: 'underWay' } },
  play: async ({ canvasElement }) => {
    await reads(canvasElement, 'Welcome');
  },
};
`;
}

function page({ tag, event }: Names): string {
  return `# ${tag}

Greets the signed-in contact.

\`\`\`html
<${tag}></${tag}>
\`\`\`

It dispatches \`${tag}-continued\` (\`${event}\`) when the person chooses to continue.
`;
}
