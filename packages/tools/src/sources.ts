/** Which source files of a package are published. */
import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The packages that are published. */
export const packages = ['audit', 'contract', 'client', 'elements'];

/** Published source files of a package, relative to the repository: no tests, no declarations. */
export function sourcesOf(name: string): string[] {
  const folder = fileURLToPath(new URL(`../../${name}/src`, import.meta.url));
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(test|testing|suite|d)\.ts$/.test(file))
    .map((file) => `packages/${name}/src/${file.replaceAll('\\', '/')}`)
    .sort();
}
