import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { apiTables } from './api-tables.js';
import { elementsOf, type ElementDoc } from './element-docs.js';
import { pageWith } from './element-pages.js';
import { undescribed } from './undescribed.js';

const base = mkdtempSync(join(tmpdir(), 'portico-manifest-'));
after(() => {
  rmSync(base, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(base, path)), { recursive: true });
  writeFileSync(join(base, path), text);
}

write(
  'packages/elements/src/invoice-list/invoice-list.ts',
  'import { faces } from \'../core/faces.js\'; html`<ul part="base list"><slot></slot><slot name="help"></slot></ul>`',
);
write('packages/elements/src/invoice-list/invoice-list.styles.ts', 'css`:host { --row-gap: 4px; --_mine: 0; }`');
write(
  'packages/elements/src/core/faces.ts',
  '/** part="quoted" in prose does not count */ html`<p part="failed"></p>`',
);
write('packages/elements/src/core/unrelated.ts', 'html`<p part="elsewhere"></p>`');

const declaration = {
  name: 'PortalInvoiceList',
  tagName: 'portal-invoice-list',
  summary: 'Invoices.',
  members: [
    {
      kind: 'field',
      name: 'matter',
      attribute: 'matter',
      type: { text: 'string | undefined' },
      description: 'Id of the matter.',
    },
    { kind: 'method', name: 'reload', description: 'Loads again.' },
  ],
  attributes: [{ name: 'matter', fieldName: 'matter', description: 'Id of the matter.' }],
  events: [{ name: 'portal-invoice-paid', type: { text: 'PortalInvoicePaidEvent' }, description: 'Paid.' }],
  slots: [
    { name: '', description: 'Fallback.' },
    { name: 'help', description: 'Whom to ask.' },
  ],
  cssParts: ['base', 'list', 'failed'].map((name) => ({ name, description: 'A place.' })),
  cssProperties: [{ name: '--row-gap', default: '4px', description: 'Space between rows.' }],
  cssStates: [{ name: 'empty', description: 'Nothing to pay.' }],
};

function described(changed: object = {}): ElementDoc {
  const manifest = {
    modules: [{ path: 'invoice-list/invoice-list.js', declarations: [{ ...declaration, ...changed }] }],
  };
  const [element] = elementsOf(manifest);
  assert(element);
  return element;
}

test('an element whose class block says everything has no fault', () => {
  assert.deepEqual(undescribed(described(), base), []);
});

const faults: [string, object, RegExp][] = [
  ['a summary', { summary: undefined }, /no @summary/],
  ['a property', { members: [{ kind: 'field', name: 'matter' }] }, /the property matter has no description/],
  ['a method', { members: [{ kind: 'method', name: 'reload' }] }, /the method reload has no description/],
  ['an attribute', { attributes: [{ name: 'matter' }] }, /the attribute matter has no description/],
  [
    'an event that is only dispatched',
    { events: [{ name: 'PortalX', type: { text: 'PortalX' } }] },
    /the event PortalX has no description/,
  ],
  ['the class of an event', { events: [{ name: 'portal-x', description: 'X.' }] }, /the event portal-x names no class/],
  ['a state', { cssStates: [{ name: 'empty' }] }, /the state empty has no description/],
  ['a slot', { slots: [{ name: '', description: 'Fallback.' }] }, /the slot help is not in the class block/],
  ['a part', { cssParts: ['base', 'failed'].map((name) => ({ name, description: 'A.' })) }, /the part list is not in/],
  ['a CSS property', { cssProperties: [] }, /the CSS property --row-gap is not in the class block/],
];
for (const [what, changed, message] of faults) {
  test(`without ${what} it fails`, () => {
    const found = undescribed(described(changed), base);
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found.join(), message);
  });
}

test('what the class block promises must be there', () => {
  const cssParts = [...declaration.cssParts, { name: 'ghost', description: 'Gone.' }];
  assert.match(undescribed(described({ cssParts }), base).join(), /the part ghost is described and not there/);
});

test('a page keeps its prose and gets the tables between its markers', () => {
  const element = described();
  const first = pageWith(element, undefined, apiTables(element));
  assert.match(first, /^# portal-invoice-list\n\nInvoices\.\n/);
  assert.match(first, /\| `matter` \| `matter` \| `string` \| Id of the matter\. \|/);
  const withProse = `${first.replace('Invoices.', 'Prose.')}\nMore prose.\n`;
  const changed = described({ cssStates: [{ name: 'paid', description: 'All is paid.' }] });
  const next = pageWith(changed, withProse, apiTables(changed));
  assert.match(next, /Prose\.[\s\S]*`:state\(paid\)`[\s\S]*More prose\./);
  assert.doesNotMatch(next, /:state\(empty\)/);
  assert.equal(pageWith(changed, next, apiTables(changed)), next);
});
