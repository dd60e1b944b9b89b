/** All about files from choosing them to their arrival, and the pictures of those that came back. Whoever only reads does without. */
export { withoutAsides } from '../quality/jpeg.js';
export { ReturnedPictures } from './returned-pictures.js';
export { Sending } from './sending.js';
export { preview } from './staged-view.js';
export { strays } from './stray-view.js';
export { styles } from './under-way.styles.js';
export { uploadTotal } from './upload-total.js';
export { uploads } from './upload-view.js';
