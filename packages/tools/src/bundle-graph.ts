/**
 * The chunks of a bundle and who loads whom, in the bytes that travel. Sizes are brotli at its highest quality, as a
 * server sends files that never change.
 */
import { relative, sep } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { transform } from 'esbuild';
import type { OutputAsset, OutputChunk } from 'rollup';
import { root } from './workspace.js';

/** One file of a bundle. `imports` load with it, `dynamicImports` when asked for. */
export interface Chunk {
  readonly file: string;
  /** Source module that this chunk stands for, relative to the repository; null for a shared chunk. */
  readonly facade: string | null;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
  /** Bytes on the wire. */
  readonly bytes: number;
  /** What is inside, each with its share of `bytes` (an estimate: modules compress each other). */
  readonly modules: readonly { readonly id: string; readonly bytes: number }[];
}

export type Graph = readonly Chunk[];

/** Bytes that a text takes in brotli, quality 11. */
export function brotliSize(text: string): number {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}

/** Describes the output of a bundle. */
export async function graphOf(output: readonly (OutputChunk | OutputAsset)[]): Promise<Graph> {
  const chunks = output.filter((item) => item.type === 'chunk');
  return Promise.all(
    chunks.map(async (chunk) => {
      const bytes = brotliSize(chunk.code);
      const parts = await Promise.all(
        Object.entries(chunk.modules).map(async ([id, { code }]) => ({
          id: nameOf(id),
          alone: code ? brotliSize((await transform(code, { minify: true, format: 'esm' })).code) : 0,
        })),
      );
      const whole = parts.reduce((sum, part) => sum + part.alone, 0) || 1;
      return {
        file: chunk.fileName,
        facade: chunk.facadeModuleId === null ? null : nameOf(chunk.facadeModuleId),
        imports: chunk.imports,
        dynamicImports: chunk.dynamicImports,
        bytes,
        modules: parts.map(({ id, alone }) => ({ id, bytes: (alone / whole) * bytes })),
      };
    }),
  );
}

/** A chunk and every chunk that loads with it. */
export function loadedWith(graph: Graph, chunk: Chunk): Set<Chunk> {
  const found = new Set<Chunk>();
  const visit = (next: Chunk): void => {
    if (found.has(next)) return;
    found.add(next);
    for (const file of next.imports) visit(chunkOf(graph, file));
  };
  visit(chunk);
  return found;
}

/** The chunk of that file name. */
export function chunkOf(graph: Graph, file: string): Chunk {
  const chunk = graph.find((candidate) => candidate.file === file);
  if (!chunk) throw new Error(`The bundle has no chunk ${file}.`);
  return chunk;
}

function nameOf(id: string): string {
  const path = id.replace(/^\0/, '').replace(/\?.*$/, '');
  return relative(root, path).split(sep).join('/');
}
