/** The generated part of an element's page: tables of everything public, in Markdown. */
import type { ElementDoc, Item } from './element-docs.js';

type Column = readonly [title: string, cell: (item: Item) => string];

const name: Column = ['Name', (item) => code(item.name || '(default)')];
const meaning: Column = ['What it is', (item) => item.description];
const type: Column = ['Type', (item) => code(item.type)];

/** Tables of an element, those without rows left out. */
export function apiTables(element: ElementDoc): string {
  const attributes = new Map(element.attributes.map((item) => [item.twin || item.name, item.name]));
  const attribute: Column = ['Attribute', (item) => code(attributes.get(item.name) ?? '')];
  const initial: Column = ['Default', (item) => code(item.initial)];
  return [
    section('Properties', element.properties, [name, attribute, type, meaning]),
    section('Methods', element.methods, [['Name', (item) => code(`${item.name}()`)], meaning]),
    section('Events', element.events, [name, ['Class', type[1]], meaning]),
    section('Slots', element.slots, [name, meaning]),
    section('Parts', element.parts, [name, meaning]),
    section('CSS custom properties', element.cssProperties, [name, initial, meaning]),
    section('States', element.states, [['Name', (item) => code(`:state(${item.name})`)], meaning]),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function section(title: string, items: readonly Item[], columns: readonly Column[]): string {
  if (items.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rows = items.map((item) => line(columns.map(([, cell]) => cell(item).replaceAll('|', '\\|'))));
  return [`### ${title}`, '', line(columns.map(([head]) => head)), line(columns.map(() => '---')), ...rows].join('\n');
}

function code(text: string): string {
  return text && `\`${text}\``;
}
