/**
 * What our bundles need besides the published plug-ins. Each is one transform over one module, so that any of them
 * can be taken out without the build breaking: they make it smaller, never different.
 */
import { dirname, join } from 'node:path';
import type { AstNode, Plugin, ProgramNode } from 'rollup';

/** A relative import says `.js` where the source is `.ts`; asking again lets other plug-ins see its package. */
export function sourceModules(): Plugin {
  return {
    name: 'portico-source-modules',
    resolveId: {
      order: 'pre',
      handler(source, importer, { attributes, custom, isEntry }) {
        if (!importer?.endsWith('.ts') || !/^\.\.?\/.*\.js$/.test(source)) return null;
        return this.resolve(source.replace(/\.js$/, '.ts'), importer, {
          attributes,
          ...(custom ? { custom } : {}),
          isEntry,
          skipSelf: true,
        });
      },
    },
  };
}

/**
 * A worker is asked for by the address of its file, as bundlers understand it: `new URL('./x-worker.js', import.meta.url)`. In our
 * own bundle it becomes a chunk like any other, with a name of its own and its place in the integrity file.
 */
export function workerChunks(): Plugin {
  return {
    name: 'portico-worker-chunks',
    transform(code, id) {
      const [found, name] = /new URL\(["']\.\/([\w-]+-worker)\.js["'], import\.meta\.url\)/.exec(code) ?? [];
      if (!found || !name) return null;
      const reference = this.emitFile({ type: 'chunk', id: join(dirname(id), `${name}.ts`), name });
      return { code: code.replace(found, `new URL(import.meta.ROLLUP_FILE_URL_${reference})`), map: null };
    },
  };
}

const minified = /[\\/]node_modules[\\/]pdfjs-dist[\\/]/;

/** pdf.js comes minified, and minifying a megabyte anew takes a minute: its own small files are taken, as they are. */
export function pdfAsItComes(minify: Plugin): Plugin {
  const { renderChunk } = minify;
  return {
    ...minify,
    name: 'portico-minify',
    resolveId(source, importer) {
      if (source !== 'pdfjs-dist/legacy/build/pdf.mjs') return null;
      return this.resolve('pdfjs-dist/legacy/build/pdf.min.mjs', importer);
    },
    renderChunk(code, chunk, options, meta) {
      if (typeof renderChunk !== 'function' || chunk.moduleIds.some((id) => minified.test(id))) return null;
      return renderChunk.call(this, code, chunk, options, meta);
    },
  };
}

/** Libraries that ask for the environment get the answer of production. */
export function production(): Plugin {
  return {
    name: 'portico-production',
    transform(code) {
      if (!code.includes('process.env.NODE_ENV')) return null;
      return { code: code.replaceAll('process.env.NODE_ENV', '"production"'), map: null };
    },
  };
}

/** What tus-js-client takes from libraries for old browsers, and every browser we support has itself. */
const native: Readonly<Record<string, string>> = {
  'url-parse': `export default class extends URL {
    constructor(address, base) { super(address, new URL(base, globalThis.location?.href)); }
  }`,
  'js-base64': `export const Base64 = {
    encode: (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)))
  };`,
};

/** The platform instead of those libraries, 2 kB; only in what we bundle ourselves. */
export function platformInstead(): Plugin {
  return {
    name: 'portico-platform-instead',
    resolveId: (source) => (source in native ? `\0native:${source}` : null),
    load: (id) => native[id.replace('\0native:', '')] ?? null,
  };
}

/** Uppy's core names preact for plug-ins with an interface, which we do not have; loading preact has no effect. */
export function unusedPreact(): Plugin {
  return {
    name: 'portico-unused-preact',
    transform: (code, id) =>
      /node_modules[\\/]preact[\\/]/.test(id) ? { code, map: null, moduleSideEffects: false } : null,
  };
}

const contractSource = /[\\/]packages[\\/]contract[\\/]src[\\/]/;

/**
 * The contract is data and does no I/O, so none of its calls at module level has an effect: a schema, an endpoint or
 * a problem that nobody uses can go. Bundlers only believe that of calls that say so.
 */
export function pureCalls(): Plugin {
  return {
    name: 'portico-pure-calls',
    transform(code, id) {
      if (!contractSource.test(id)) return null;
      const starts: number[] = [];
      visit(this.parse(code), (node) => {
        if (node.type.includes('Function') || node.type === 'MethodDefinition') return false;
        if (node.type === 'CallExpression' || node.type === 'NewExpression') starts.push(node.start);
        return true;
      });
      return { code: insert(code, starts, '/* @__PURE__ */ '), map: null };
    },
  };
}

/** What only the server and the API reference read of an endpoint; the client sends, and the server judges. */
const serverSide = new Set(['summary', 'errors', 'params', 'query', 'body']);

/** Takes those members out of every `endpoint({…})`, and with them the schemas that nothing else uses. */
export function clientSideEndpoints(): Plugin {
  return {
    name: 'portico-client-side-endpoints',
    transform(code, id) {
      if (!contractSource.test(id)) return null;
      const cuts: Range[] = [];
      visit(this.parse(code), (node) => {
        const [argument] = calledWith(node, 'endpoint');
        for (const member of argument ? children(argument, 'properties') : []) {
          const key = field(member, 'key');
          if (!isNode(key) || !serverSide.has(String(field(key, 'name')))) continue;
          const comma = /^\s*,/.exec(code.slice(member.end))?.[0].length ?? 0;
          cuts.push({ start: member.start, end: member.end + comma });
        }
        return true;
      });
      cuts.sort((one, other) => other.start - one.start);
      return { code: cuts.reduce((text, { start, end }) => text.slice(0, start) + text.slice(end), code), map: null };
    },
  };
}

/** Takes comments and indentation out of css`…`, and line breaks with indentation out of html`…` and svg`…`. */
export function compactLiterals(): Plugin {
  return {
    name: 'portico-compact-literals',
    transform(code, id) {
      if (id.includes('node_modules') || !/\b(css|html|svg)`/.test(code)) return null;
      const edits: { start: number; end: number; text: string }[] = [];
      visit(this.parse(code), (node) => {
        const quasi = taggedTemplate(node);
        if (quasi) {
          const compact = quasi.tag === 'css' ? compactCss : compactMarkup;
          if (quasi.tag === 'css' || !/<(pre|textarea)\b/.test(code.slice(node.start, node.end))) {
            for (const { start, end } of quasi.parts) {
              edits.push({ start, end, text: compact(code.slice(start, end)) });
            }
          }
        }
        return true;
      });
      edits.sort((a, b) => b.start - a.start);
      return { code: edits.reduce((text, e) => text.slice(0, e.start) + e.text + text.slice(e.end), code), map: null };
    },
  };
}

/** Part of a css`…` literal without comments and needless blanks; strings stay as they are. */
export function compactCss(css: string): string {
  return css
    .replace(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\/\*[\s\S]*?\*\//g, (_, quoted?: string) => quoted ?? '')
    .split(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/)
    .map((piece, index) => (index % 2 === 1 ? piece : withoutBlanks(piece)))
    .join('')
    .replace(/;}/g, '}');
}

function withoutBlanks(css: string): string {
  return css
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};]) ?/g, '$1')
    .replace(/([:,]) /g, '$1');
}

function compactMarkup(markup: string): string {
  return markup.replace(/\s*\n\s*/g, ' ');
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function taggedTemplate(node: AstNode): { tag: string; parts: Range[] } | undefined {
  if (node.type !== 'TaggedTemplateExpression') return undefined;
  const tag = field(node, 'tag');
  const quasi = field(node, 'quasi');
  if (!isNode(tag) || !isNode(quasi)) return undefined;
  const name = field(tag, 'name');
  if (typeof name !== 'string' || !['css', 'html', 'svg'].includes(name)) return undefined;
  return { tag: name, parts: children(quasi, 'quasis') };
}

/** Walks a tree from the top; below a node for which `enter` answers false it does not go. */
function visit(node: AstNode | ProgramNode, enter: (node: AstNode) => boolean): void {
  if (!enter(node)) return;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) visit(child, enter);
    }
  }
}

/** Arguments of a call of the function of that name; none for any other node. */
function calledWith(node: AstNode, name: string): AstNode[] {
  const callee = node.type === 'CallExpression' ? field(node, 'callee') : undefined;
  return isNode(callee) && field(callee, 'name') === name ? children(node, 'arguments') : [];
}

function children(node: AstNode, name: string): AstNode[] {
  const value = field(node, name);
  return Array.isArray(value) ? value.filter(isNode) : [];
}

function field(node: AstNode, name: string): unknown {
  return Object.entries(node).find(([key]) => key === name)?.[1];
}

function isNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value;
}

function insert(code: string, positions: readonly number[], text: string): string {
  const unique = [...new Set(positions)].sort((a, b) => b - a);
  return unique.reduce((result, at) => result.slice(0, at) + text + result.slice(at), code);
}
