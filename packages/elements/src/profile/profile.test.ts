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
    let changed = 0;
    place.addEventListener('portal-password-changed', () => (changed += 1));
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
    expect(changed).to.equal(1);
    expect(words(place)).not.to.include('Save the new password');
  });

  it('signs the other devices out', async () => {
    const portal = await signedIn();
    await portal.elsewhere(PASSWORD);
    const { place } = show(portal, PROFILE);
    await press(place, 'Sign out all other devices');
    await reads(place, 'You are signed in on this device alone.');
  });

  it('asks somebody to sign in who is not', async () => {
    const { place } = show(await createPagePortal({ scenario: 'passwords' }), PROFILE);
    await appears(place, 'input[autocomplete=username]');
  });

  it('changes nothing in a preview, and says why', async () => {
    const { place } = show(await createPagePortal({ scenario: 'previewed' }), PROFILE);
    await reads(place, 'This is a preview. Nothing can be changed here.');
    await until('the sign-outs to be off', () => place.querySelector('portal-profile'));
    expect(
      place.querySelector('portal-profile')?.shadowRoot?.querySelectorAll('button:not([disabled])'),
    ).to.have.length(0);
  });
});
