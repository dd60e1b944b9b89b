/** The help, from where something failed: what it says, who can reach it, and that it gives the focus back. */
import {
  aPdf,
  aPicture,
  appears,
  choose,
  createPagePortal,
  find,
  findAll,
  focused,
  press,
  reads,
  show,
  until,
  useNoCamera,
  words,
} from '@portico/testing/page';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../define/portal-checklist.js';
import '../define/portal-provider.js';

const CHECKLIST = '<portal-checklist></portal-checklist>';
const MIB = 1024 * 1024;

async function chooseFirst(place: Element, ...files: readonly File[]): Promise<void> {
  await press(place, 'Send this document');
  await appears(place, '[data-choose]');
  choose(findAll<HTMLInputElement>(place, '[data-choose] + input[type=file]')[0]!, ...files);
}

describe('the help', () => {
  it('opens at a refused file with the way on, the reason and the firm, by keyboard, and gives the focus back', async () => {
    const { place, said } = show(await createPagePortal({ scenario: 'beginning' }), CHECKLIST);
    await chooseFirst(place, aPdf('everything.pdf', 26 * MIB));
    await reads(place, '“everything.pdf” is larger than');
    expect(said.some((one) => one.startsWith('“everything.pdf” is larger than'))).to.equal(true);
    const button = await until('the way to the help', () => find(place, '[data-help]'));
    expect(button.getAttribute('aria-label')).to.contain('everything.pdf');
    button.focus();
    await sendKeys({ press: 'Enter' });
    const dialog = await appears<HTMLDialogElement>(place, 'dialog.help-dialog');
    await until('the focus at its top', () => focused()?.id === 'help-title');
    expect(words(dialog)).to.include('The file is too large').and.to.include('What you can do now');
    expect(words(dialog)).to.include('Take a photo of the paper').and.to.include('Why this happens');
    expect(find(dialog, 'a[href^="mailto:"]')).not.to.equal(undefined);
    await sendKeys({ press: 'Escape' });
    await until('the help to be gone', () => !find(place, 'dialog'));
    expect(focused()).to.equal(button);
  });

  it('explains an upload that failed, and the failure is still there to be tried again', async () => {
    const portal = await createPagePortal({ scenario: 'beginning' });
    const { place } = show(portal, CHECKLIST);
    await chooseFirst(place, await aPicture());
    portal.failure = 'disk-full';
    await press(place, 'Send 1 file');
    await press(place, 'What can I do? passport.jpg');
    await reads(place, 'That is on our side and not your fault.');
    await press(place, 'Close');
    portal.failure = 'none';
    await press(place, 'Try again: passport.jpg');
    await reads(place, 'Your turn: 7 documents');
  });

  it('explains why there is no camera, over the camera', async () => {
    const undo = useNoCamera('NotAllowedError');
    try {
      const { place } = show(await createPagePortal({ scenario: 'beginning' }), CHECKLIST);
      await press(place, 'Send this document');
      (await until('the camera’s button', () => findAll(place, '.button.camera')[0])).click();
      await appears(place, '.reason');
      await press(await appears(place, '.camera-dialog'), 'Help');
      await reads(place, 'The camera is not allowed here');
      await press(await appears(place, '.help-dialog'), 'Close');
      await until('the help to be gone', () => !find(place, '.help-dialog'));
      expect(find(place, '.camera-dialog')).not.to.equal(undefined);
    } finally {
      undo();
    }
  });

  it('answers what people ask most, from the foot, and follows a change of the language', async () => {
    const { place } = show(await createPagePortal({ scenario: 'beginning' }), CHECKLIST);
    await press(place, 'Help with sending');
    const dialog = await appears(place, 'dialog.help-dialog');
    for (const question of [
      'Why does my upload fail?',
      'My photo is too large',
      'I have no scanner',
      'The camera stays black',
      'What happens with my file?',
    ])
      await press(dialog, question);
    await reads(dialog, 'From a photo we take out the place where it was taken.');
    place.lang = 'ar';
    await reads(dialog, 'ليس لدي ماسح ضوئي');
    expect(dialog.dir).to.equal('rtl');
  });

  it('says that a copy did not load, and what can be done', async () => {
    const portal = await createPagePortal({ scenario: 'withYourLawyer' });
    const { place } = show(portal, CHECKLIST);
    (await appears(place, '[data-open]')).click();
    await appears(place, '[data-panel] .inside');
    portal.network.offline = true;
    try {
      await press(place, 'Download');
      await reads(place, 'did not load. Check your connection, then try again.');
    } finally {
      portal.network.offline = false;
    }
  });
});
