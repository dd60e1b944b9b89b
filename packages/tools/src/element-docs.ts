/** What custom-elements.json says of each element, as far as our pages and checks read it. */

/** Something a user of an element can name. */
export interface Item {
  readonly name: string;
  readonly description: string;
  readonly type: string;
  readonly initial: string;
  /** Attribute that sets a property, or property that an attribute sets. */
  readonly twin: string;
}

export interface ElementDoc {
  readonly tag: string;
  readonly className: string;
  /** Module below packages/elements/dist, e.g. `checklist/checklist.js`. */
  readonly module: string;
  readonly summary: string;
  readonly description: string;
  readonly properties: readonly Item[];
  readonly methods: readonly Item[];
  readonly attributes: readonly Item[];
  readonly events: readonly Item[];
  readonly slots: readonly Item[];
  readonly parts: readonly Item[];
  readonly cssProperties: readonly Item[];
  readonly states: readonly Item[];
}

/** The elements with a tag, by tag. */
export function elementsOf(manifest: unknown): ElementDoc[] {
  return list(manifest, 'modules')
    .flatMap((module) =>
      list(module, 'declarations')
        .filter((declaration) => text(declaration, 'tagName') !== '')
        .map((declaration) => elementOf(text(module, 'path'), declaration)),
    )
    .sort((a, b) => a.tag.localeCompare(b.tag));
}

function elementOf(module: string, declaration: unknown): ElementDoc {
  const members = list(declaration, 'members');
  const items = (key: string): Item[] => list(declaration, key).map(itemOf);
  return {
    tag: text(declaration, 'tagName'),
    className: text(declaration, 'name'),
    module,
    summary: text(declaration, 'summary'),
    description: text(declaration, 'description'),
    properties: members.filter((member) => text(member, 'kind') === 'field').map(itemOf),
    methods: members.filter((member) => text(member, 'kind') === 'method').map(itemOf),
    attributes: items('attributes'),
    events: items('events'),
    slots: items('slots'),
    parts: items('cssParts'),
    cssProperties: items('cssProperties'),
    states: items('cssStates'),
  };
}

function itemOf(item: unknown): Item {
  return {
    name: text(item, 'name'),
    description: text(item, 'description'),
    type: text(field(item, 'type'), 'text').replace(/ \| undefined$/, ''),
    initial: text(item, 'default'),
    twin: text(item, 'attribute') || text(item, 'fieldName'),
  };
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}

function text(value: unknown, key: string): string {
  const found = field(value, key);
  return typeof found === 'string' ? found.replace(/\s+/g, ' ').trim() : '';
}

function list(value: unknown, key: string): unknown[] {
  const found = field(value, key);
  return Array.isArray(found) ? found : [];
}
