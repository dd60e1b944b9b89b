export { type FakeCamera, type Scene, useCamera, useNoCamera } from './page/camera.js';
export { type Downloads, watchDownloads } from './page/downloads.js';
export { aPdf, aPdfOf, aPicture, type PictureOptions } from './page/files.js';
export { show, type Shown } from './page/fixture.js';
export { appears, choose, drop, find, findAll, press, reads, type, until, words } from './page/hands.js';
export type { Network } from './page/network.js';
export { createPagePortal, type PagePortal, type PagePortalOptions } from './page/page-portal.js';
export { PASSWORD, type ScenarioName } from './page/scenarios.js';
export type { Trouble } from './page/troubles.js';
