import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Plugin, rollup } from 'rollup';
import { publishedManifest } from './published-manifest.js';
import { compactCss, compactLiterals, pureCalls, clientSideEndpoints } from './rollup-plugins.js';

/** Bundles modules given by path, the first being the entry. */
async function bundle(modules: Record<string, string>, plugins: Plugin[]): Promise<string> {
  const virtual: Plugin = {
    name: 'virtual',
    resolveId: (source) => (source in modules ? source : null),
    load: (id) => modules[id] ?? null,
  };
  const [input = ''] = Object.keys(modules);
  const built = await rollup({ input, plugins: [virtual, ...plugins], external: ['zod/mini'] });
  const { output } = await built.generate({ format: 'es' });
  return output[0].code;
}

const contract = '/packages/contract/src/x.js';

test('what nobody uses of the contract goes, nested calls and all; what is used stays', async () => {
  const modules = {
    '/entry.js': `import { Used } from '${contract}'; console.log(Used);`,
    [contract]: `import * as z from 'zod/mini';
      export const Used = z.object({ id: z.string() });
      export const Unused = z.object({ id: z.string().check(z.regex(/x/)) });
      export const unused = endpoint({ response: Unused, errors: [problem('gone')] });
      function endpoint(e) { return e; } function problem(code) { return { code: code.trim() }; }`,
  };
  const code = await bundle(modules, [pureCalls()]);
  assert.match(code, /const Used =/);
  assert.doesNotMatch(code, /Unused|unused|regex/);
  assert.match(await bundle(modules, []), /regex/, 'without the plug-in it would stay');
});

test('a call inside a function keeps its effect', async () => {
  const modules = {
    '/entry.js': `import { run } from '${contract}'; run();`,
    [contract]: 'export function run() { note(); } function note() { console.log("noted"); }',
  };
  assert.match(await bundle(modules, [pureCalls()]), /note\(\);[\s\S]*noted/);
});

test('an endpoint keeps what a client reads, and loses what only the server does', async () => {
  const source = `const endpoint = (e) => e;
    console.log(endpoint({ id: 'a', summary: "It's", params: object({ body: 1 }), response: object({ query: 2 }), errors: [gone] }));
    console.log({ summary: 'kept' });`;
  const code = await bundle({ [contract]: source }, [clientSideEndpoints()]);
  assert.match(code, /endpoint\(\{ id: 'a', +response: object\(\{ query: 2 \}\), +\}\)/);
  assert.match(code, /summary: 'kept'/);
});

test('css loses comments and blanks, and never a blank that means something', () => {
  const css = `
    /* why */
    :host { --a: calc(1px + 2px); content: "a  /* b */"; }
    .a  .b > c:not(.d) , e { margin : 0 auto; }
    @media (min-width: 3px) and (hover) { .f :hover { color: red; } }`;
  assert.equal(
    compactCss(css),
    ' :host{--a:calc(1px + 2px);content:"a  /* b */"}.a .b > c:not(.d) ,e{margin :0 auto}' +
      '@media (min-width:3px) and (hover){.f :hover{color:red}}',
  );
});

test('templates keep their holes and the words between them', async () => {
  const source =
    'const x = 1; const css = String.raw, html = String.raw;\n' +
    'console.log(css`a {\n  b: ${x}px;\n}`, html`<p>\n  one ${x}\n  two\n</p>`, html`<pre>\n  ${x}</pre>`);';
  const code = await bundle({ '/entry.js': source }, [compactLiterals()]);
  assert(code.includes('css`a{b:${x}px}`'), code);
  assert(code.includes('html`<p> one ${x} two </p>`'), code);
  assert(code.includes('html`<pre>\n  ${x}</pre>`'), code);
});

test('the manifest that is published points at what was built', () => {
  const manifest = publishedManifest({
    name: '@portico/elements',
    private: true,
    sideEffects: ['./src/define/*.ts'],
    exports: { '.': './src/index.ts', './define/*': './src/define/*.ts' },
    devDependencies: { chai: '1.0.0' },
  });
  assert.deepEqual(manifest['exports'], {
    '.': { types: './index.d.ts', default: './index.js' },
    './define/*': { types: './define/*.d.ts', default: './define/*.js' },
  });
  assert.deepEqual(manifest['sideEffects'], ['./define/*.js']);
  assert.equal('private' in manifest || 'devDependencies' in manifest, false);
});
