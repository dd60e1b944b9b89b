/** A HEIC where the browser can open one. Chromium cannot, so it is given a decoder; in a page of its own, before any worker runs. */
import { appears, choose, createPagePortal, findAll, reads, show } from '@portico/testing/page';
import { expect } from 'chai';
import '../define/portal-checklist.js';
import '../define/portal-provider.js';

describe('a HEIC that the browser can open', () => {
  it('becomes a JPEG, without what was noted beside it', async () => {
    const decode = globalThis.createImageBitmap.bind(globalThis);
    const { Worker: RealWorker } = globalThis;
    const canvas = new OffscreenCanvas(1200, 900);
    const drawing = canvas.getContext('2d');
    drawing?.fillRect(0, 0, 100, 100);
    const jpeg = await canvas.convertToBlob({ type: 'image/jpeg' });
    const stub = (source: ImageBitmapSource) =>
      decode(source instanceof File && source.name.endsWith('.heic') ? jpeg : source);
    // Without a worker the work is done on the page, where the browser can be given what it has not.
    Object.assign(globalThis, { createImageBitmap: stub, Worker: undefined });
    try {
      const portal = await createPagePortal({ scenario: 'beginning' });
      const { place } = show(portal, '<portal-checklist></portal-checklist>');
      (await appears(place, '[data-start]')).click();
      await appears(place, '[data-choose]');
      const [field] = findAll<HTMLInputElement>(place, '[data-choose] + input[type=file]');
      choose(field!, new File([new Uint8Array(200)], 'IMG_1.heic', { type: 'image/heic' }));
      await reads(place, 'We made a JPEG of it');
      await reads(place, 'IMG_1.jpg');
      const picture = await appears<HTMLImageElement>(place, '.staged img');
      await picture.decode();
      expect(picture.naturalWidth).to.equal(1200);
    } finally {
      Object.assign(globalThis, { createImageBitmap: decode, Worker: RealWorker });
    }
  });
});
