/**
 * Two outputs of one source. `modules` are for bundlers: a file for each source file, names of packages left as they
 * are. `cdn` is for a script tag: an autoloader of a fixed name and a chunk for each widget, everything inlined once.
 * `packages/tools/src/build-packages.ts` runs this and adds declarations, integrity and what npm needs.
 */
import { fileURLToPath } from 'node:url';
import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import {
  clientSideEndpoints,
  compactLiterals,
  pdfAsItComes,
  platformInstead,
  production,
  pureCalls,
  sourceModules,
  unusedPreact,
  workerChunks,
} from './packages/tools/src/rollup-plugins.ts';
import { packages as published, sourcesOf } from './packages/tools/src/sources.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const target = 'es2022';
const packages = published.filter((name) => sourcesOf(name).length > 0);

/** Rollup's options for one package of modules. */
function modules(name) {
  return {
    input: sourcesOf(name).map((file) => `${root}${file}`),
    external: (id) => !/^[./]|^[A-Za-z]:/.test(id),
    treeshake: false,
    plugins: [sourceModules(), esbuild({ target, format: 'esm', sourceMap: false }), pureCalls()],
    output: {
      dir: `${root}packages/${name}/dist`,
      format: 'es',
      preserveModules: true,
      preserveModulesRoot: `${root}packages/${name}/src`,
      entryFileNames: '[name].js',
    },
  };
}

/** What turns sources into the bytes that a page loads. */
function browserPlugins() {
  return [
    sourceModules(),
    platformInstead(),
    resolve({ browser: true, exportConditions: ['production', 'browser'] }),
    commonjs(),
    json({ preferConst: true }),
    esbuild({ target, format: 'esm', sourceMap: false }),
    production(),
    unusedPreact(),
    clientSideEndpoints(),
    pureCalls(),
    compactLiterals(),
    pdfAsItComes(
      terser({ ecma: 2020, module: true, compress: { passes: 3, pure_getters: true }, format: { comments: false } }),
    ),
  ];
}

/** For bundlers a worker is a file to be copied, so it must not import others. */
const worker = {
  input: `${root}packages/elements/src/quality/picture-worker.ts`,
  plugins: browserPlugins(),
  output: { file: `${root}packages/elements/dist/quality/picture-worker.js`, format: 'es', inlineDynamicImports: true },
};

const cdn = {
  input: { portico: `${root}packages/elements/src/embed/portico.ts` },
  plugins: [...browserPlugins(), workerChunks()],
  output: {
    dir: `${root}packages/elements/dist/cdn`,
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    generatedCode: { preset: 'es2015', symbols: false },
    // Apart, so that no chunk imports the autoloader: by an address with a query it would run twice.
    manualChunks: { page: ['link', 'page-default'].map((name) => `${root}packages/elements/src/core/${name}.ts`) },
  },
};

/** Something else with the same settings, to compare sizes: `--configPeer <entry>`. */
function peer(entry) {
  return { input: entry, plugins: browserPlugins(), output: { format: 'es', inlineDynamicImports: true } };
}

export default ({ configPeer }) => (configPeer ? peer(configPeer) : [...packages.map(modules), worker, cdn]);
