/** What `npm test` runs, in this order. A stage is one line; its files decide whether it is there at all. */
import { join } from 'node:path';
import { hasPostgres } from './postgres-programs.js';
import { asOneCheck, nodeTest, ourLine, playwright, type ReadCounts } from './test-counts.js';
import { filesBelow } from './workspace.js';

export interface Stage {
  readonly name: string;
  /** Program and arguments, run in the root of the repository. */
  readonly command: readonly string[];
  readonly read: ReadCounts;
  /** Stages that must have ended before, because both write the same files. */
  readonly after?: readonly string[];
  /** True where the machine must be quiet: it measures time, or drives many processes of its own. */
  readonly alone?: boolean;
}

const node = process.execPath;
const run = (program: string, ...args: string[]): string[] => [node, join('node_modules', program), ...args];
const tool = (name: string, ...args: string[]): string[] => [
  node,
  '--import',
  'tsx',
  `packages/tools/src/${name}.ts`,
  ...args,
];
const suite = (files: readonly string[]): string[] => [
  node,
  '--import',
  'tsx',
  '--test',
  '--test-reporter=spec',
  ...files,
];
const testsOf = (...folders: string[]): string[] => folders.flatMap((folder) => filesBelow(folder, '.test.ts'));

const isUnit = (file: string): boolean => file.endsWith('.unit.test.ts');
const unit = [
  ...testsOf(
    'packages/audit',
    'packages/contract',
    'packages/client',
    'packages/testing',
    'packages/tools',
    'examples',
  ),
  ...testsOf('packages/elements').filter(isUnit),
];
const server = testsOf('reference-server');
/**
 * On PGlite, which the proofs, the elements, Storybook and the demo run on anyway, only what is about the database itself;
 * the rest of the server's behaviour is tested where firms run it. Everything, where no PostgreSQL can be had.
 */
const onPglite = hasPostgres()
  ? server.filter((file) => /^reference-server\/src\/(?:audit|database|session)\//.test(file))
  : server;
const inBrowser = testsOf('packages/elements', 'stories').filter((file) => !isUnit(file));
const builtStories = testsOf('stories').filter(isUnit);
/** Kills a server again and again, and so wants the machine for itself. */
const kill = testsOf('proofs').filter((file) => /\/kill[^/]*\.test\.ts$/.test(file));
/** Says more where the database keeps firms apart too; its tens of thousands of calls are also faster there than on PGlite. */
const matrix = testsOf('proofs').filter((file) => file.endsWith('authorisation-matrix.test.ts'));
const proofs = testsOf('proofs').filter((file) => !kill.includes(file) && !(hasPostgres() && matrix.includes(file)));
const endToEnd = filesBelow('e2e', '.spec.ts');

/** The stages that have something to run. */
export const stages: readonly Stage[] = [
  { name: 'typecheck', command: run('typescript/bin/tsc', '--build'), read: asOneCheck },
  { name: 'lint', command: run('eslint/bin/eslint.js', '.', '--max-warnings', '0'), read: asOneCheck },
  { name: 'format', command: run('prettier/bin/prettier.cjs', '--check', '.'), read: asOneCheck },
  { name: 'boundaries', command: tool('boundaries'), read: asOneCheck },
  { name: 'build', command: tool('build'), read: asOneCheck, after: ['typecheck'] },
  ...only(unit, { name: 'unit', command: suite(unit), read: nodeTest, after: ['build'] }),
  ...only(server, { name: 'server', command: tool('bundled-tests', 'server', ...onPglite), read: nodeTest }),
  ...only(server, {
    name: 'server-postgres',
    command: tool('postgres', ...tool('bundled-tests', 'server-postgres', ...server)),
    read: nodeTest,
  }),
  ...only(inBrowser, {
    name: 'elements',
    command: tool('element-tests'),
    read: ourLine,
  }),
  ...only(inBrowser, { name: 'manifest', command: tool('manifest', '--check'), read: asOneCheck, after: ['build'] }),
  ...only(builtStories, { name: 'storybook', command: suite(builtStories), read: nodeTest, after: ['build'] }),
  ...only(proofs, { name: 'proofs', command: suite(proofs), read: nodeTest, after: ['build'] }),
  ...only(matrix, { name: 'proofs-postgres', command: tool('postgres', ...suite(matrix)), read: nodeTest }),
  ...only(kill, { name: 'kill', command: suite(kill), read: nodeTest, alone: true }),
  ...only(endToEnd, {
    name: 'e2e',
    command: run('@playwright/test/cli.js', 'test'),
    read: playwright,
    after: ['build'],
    alone: true,
  }),
  ...only(inBrowser, { name: 'size', command: tool('size'), read: asOneCheck, after: ['build'] }),
];

function only(condition: readonly string[] | boolean, stage: Stage): Stage[] {
  return (Array.isArray(condition) ? condition.length > 0 : condition) ? [stage] : [];
}
