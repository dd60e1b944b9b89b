/**
 * Writes what Storybook serves beside its pages: the database that the portal in a page starts from, and what the elements'
 * sources say about themselves. To be run before Storybook starts or is built.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseTemplate } from '@portico/testing';
import { cacheFolder, root, writeManifest } from '@portico/tools';

const folder = join(cacheFolder, 'storybook');
mkdirSync(folder, { recursive: true });
const [template] = await Promise.all([databaseTemplate(), writeManifest()]);
writeFileSync(join(folder, 'database-template.tar'), template);
copyFileSync(join(root, 'packages/elements/dist/custom-elements.json'), join(folder, 'custom-elements.json'));
