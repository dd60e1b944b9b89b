/** The camera as a person meets it: on a checklist, with what the browser's fake camera or a drawn one shows. */
import {
  aPicture,
  appears,
  choose,
  createPagePortal,
  type FakeCamera,
  find,
  findAll,
  focused,
  press,
  reads,
  type Scene,
  show,
  until,
  useCamera,
  useNoCamera,
  words,
} from '@portico/testing/page';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../define/portal-checklist.js';
import '../define/portal-provider.js';

let undo: (() => void)[] = [];
afterEach(() => {
  for (const each of undo) each();
  undo = [];
});

function camera(scene: Scene = 'good', torch = false): FakeCamera {
  const made = useCamera(scene, torch);
  undo.push(made.remove);
  return made;
}

/** Opens the camera of the first request. */
async function open(language = 'en') {
  const portal = await createPagePortal({ scenario: 'beginning' });
  const shown = show(portal, '<portal-checklist></portal-checklist>', language);
  const { place } = shown;
  (await appears(place, '[data-start]')).click();
  const button = await appears(place, '.button.camera');
  button.focus();
  button.click();
  const dialog = await appears<HTMLDialogElement>(place, 'dialog');
  return { portal, ...shown, dialog, button };
}

async function shoot(dialog: Element): Promise<void> {
  (await until('the shutter', () => find(dialog, '.shutter:not([disabled])'))).click();
  await appears(dialog, '.zoom img');
}

async function pixelsOf(picture: Blob): Promise<ImageData> {
  const bitmap = await createImageBitmap(picture, { resizeWidth: 64, resizeHeight: 48 });
  const drawing = new OffscreenCanvas(64, 48).getContext('2d');
  drawing?.drawImage(bitmap, 0, 0);
  return drawing!.getImageData(0, 0, 64, 48);
}

const statusOf = (dialog: Element): string => words(findAll(dialog, '[role=status]')[0]!);
const ended = ({ tracks }: FakeCamera) => tracks.length > 0 && tracks.every(({ readyState }) => readyState === 'ended');

