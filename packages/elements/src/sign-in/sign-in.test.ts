import {
  appears,
  createPagePortal,
  find,
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
import '../define/portal-provider.js';
import '../define/portal-sign-in.js';
import type { PortalSignedInEvent } from './sign-in.events.js';

const SIGN_IN = '<portal-sign-in></portal-sign-in>';

async function askForCode(portal: PagePortal, place: Element): Promise<string> {
  portal.mails.clear();
  type(await appears<HTMLInputElement>(place, 'input[type=email]'), portal.contact.email);
  await press(place, 'Send me a code');
  await appears(place, '.portal-code');
  return (await portal.mails.mailTo(portal.contact.email)).code ?? '';
}

async function tryPassword(portal: PagePortal, place: Element, password: string): Promise<void> {
  type(await appears<HTMLInputElement>(place, 'input[type=email]'), portal.contact.email);
  type(await appears<HTMLInputElement>(place, 'input[autocomplete=current-password]'), password);
  await press(place, 'Sign in');
}

describe('portal-sign-in', () => {
  it('signs in by the code of the mail, and says who is there', async () => {
    const portal = await createPagePortal({ scenario: 'visitor' });
    const { place, said } = show(portal, SIGN_IN);
    const events: string[] = [];
    place.addEventListener('portal-signed-in', (event: PortalSignedInEvent) => events.push(event.contactId));
    const code = await askForCode(portal, place);
    type(await appears<HTMLInputElement>(place, '.portal-code'), code);
    await reads(place, 'Signed in as Maria Santos');
    expect(events).to.deep.equal([portal.contact.id]);
    await until('the news', () => said.includes('You are signed in.'));
    expect(portal.client.session.current?.contact.id).to.equal(portal.contact.id);
  });

  it('takes a code with spaces and in Arabic digits', async () => {
    const portal = await createPagePortal({ scenario: 'visitor' });
    const { place } = show(portal, SIGN_IN);
    const code = await askForCode(portal, place);
    const arabic = code.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
    type(await appears<HTMLInputElement>(place, '.portal-code'), `${arabic.slice(0, 3)} ${arabic.slice(3)}`);
    await reads(place, 'Signed in as Maria Santos');
  });

  it('says that a code is wrong, and takes the right one after that', async () => {
    const portal = await createPagePortal({ scenario: 'visitor' });
    const { place } = show(portal, SIGN_IN);
    const code = await askForCode(portal, place);
    const field = await appears<HTMLInputElement>(place, '.portal-code');
    type(field, String((Number(code) + 1) % 1_000_000).padStart(6, '0'));
    await reads(place, 'This is not the code we sent. Check it and try again.');
    expect(field.getAttribute('aria-invalid')).to.equal('true');
    expect(document.activeElement).to.equal(field);
    type(field, code);
    await reads(place, 'Signed in as Maria Santos');
  });

  it('answers an unknown address like a known one', async () => {
    const portal = await createPagePortal({ scenario: 'visitor' });
    const { place } = show(portal, SIGN_IN);
    type(await appears<HTMLInputElement>(place, 'input[type=email]'), 'nobody@example.com');
    await press(place, 'Send me a code');
    await reads(place, 'If nobody@example.com is registered with us, a message with a six-digit code is on its way.');
  });

  it('keeps what is being typed when the language changes', async () => {
    const portal = await createPagePortal({ scenario: 'visitor' });
    const { place } = show(portal, SIGN_IN);
    const field = await appears<HTMLInputElement>(place, 'input[type=email]');
    type(field, 'maria.san');
    place.lang = 'es';
    await until('Spanish', () => !document.body.textContent.includes('E-mail address'));
    expect(find(place, 'input[type=email]')).to.equal(field);
    expect(field.value).to.equal('maria.san');
    expect(document.activeElement).to.equal(field);
  });

  it('is offline without losing what was typed', async () => {
    const portal = await createPagePortal({ scenario: 'visitor' });
    const { place } = show(portal, SIGN_IN);
    const field = await appears<HTMLInputElement>(place, 'input[type=email]');
    portal.failure = 'offline';
    type(field, portal.contact.email);
    await press(place, 'Send me a code');
    await reads(place, 'We cannot reach the server. Check your connection and try again.');
    expect(field.value).to.equal(portal.contact.email);
    portal.failure = 'none';
    await press(place, 'Send me a code');
    await appears(place, '.portal-code');
  });

  it('takes the token out of the address at once, and acts only when the button is pressed', async () => {
    const portal = await createPagePortal({ scenario: 'visitor' });
    location.hash = await portal.mailLink();
    const { place } = show(portal, SIGN_IN);
    await reads(place, 'Your sign-in link is ready. Press the button to go on.');
    expect(location.href).not.to.include('portal-link');
    expect(portal.client.session.current).to.equal(undefined);
    await press(place, 'Continue');
    await reads(place, 'Signed in as Maria Santos');
  });

  it('leads to the address when a link was used before', async () => {
    const portal = await createPagePortal({ scenario: 'visitor' });
    const link = await portal.mailLink();
    await portal.useLink(link);
    location.hash = link;
    const { place } = show(portal, SIGN_IN);
    await press(place, 'Continue');
    await reads(place, 'This link was used before or is too old. We can send you a new one.');
    const code = await askForCode(portal, place);
    type(await appears<HTMLInputElement>(place, '.portal-code'), code);
    await reads(place, 'Signed in as Maria Santos');
  });

  it('has inputs that a password manager and code autofill find', async () => {
    const portal = await createPagePortal({ scenario: 'visitor' });
    const { place } = show(portal, SIGN_IN);
    await askForCode(portal, place);
    const code = document.querySelector<HTMLInputElement>('input[autocomplete=one-time-code]');
    expect(code?.form).to.be.instanceOf(HTMLFormElement);
    expect(code?.labels?.[0]?.textContent.trim()).to.equal('Six-digit code');
  });

  it('signs in by a password, in fields that a password manager knows', async () => {
    const portal = await createPagePortal({ scenario: 'passwords' });
    const { place, said } = show(portal, SIGN_IN);
    const name = await appears<HTMLInputElement>(place, 'input[autocomplete=username]');
    const password = await appears<HTMLInputElement>(place, 'input[autocomplete=current-password]');
    expect(name.form).to.equal(password.form);
    expect(document.querySelectorAll('input[autocomplete]')).to.have.length(2);
    type(name, portal.contact.email);
    type(password, PASSWORD);
    await press(place, 'Show password');
    await until('the password to be shown', () => password.type === 'text');
    await press(place, 'Sign in');
    await reads(place, 'Signed in as Maria Santos');
    expect(password.type).to.equal('password');
    await until('the news', () => said.includes('You are signed in.'));
  });

  it('keeps the button off what is typed, in a language that runs the other way too', async () => {
    const portal = await createPagePortal({ scenario: 'passwords' });
    const { place } = show(portal, SIGN_IN);
    place.lang = 'ar';
    place.dir = 'rtl';
    const password = await appears<HTMLInputElement>(place, 'input[autocomplete=current-password]');
    const button = await appears(place, '.portal-secret button');
    await until('Arabic', () => button.textContent.includes('إظهار'));
    // Passwords run from left to right, so the room for the button is at their right.
    expect(getComputedStyle(password).direction).to.equal('ltr');
    const room = password.getBoundingClientRect().right - parseFloat(getComputedStyle(password).paddingRight);
    expect(button.getBoundingClientRect().left).to.be.at.least(room);
  });

  it('says that address and password do not fit, at the field, and keeps the address', async () => {
    const portal = await createPagePortal({ scenario: 'passwords' });
    const { place, said } = show(portal, SIGN_IN);
    await tryPassword(portal, place, 'seven red umbrellas');
    await reads(place, 'E-mail address and password do not fit together.');
    const password = await appears<HTMLInputElement>(place, 'input[autocomplete=current-password]');
    expect(password.getAttribute('aria-invalid')).to.equal('true');
    const described = (password.getAttribute('aria-describedby') ?? '').split(' ')[0] ?? '';
    expect(document.getElementById(described)?.textContent).to.include('do not fit together');
    expect(document.activeElement).to.equal(password);
    await until('the news', () => said.some((one) => one.startsWith('E-mail address and password do not fit')));
    expect((await appears<HTMLInputElement>(place, 'input[type=email]')).value).to.equal(portal.contact.email);
  });

  it('sends a code instead, to the address that was typed', async () => {
    const portal = await createPagePortal({ scenario: 'passwords' });
    const { place } = show(portal, SIGN_IN);
    portal.mails.clear();
    type(await appears<HTMLInputElement>(place, 'input[type=email]'), portal.contact.email);
    await press(place, 'Send me a code instead');
    const field = await appears<HTMLInputElement>(place, '.portal-code');
    type(field, (await portal.mails.mailTo(portal.contact.email)).code ?? '');
    await reads(place, 'Signed in as Maria Santos');
  });

  it('offers no message where the firm has passwords alone', async () => {
    const { place } = show(await createPagePortal({ scenario: 'passwordOnly' }), SIGN_IN);
    await reads(place, 'Forgot your password?');
    expect(words(place)).not.to.include('instead');
  });

  it('leads from a forgotten password to a new one', async () => {
    const portal = await createPagePortal({ scenario: 'passwords' });
    const { place } = show(portal, SIGN_IN);
    type(await appears<HTMLInputElement>(place, 'input[type=email]'), portal.contact.email);
    await press(place, 'Forgot your password?');
    await reads(place, 'We send you a link with which you set a new password.');
    expect((await appears<HTMLInputElement>(place, 'input[type=email]')).value).to.equal(portal.contact.email);
    portal.mails.clear();
    await press(place, 'Send me a link');
    await reads(place, `If ${portal.contact.email} is registered with us, a message with a link is on its way.`);
    const { link } = await portal.mails.mailTo(portal.contact.email);
    location.hash = new URL(link ?? '').hash;
    const again = show(portal, SIGN_IN).place;
    const field = await appears<HTMLInputElement>(again, 'input[autocomplete=new-password]');
    expect(location.href).not.to.include('portal-password');
    expect(words(again)).to.include('At least 12 characters');
    type(field, 'short');
    await press(again, 'Save and sign in');
    await reads(again, 'This is too short.');
    type(field, 'maria.santos@example.com');
    await press(again, 'Save and sign in');
    await reads(again, 'This is made of your name or your address');
    type(field, 'four quiet paper boats');
    await press(again, 'Save and sign in');
    await reads(again, 'Signed in as Maria Santos');
    await press(again, 'Sign out');
    await tryPassword(portal, again, 'four quiet paper boats');
    await reads(again, 'Signed in as Maria Santos');
  });

  it('leads to a new link where one for a password was used before', async () => {
    const portal = await createPagePortal({ scenario: 'passwords' });
    location.hash = await portal.firmLink('password-link');
    await portal.setPassword('four quiet paper boats');
    const { place } = show(portal, SIGN_IN);
    type(await appears<HTMLInputElement>(place, 'input[autocomplete=new-password]'), PASSWORD);
    await press(place, 'Save and sign in');
    await reads(place, 'This link was used before or is too old. We can send you a new one.');
    await press(place, 'Back to sign in');
    await tryPassword(portal, place, 'four quiet paper boats');
    await reads(place, 'Signed in as Maria Santos');
  });

  it('lets somebody in by an invitation, with one press', async () => {
    const portal = await createPagePortal({ scenario: 'visitor' });
    location.hash = await portal.firmLink('invitation');
    const { place } = show(portal, SIGN_IN);
    await reads(place, 'Your own area is ready');
    expect(location.href).not.to.include('portal-invitation');
    await press(place, 'Open my area');
    await reads(place, 'Signed in as Maria Santos');
  });

  it('leads to the address where an invitation was used before', async () => {
    const portal = await createPagePortal({ scenario: 'visitor' });
    const used = await portal.firmLink('invitation');
    await portal.firmLink('invitation');
    location.hash = used;
    const { place } = show(portal, SIGN_IN);
    await press(place, 'Open my area');
    await reads(place, 'This link was used before or is too old.');
    await appears(place, 'input[type=email]');
  });

  it('asks for the password after a link, where the firm wants both', async () => {
    const portal = await createPagePortal({ scenario: 'passwordOnLinks' });
    location.hash = await portal.mailLink();
    const { place } = show(portal, SIGN_IN);
    await press(place, 'Continue');
    await reads(place, 'Your link is right. Enter your password as well');
    expect(portal.client.session.current).to.equal(undefined);
    const field = await appears<HTMLInputElement>(place, 'input[autocomplete=current-password]');
    type(field, 'seven red umbrellas');
    await press(place, 'Sign in');
    await reads(place, 'do not fit together');
    type(field, PASSWORD);
    await press(place, 'Sign in');
    await reads(place, 'Signed in as Maria Santos');
  });

  it('signs out', async () => {
    const portal = await createPagePortal({ scenario: 'empty' });
    const { place } = show(portal, SIGN_IN);
    await press(place, 'Sign out');
    await appears(place, 'input[type=email]');
    expect(portal.client.session.current).to.equal(undefined);
  });
});
