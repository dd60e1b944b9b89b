/**
 * The package.json that npm gets. npm, unlike other clients, does not let `publishConfig` change `exports`, so the
 * folder that is published is `dist`, with a manifest derived from the workspace's.
 */

/** Members that only the workspace needs. */
const ours = new Set(['private', 'publishConfig', 'devDependencies', 'scripts']);

/** Turns a workspace manifest whose exports point at `./src/*.ts` into one whose exports point at the modules built. */
export function publishedManifest(manifest: Record<string, unknown>): Record<string, unknown> {
  const { bin, exports, sideEffects, ...rest } = manifest;
  const kept = Object.fromEntries(Object.entries(rest).filter(([name]) => !ours.has(name)));
  return {
    ...kept,
    ...(sideEffects === undefined ? {} : { sideEffects: builtPaths(sideEffects) }),
    ...(isRecord(bin) && {
      bin: Object.fromEntries(Object.entries(bin).map(([name, path]) => [name, builtPaths([path])].flat())),
    }),
    exports: isRecord(exports)
      ? Object.fromEntries(Object.entries(exports).map(([name, path]) => [name, builtExport(path)]))
      : exports,
    files: ['**/*.js', '**/*.d.ts', '**/*.json', '!test', '!**/*.test.*'],
  };
}

function builtExport(path: unknown): unknown {
  if (typeof path !== 'string' || !path.endsWith('.ts')) return path;
  const built = builtPath(path);
  return { types: built.replace(/\.js$/, '.d.ts'), default: built };
}

function builtPaths(value: unknown): unknown {
  return Array.isArray(value)
    ? value.map((path: unknown) => (typeof path === 'string' ? builtPath(path) : path))
    : value;
}

function builtPath(path: string): string {
  return path.replace(/^\.\/src\//, './').replace(/\.ts$/, '.js');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