describe('the camera', () => {
  it('works with the browser’s own camera: a picture is taken, kept, and ready to be sent', async () => {
    const { place, dialog } = await open();
    await shoot(dialog);
    await press(dialog, /^Use (this picture|it anyway)/);
    await reads(dialog, '1 page');
    await press(dialog, 'Use 1 page');
    await reads(place, 'Ready to send: 1 file');
    await reads(place, 'Passport, photo page.jpg');
    expect(find(place, 'dialog')).to.equal(undefined);
    expect(focused()?.matches('[data-send]')).to.equal(true);
  });

  it('asks for the camera at the back, without sound, and shows it muted in the page and not mirrored', async () => {
    const fake = camera();
    const { dialog } = await open();
    const video = await appears<HTMLVideoElement>(dialog, 'video');
    const { muted, playsInline } = video;
    const { transform } = getComputedStyle(video);
    await shoot(dialog);
    expect(fake.asked[0]?.audio).to.equal(false);
    expect(JSON.stringify(fake.asked[0]?.video)).to.contain('{"ideal":"environment"}');
    expect([muted, playsInline, transform]).to.deep.equal([true, true, 'none']);
    const picture = await appears<HTMLImageElement>(dialog, '.zoom img');
    const { data } = await pixelsOf(await (await fetch(picture.src)).blob());
    const brightness = (x: number, y: number) => data[4 * (64 * y + x)] ?? 0;
    // The portrait is on the left, as on the passport.
    expect(brightness(10, 20)).to.be.lessThan(160);
    expect(brightness(54, 20)).to.be.greaterThan(160);
  });

  for (const [scene, text] of [
    ['good', 'That looks good'],
    ['dark', 'More light'],
    ['far', 'Closer'],
    ['blurred', 'Hold still'],
    ['glaring', 'A light shines on it'],
    ['cut', 'Further away'],
    ['askew', 'Turn it straight'],
  ] as const) {
    it(`says what to do in a status region when the picture is ${scene}`, async () => {
      camera(scene);
      const { dialog } = await open();
      await until(
        () => `${text} in ${statusOf(dialog)}`,
        () => statusOf(dialog).startsWith(text),
      );
    });
  }

  it('says the next thing when that changes, each once', async () => {
    const fake = camera('dark');
    const { dialog, said } = await open();
    await until('more light', () => statusOf(dialog).startsWith('More light'));
    fake.scene = 'good';
    await until('good', () => statusOf(dialog).startsWith('That looks good'));
    expect(said.filter((text) => text.startsWith('More light')).length).to.be.lessThan(2);
  });

  it('has a light to switch where the camera has one', async () => {
    const fake = camera('dark', true);
    const { dialog } = await open();
    await press(dialog, 'Light on');
    await reads(dialog, 'Light off');
    expect(fake.lit).to.equal(true);
  });

  it('begins with the outline of what is asked for, which can be changed', async () => {
    camera();
    const { dialog } = await open();
    const select = await appears<HTMLSelectElement>(dialog, 'select');
    await appears(dialog, '.outline');
    expect([select.value, findAll(dialog, '.outline path').length]).to.deep.equal(['passport', 3]);
    select.value = 'a4';
    select.dispatchEvent(new Event('change'));
    await until('the sheet’s outline', () => findAll(dialog, '.outline path').length === 2);
  });

  it('says what is wrong with a picture, and lets it be used anyway or taken again', async () => {
    const fake = camera('dark');
    const { dialog } = await open();
    await shoot(dialog);
    await reads(dialog, 'It is too dark');
    await appears(dialog, '[data-lead]');
    await reads(dialog, 'Use it anyway');
    expect(ended(fake)).to.equal(true);
    fake.scene = 'good';
    await press(dialog, 'Take it again');
    await shoot(dialog);
    await reads(dialog, 'We noticed nothing wrong with it');
  });

  it('shows a picture larger, and it can be moved by keyboard', async () => {
    camera();
    const { dialog } = await open();
    await shoot(dialog);
    const box = await appears(dialog, '.zoom');
    for (let times = 0; times < 3; times += 1) await press(dialog, 'Larger');
    await until('the picture to be larger than its box', () => box.scrollWidth > box.clientWidth * 2);
    box.focus();
    await sendKeys({ press: 'ArrowRight' });
    await until('it to move', () => box.scrollLeft > 0);
  });

  it('makes several pages one PDF', async () => {
    camera();
    const { place, dialog } = await open();
    await shoot(dialog);
    await press(dialog, 'Use this picture');
    await press(dialog, 'Add a page');
    await shoot(dialog);
    await press(dialog, 'Use this picture');
    await reads(dialog, '2 pages');
    await press(dialog, 'Add a page');
    await shoot(dialog);
    await press(dialog, 'Use this picture');
    await press(dialog, 'Remove page 2');
    await press(dialog, 'Use 2 pages');
    await reads(place, 'Passport, photo page.pdf');
    await reads(place, 'Ready to send: 1 file');
  });

  it('straightens a page by keyboard alone', async () => {
    camera('askew');
    const { dialog, said } = await open();
    await shoot(dialog);
    await reads(dialog, 'It lies askew');
    await press(dialog, 'Straighten');
    const corner = await appears(dialog, '.corner');
    await until('the first corner to have the focus', () => focused() === corner);
    const before = corner.style.getPropertyValue('--x');
    await sendKeys({ press: 'ArrowLeft' });
    await sendKeys({ press: 'Shift+ArrowUp' });
    await until('the corner to move', () => corner.style.getPropertyValue('--x') !== before);
    await until('its place to be said', () => said.some((text) => text.includes(' percent from the left')));
    const { width, height } = corner.getBoundingClientRect();
    expect([width, height]).to.deep.equal([44, 44]);
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'Shift+ArrowDown' });
    await press(dialog, 'Straighten the page');
    await until('a straight picture', () => !find(dialog, '.corner') && find(dialog, '.zoom img'));
    const picture = await appears<HTMLImageElement>(dialog, '.zoom img');
    await picture.decode();
    expect(picture.naturalWidth / picture.naturalHeight).to.be.closeTo(1120 / 790, 0.08);
    await reads(dialog, 'Use');
    expect(words(dialog)).not.to.contain('It lies askew');
  });

  it('moves corners by pointer, and refuses a page that folds', async () => {
    camera();
    const { dialog } = await open();
    await shoot(dialog);
    await press(dialog, 'Straighten');
    const corner = await appears(dialog, '.corner');
    corner.setPointerCapture = () => undefined;
    corner.hasPointerCapture = () => true;
    const box = corner.parentElement!.getBoundingClientRect();
    const at = { clientX: box.left + box.width * 0.95, clientY: box.top + box.height * 0.95, pointerId: 1 };
    corner.dispatchEvent(new PointerEvent('pointerdown', at));
    corner.dispatchEvent(new PointerEvent('pointermove', at));
    await until('the corner to be there', () => corner.style.getPropertyValue('--x').startsWith('95'));
    await press(dialog, 'Straighten the page');
    await reads(dialog, 'The corners cross each other');
    await press(dialog, 'Leave it as it is');
    await appears(dialog, '.zoom img');
  });

  for (const [error, text] of [
    ['NotAllowedError', 'that was refused in your browser'],
    ['NotFoundError', 'We found no camera'],
    ['NotReadableError', 'Another program is using the camera'],
    ['SecurityError', 'does not let us use the camera'],
  ] as const) {
    it(`says why there is no picture (${error}), and takes one from the device’s picker`, async () => {
      undo.push(useNoCamera(error));
      const portal = await createPagePortal({ scenario: 'beginning' });
      const { place } = show(portal, '<portal-checklist></portal-checklist>');
      (await appears(place, '[data-start]')).click();
      const button = await until('the button', () => findAll(place, '.button.camera')[0]);
      button.click();
      const dialog = await appears(place, 'dialog');
      await reads(dialog, text);
      const fields = findAll<HTMLInputElement>(dialog, 'input[type=file]');
      expect(fields.map((field) => field.getAttribute('capture'))).to.deep.equal(['environment', null]);
      expect(focused()?.textContent.trim()).to.equal('Use the device’s own camera');
      choose(fields[0]!, await aPicture({ name: 'from-device.jpg' }));
      await reads(place, 'Ready to send: 1 file');
      await reads(place, 'from-device.jpg');
    });
  }

  it('knows a page that is not allowed to use a camera before asking for one', async () => {
    const fake = camera();
    Object.defineProperty(document, 'featurePolicy', { configurable: true, value: { allowsFeature: () => false } });
    undo.push(() => Reflect.deleteProperty(document, 'featurePolicy'));
    const { dialog } = await open();
    await reads(dialog, 'does not let us use the camera');
    expect(fake.asked).to.deep.equal([]);
  });

  it('can be asked again after a refusal', async () => {
    const refuse = useNoCamera('NotAllowedError');
    undo.push(refuse);
    const { dialog } = await open();
    await reads(dialog, 'refused');
    refuse();
    camera();
    await press(dialog, 'Try again');
    await until('the shutter', () => find(dialog, '.shutter:not([disabled])'));
  });

  it('closes by Escape, turns the camera off, and gives the focus back', async () => {
    const fake = camera();
    const { place, dialog, button } = await open();
    await until('the shutter', () => find(dialog, '.shutter:not([disabled])'));
    await sendKeys({ press: 'Escape' });
    await until('the dialog to go', () => !find(place, 'dialog'));
    await until('the camera to be off', () => ended(fake));
    expect(focused()).to.equal(button);
    expect(words(place)).not.to.contain('Ready to send');
  });

  it('is off while nobody can see the page, and when the element goes', async () => {
    const fake = camera();
    const { place, dialog } = await open();
    await until('the shutter', () => find(dialog, '.shutter:not([disabled])'));
    let hidden = true;
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    undo.push(() => Reflect.deleteProperty(document, 'hidden'));
    document.dispatchEvent(new Event('visibilitychange'));
    expect(ended(fake)).to.equal(true);
    hidden = false;
    document.dispatchEvent(new Event('visibilitychange'));
    await until('the camera to be on again', () => !ended(fake));
    place.remove();
    await until('the camera to be off', () => ended(fake));
  });

  for (const language of ['en', 'ar']) {
    it(`reaches everything by keyboard and keeps the focus inside, in ${language}`, async () => {
      camera();
      const { dialog } = await open(language);
      await until('the shutter', () => find(dialog, '.shutter:not([disabled])'));
      expect([dialog.lang, dialog.dir]).to.deep.equal([language, language === 'ar' ? 'rtl' : 'ltr']);
      const controls = findAll(dialog, 'button, select').filter((each) => each.checkVisibility());
      expect(controls.length).to.equal(5);
      const way = new Set<Element | null>();
      for (let steps = 0; steps < controls.length + 3; steps += 1) {
        await sendKeys({ press: 'Tab' });
        way.add(focused());
      }
      for (const control of controls) expect(way.has(control), control.outerHTML).to.equal(true);
      const outside = [...way].filter((each) => each && each !== document.body && !dialog.contains(each));
      expect(outside).to.deep.equal([]);
    });
  }
});
