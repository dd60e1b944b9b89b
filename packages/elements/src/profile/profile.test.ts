import {
  appears,
  createPagePortal,
  type PagePortal,
  PASSWORD,
  press,
  reads,
  show,
  type,
  until,
  words,
} from '@portico/testing/page';
import { expect } from 'chai';
import '../define/portal-profile.js';
import '../define/portal-provider.js';
import type { PortalAccountChangedEvent } from './profile.events.js';
import type { PortalProfile } from './profile.js';

const PROFILE = '<portal-profile></portal-profile>';

async function signedIn(): Promise<PagePortal> {
  const portal = await createPagePortal({ scenario: 'passwords' });
  await portal.client.signIn.withPassword({ email: portal.contact.email, password: PASSWORD });
  return portal;
}

describe('portal-profile', () => {
  it('shows who is there, and this device alone', async () => {
    const { place } = show(await signedIn(), PROFILE);
    await reads(place, 'Maria Santos');
    await reads(place, 'maria.santos@example.com');
    await reads(place, 'This device');
    await reads(place, 'You are signed in on this device alone.');
  });

  it('changes the password, says what is wrong at its field, and tells the page', async () => {
    const portal = await signedIn();
    const { place, said } = show(portal, PROFILE);
    const changed: string[] = [];
    place.addEventListener('portal-account-changed', ({ what }: PortalAccountChangedEvent) => changed.push(what));
    await press(place, 'Change password');
    const current = await appears<HTMLInputElement>(place, 'input[autocomplete=current-password]');
    const next = await appears<HTMLInputElement>(place, 'input[autocomplete=new-password]');
    expect(document.activeElement).to.equal(current);
    type(current, 'seven red umbrellas');
    type(next, 'four quiet paper boats');
    await press(place, 'Save the new password');
    await reads(place, 'This is not right. Check it and try again.');
    expect(current.getAttribute('aria-invalid')).to.equal('true');
    type(current, PASSWORD);
    type(next, 'short');
    await press(place, 'Save the new password');
    await reads(place, 'This is too short.');
    type(next, 'four quiet paper boats');
    await press(place, 'Save the new password');
    await until('the news', () => said.includes('Your new password is saved. Other devices are signed out.'));
    expect(changed).to.deep.equal(['password']);
    expect(words(place)).not.to.include('Save the new password');
  });

  it('signs the other devices out', async () => {
    const portal = await signedIn();
    await portal.elsewhere(PASSWORD);
    const { place } = show(portal, PROFILE);
    await press(place, 'Sign out all other devices');
    await reads(place, 'You are signed in on this device alone.');
  });

  it('keeps of what the person wants to be told, and takes it back where that did not work', async () => {
    const portal = await signedIn();
    const { place, said } = show(portal, PROFILE);
    const box = await appears<HTMLInputElement>(place, '[part=notifications] input');
    expect(box.checked).to.equal(true);
    box.click();
    await until('the news', () => said.includes('Saved.'));
    expect((await portal.client.profile.get()).notifications.newRequests).to.equal(false);
    portal.network.offline = true;
    const again = await appears<HTMLInputElement>(place, '[part=notifications] input');
    again.click();
    await reads(place, 'We cannot reach the server.');
    expect(again.checked).to.equal(false);
  });

  it('tells what was done with the account, page by page', async () => {
    const portal = await signedIn();
    const { place } = show(portal, PROFILE);
    await press(place, 'Show it');
    await reads(place, 'Signed in');
    expect(words(place)).to.include('You ·');
  });

  it('takes a number once the code of its text message is typed, with which the person signs in from then on', async () => {
    const portal = await createPagePortal({ scenario: 'everyWay' });
    await portal.client.signIn.withPassword({ email: portal.contact.email, password: PASSWORD });
    const { place, said } = show(portal, PROFILE);
    await press(place, 'Add a number');
    type(await appears<HTMLInputElement>(place, 'input[type=tel]'), '+1 555 010 0142');
    await press(place, 'Text me a code');
    const text = async () => (await portal.mails.mailTo('+15550100142')).code ?? '';
    type(await appears<HTMLInputElement>(place, '.portal-code'), await text());
    await until('the news', () => said.includes('Your number is saved.'));
    await reads(place, '+15550100142');

    await portal.client.session.signOut();
    portal.mails.clear();
    await press(place, 'Text me a code instead');
    type(await appears<HTMLInputElement>(place, 'input[type=tel]'), '001 555 0100142');
    await press(place, 'Text me a code');
    await reads(place, 'Look at your phone');
    type(await appears<HTMLInputElement>(place, '.portal-code'), await text());
    await reads(place, '+15550100142');
  });

  it('changes the address once both the old and the new one have said yes by their links', async () => {
    const portal = await signedIn();
    const { place, said } = show(portal, PROFILE);
    await press(place, 'Change e-mail address');
    type(await appears<HTMLInputElement>(place, 'input[name=email]'), 'ms@example.com');
    portal.mails.clear();
    await press(place, 'Go on');
    await until('the news', () => said.includes('We wrote to both addresses. Say yes in both messages.'));
    await reads(place, 'We wrote to maria.santos@example.com and to ms@example.com.');
    const links = [portal.contact.email, 'ms@example.com'].map((to) => portal.mails.mailTo(to));
    const [old, next] = (await Promise.all(links)).map(({ link }) => new URL(link ?? '').hash);
    for (const [hash, answer] of [
      [old, 'say yes in the message to your other address as well'],
      [next, 'Your new e-mail address is in use from now on.'],
    ]) {
      location.hash = hash ?? '';
      const { place: page } = show(portal, '<portal-sign-in></portal-sign-in>');
      await press(page, 'Yes, that was me');
      await reads(page, answer ?? '');
      expect(location.href).not.to.include('portal-email');
      await press(page, 'Continue');
      page.remove();
    }
    place.querySelector<PortalProfile>('portal-profile')?.reload();
    await until('the new address', () => !words(place).includes('maria.santos@example.com'));
    expect((await portal.client.profile.get()).email).to.equal('ms@example.com');
  });

  it('says at the field what is wrong with an address, and gives the focus back', async () => {
    const { place } = show(await signedIn(), PROFILE);
    await press(place, 'Change e-mail address');
    const field = await appears<HTMLInputElement>(place, 'input[name=email]');
    expect(document.activeElement).to.equal(field);
    type(field, 'maria');
    await press(place, 'Go on');
    await reads(place, 'Enter an e-mail address like name@example.com.');
    expect(field.getAttribute('aria-invalid')).to.equal('true');
    await press(place, 'Not now');
    const button = await appears(place, '[data-open=email]');
    await until('the focus', () => place.querySelector('portal-profile')?.shadowRoot?.activeElement === button);
  });

  it('asks somebody to sign in who is not', async () => {
    const { place } = show(await createPagePortal({ scenario: 'passwords' }), PROFILE);
    await appears(place, 'input[autocomplete=username]');
  });

  it('changes nothing in a preview, and says why', async () => {
    const { place } = show(await createPagePortal({ scenario: 'previewed' }), PROFILE);
    await reads(place, 'This is a preview. Nothing can be changed here.');
    await until('the sign-outs to be off', () => place.querySelector('portal-profile'));
    const changes = ':is(button, input):not([disabled])';
    const enabled = [...(place.querySelector('portal-profile')?.shadowRoot?.querySelectorAll(changes) ?? [])];
    expect(enabled.filter((one) => !one.closest('[part=activity]'))).to.have.length(0);
  });
});
