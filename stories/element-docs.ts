/** What Storybook's docs say about an element, from the custom elements manifest. */
import type { ArgTypes } from '@storybook/web-components-vite';

interface Described {
  readonly name: string;
  readonly description?: string;
  readonly summary?: string;
  readonly default?: string;
  readonly attribute?: string;
  readonly kind?: string;
  readonly type?: { readonly text: string };
}

interface Declaration {
  readonly tagName?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly members?: readonly Described[];
  readonly events?: readonly Described[];
  readonly slots?: readonly Described[];
  readonly cssParts?: readonly Described[];
  readonly cssProperties?: readonly Described[];
  readonly cssStates?: readonly Described[];
}

/** The part of a custom-elements.json that docs need. */
export interface Manifest {
  readonly modules: readonly { readonly declarations?: readonly Declaration[] }[];
}

/** Reads the manifest that is served beside Storybook's pages. */
export async function loadManifest(): Promise<Manifest> {
  const response = await fetch(new URL('custom-elements.json', document.baseURI));
  return (await response.json()) as Manifest;
}

/** Sentences about an element. */
export function descriptionOf(manifest: Manifest, tag: string): string {
  const { summary = '', description = '' } = declarationOf(manifest, tag);
  return [summary, description].filter((text) => text !== '').join('\n\n');
}

/** A row for each thing that a user of the element can see; those that can be set here have a control. */
export function argTypesOf(manifest: Manifest, tag: string): ArgTypes {
  const { members = [], events, slots, cssParts, cssProperties, cssStates } = declarationOf(manifest, tag);
  const rows = [
    ...members.filter(({ kind }) => kind === 'field').map((member) => row(member, 'properties')),
    ...members.filter(({ kind }) => kind === 'method').map((member) => row(member, 'methods')),
    ...(events ?? []).map((one) => row(one, 'events')),
    ...(slots ?? []).map((one) => row({ ...one, name: one.name || '(default)' }, 'slots')),
    ...(cssParts ?? []).map((one) => row(one, 'parts')),
    ...(cssProperties ?? []).map((one) => row(one, 'custom properties')),
    ...(cssStates ?? []).map((one) => row(one, 'states')),
  ];
  return Object.fromEntries(rows);
}

function row(one: Described, category: string): [string, ArgTypes[string]] {
  const { name, description = '', summary, type, attribute } = one;
  const said = attribute && attribute !== name ? `${description} Attribute: \`${attribute}\`.` : description;
  return [
    category === 'properties' ? name : `${category} ${name}`,
    {
      name,
      description: said === '' ? (summary ?? '') : said,
      control: category === 'properties' ? controlOf(type?.text ?? '') : false,
      ...(type?.text.includes('Theme') && { options: ['auto', 'light', 'dark'] }),
      table: {
        category,
        ...(type && { type: { summary: type.text } }),
        ...(one.default !== undefined && { defaultValue: { summary: one.default } }),
      },
    },
  ];
}

/** Only what a story passes on, and what makes sense to change there, gets a control. */
function controlOf(type: string): false | 'boolean' | 'select' | 'object' {
  if (type === 'boolean') return 'boolean';
  if (type.includes('Theme')) return 'select';
  return type.includes('Appearance') ? 'object' : false;
}

function declarationOf(manifest: Manifest, tag: string): Declaration {
  const all = manifest.modules.flatMap(({ declarations }) => declarations ?? []);
  return all.find(({ tagName }) => tagName === tag) ?? {};
}
