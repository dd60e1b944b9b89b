export { type Browser, findBrowser } from './browser.js';
export { build } from './build.js';
export { type BuiltStorybook, openStorybook } from './built-storybook.js';
export { writeManifest } from './manifest.js';
export { cacheFolder, isMain, root } from './workspace.js';
