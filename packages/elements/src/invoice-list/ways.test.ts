import {
  appears,
  createPagePortal,
  findAll,
  focused,
  offerAutopay,
  type PagePortal,
  PASSWORD,
  press,
  reads,
  said,
  show,
  type Shown,
  type as typeInto,
  until,
  useStripe,
  words,
} from '@portico/testing/page';
import { signInBy } from '@portico/contract';
import { expect } from 'chai';
import '../define/portal-invoice-list.js';
import '../define/portal-provider.js';

const LIST = '<portal-invoice-list></portal-invoice-list>';
const WORKS = 'Demo card ending in 0001';
const RUN_OUT = 'Demo card ending in 0003';
const BANK = 'Demo bank ending in 0004';

/** The list with its panel open. */
async function open(portal: PagePortal, language = 'en'): Promise<Shown & { readonly panel: HTMLElement }> {
  const shown = show(portal, LIST, language);
  (await appears(shown.place, '[data-panel=ways]')).click();
  const panel = await appears(shown.place, '[part=ways]');
  return { ...shown, panel };
}
const flip = async (place: Element): Promise<void> => {
  const toggle = await appears(place, '[role=switch]');
  toggle.focus();
  toggle.click();
};
const stands = (place: Element, on: boolean) => appears(place, `[role=switch][aria-checked=${on}]`);
/** What the mail says, once it is there; typed like this it is sent at once. */
async function proveByCode(portal: PagePortal, place: Element): Promise<void> {
  const field = await appears<HTMLInputElement>(place, 'input[name=proof]');
  const { code } = await portal.mails.mailTo(portal.contact.email);
  typeInto(field, code ?? '');
}

describe('the ways to pay in portal-invoice-list', () => {
  it('are listed with brand, last digits and how long they are good, in words', async () => {
    const portal = await createPagePortal({ scenario: 'billedKept' });
    const { panel } = await open(portal);
    await reads(panel, WORKS);
    expect(focused()?.id).to.equal('panel-title');
    const rows = findAll(panel, '.kept > li').map((one) => words(one));
    expect(rows[0]).to.include('Good until December 2099');
    expect(rows[1]).to.include(RUN_OUT);
    expect(rows[1]).to.include('Ran out in March 2024: it can pay no more');
    expect(rows[2]).to.include(BANK);
    expect(words(panel)).to.include('This is a demonstration: no money moves.');
    await press(panel, 'Close');
    await until('the focus', () => focused()?.dataset['panel'] === 'ways');
  });

  it('say that there is none, take the first, and bring the focus to it', async () => {
    const portal = await createPagePortal({ scenario: 'billedKeptNone' });
    const shown = await open(portal);
    await reads(shown.panel, 'You keep no card and no bank account here yet.');
    await reads(shown.panel, 'first add a card or a bank account');
    expect(findAll(shown.panel, '[role=switch]')).to.have.length(0);
    await press(shown.panel, 'Add a card');
    await reads(shown.panel, 'Nothing is charged now.');
    await until('the focus', () => focused()?.id === 'add-title');
    findAll<HTMLInputElement>(shown.panel, 'input[name=kept-card]')[3]?.click();
    await press(shown.panel, 'Save it');
    await said(shown, `${BANK} is saved.`);
    const [kept] = await portal.client.paymentMethods.list();
    await until('the focus', () => focused()?.id === kept?.id);
    await reads(shown.panel, BANK);
  });

  it('are removed after a question, with what that stops', async () => {
    const portal = await createPagePortal({ scenario: 'billedByItself' });
    const shown = await open(portal);
    await press(shown.panel, `Remove ${WORKS}`);
    await until('the focus', () => focused()?.id === 'remove-title');
    await reads(shown.panel, 'That stops with it');
    await press(shown.panel, 'Keep it');
    await until('the focus', () => focused()?.dataset['remove'] !== undefined);
    await press(shown.panel, `Remove ${WORKS}`);
    await press(shown.panel, 'Yes, remove it');
    await said(shown, `${WORKS} is removed.`);
    await until('the row to go', () => findAll(shown.panel, '.kept > li').length === 2);
    await until('the focus', () => focused()?.id === 'panel-title');
    await reads(shown.panel, 'Off. You pay each invoice yourself.');
    expect((await portal.client.autopay.get()).data).to.deep.equal([]);
  });

  it('take what was removed elsewhere meanwhile for removed', async () => {
    const portal = await createPagePortal({ scenario: 'billedKept' });
    const shown = await open(portal);
    await reads(shown.panel, WORKS);
    const [method] = await portal.client.paymentMethods.list();
    await portal.client.paymentMethods.forget(method?.id ?? '');
    await press(shown.panel, `Remove ${WORKS}`);
    await press(shown.panel, 'Yes, remove it');
    await said(shown, 'It was removed already.');
    await until('the row to go', () => !words(shown.panel).includes(WORKS));
  });

  it('fail in words, and are read again when somebody presses or the connection is back', async () => {
    const portal = await createPagePortal({ scenario: 'billedKept' });
    const { place } = show(portal, LIST);
    const button = await appears(place, '[data-panel=ways]');
    portal.failure = 'broken';
    button.click();
    await reads(place, 'We could not load this. Nothing has changed.');
    portal.failure = 'none';
    await press(place, 'Try again');
    await reads(place, WORKS);
    portal.failure = 'offline';
    await press(place, `Remove ${BANK}`);
    await press(place, 'Yes, remove it');
    await reads(place, 'We could not reach our server. Nothing is lost.');
    portal.failure = 'none';
    await until('another try', () => !findAll(place, '.kept > li').some((one) => words(one).includes(BANK)));
  });

  it('have no button where the firm takes no payments', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce' });
    await offerAutopay(portal, { processor: false, autopay: false });
    const { place } = show(portal, LIST);
    await appears(place, '[data-panel=statement]');
    expect(findAll(place, '[data-panel=ways]')).to.have.length(0);
  });

  it('are shown in a preview, where nothing can be changed', async () => {
    const portal = await createPagePortal({ scenario: 'billedPreviewed' });
    const { panel } = await open(portal);
    await reads(panel, 'This is a preview. Nothing can be changed here.');
    await reads(panel, 'You keep no card and no bank account here yet.');
    expect(findAll(panel, 'button').map((one) => words(one))).to.deep.equal(['Close']);
  });
});

describe('the fields of Stripe for a card that is kept', () => {
  it('stand in the document, say what went wrong, and keep', async () => {
    const portal = await createPagePortal({ scenario: 'billedKeptNone', payments: 'stripe' });
    const script = useStripe(portal.stripe);
    script.blocked = !('Stripe' in globalThis);
    const shown = await open(portal);
    await press(shown.panel, 'Add a card');
    if (script.blocked) {
      await reads(shown.panel, 'The secure form did not open');
      script.blocked = false;
      await press(shown.panel, 'Try again');
    }
    const field = await appears<HTMLSelectElement>(document, 'label select');
    expect(field.getRootNode()).to.equal(document);
    await press(shown.panel, 'Save it');
    await reads(shown.panel, 'Something in the form is missing or not right. Nothing was saved.');
    field.value = 'card_declined';
    await press(shown.panel, 'Save it');
    await reads(shown.panel, 'Your bank said no. Nothing was saved.');
    field.value = 'card_ok';
    await press(shown.panel, 'Save it');
    await said(shown, 'is saved.');
    expect(script.calls.filter(([name]) => name === 'confirmSetup')).to.have.length(2);
    expect(findAll(document, 'label select')).to.have.length(0);
    expect(words(shown.panel)).not.to.include('demonstration');
    script.restore();
  });
});

describe('a page that wants nothing of the processor’s', () => {
  it('shows what is kept, and brings no fields to add to it', async () => {
    const portal = await createPagePortal({ scenario: 'billedKept', payments: 'stripe' });
    const { place } = show(portal, '<portal-invoice-list pay-by="checkout"></portal-invoice-list>');
    (await appears(place, '[data-panel=ways]')).click();
    await reads(place, WORKS);
    expect(findAll(place, '[data-add]')).to.have.length(0);
    expect(findAll(place, '[data-remove]')).to.have.length(3);
  });
});

describe('automatic payments in portal-invoice-list', () => {
  it('are switched on after the terms were shown and a code was typed, say what comes next, and off again', async () => {
    const portal = await createPagePortal({ scenario: 'billedKept' });
    await portal.signInBefore(8);
    portal.mails.clear();
    const shown = await open(portal);
    await stands(shown.panel, false);
    await flip(shown.panel);
    await until('the focus', () => focused()?.id === 'agree-title');
    const { terms } = await portal.client.autopay.get();
    await reads(shown.panel, terms.text);
    const choices = findAll<HTMLInputElement>(shown.panel, '[name=autopay-earned-method]');
    expect(choices.map(({ disabled, checked }) => [disabled, checked])).to.deep.equal([
      [false, true],
      [true, false],
      [false, false],
    ]);
    choices[2]?.click();
    await press(shown.panel, 'I agree. Switch it on');
    const field = await appears<HTMLInputElement>(shown.place, 'input[name=proof]');
    expect(field.getRootNode()).to.equal(document);
    await until('the focus', () => document.activeElement === field);
    typeInto(field, '000000');
    await reads(shown.place, 'This is not right. Check it and try again.');
    expect(field.getAttribute('aria-invalid')).to.equal('true');
    expect((await portal.client.autopay.get()).data).to.deep.equal([]);
    await proveByCode(portal, shown.place);
    await said(shown, 'Automatic payments are on.');
    const isOn = await stands(shown.panel, true);
    await until('the focus', () => focused() === isOn);
    await reads(shown.panel, `${BANK} pays.`);
    await reads(shown.panel, `Before each charge we write to ${portal.contact.email}, at least 3 days before`);
    expect(findAll(shown.place, 'input[name=proof]')).to.have.length(0);
    const [consent] = (await portal.client.autopay.get()).data;
    expect(consent?.methodId).to.equal(choices[2]?.value);

    await flip(shown.panel);
    await until('the focus', () => focused()?.id === 'stop-title');
    await press(shown.panel, 'Keep them on');
    await until('the focus', () => focused()?.role === 'switch');
    await flip(shown.panel);
    await press(shown.panel, 'Yes, stop them');
    await said(shown, 'Automatic payments are off.');
    await until('the focus', () => focused()?.role === 'switch');
    await stands(shown.panel, false);
    expect((await portal.client.autopay.get()).data).to.deep.equal([]);
  });

  it('ask whoever has a password for it, and leave everything as it was where they would rather not', async () => {
    const portal = await createPagePortal({ scenario: 'billedKept' });
    await portal.changeSettings({ signIn: signInBy('password', 'emailLink', 'emailCode') });
    await portal.setPassword(PASSWORD);
    await portal.signInBefore(8);
    const shown = await open(portal);
    await flip(shown.panel);
    await press(shown.panel, 'I agree');
    const field = await appears<HTMLInputElement>(shown.place, 'input[name=proof]');
    expect(field.autocomplete).to.equal('current-password');
    await press(shown.place, 'Go on');
    await reads(shown.place, 'Enter your password.');
    await press(shown.place, 'Not now');
    await until('the focus', () => focused()?.role === 'switch');
    await stands(shown.panel, false);
    expect((await portal.client.autopay.get()).data).to.deep.equal([]);
    await flip(shown.panel);
    await press(shown.panel, 'I agree');
    typeInto(await appears<HTMLInputElement>(shown.place, 'input[name=proof]'), PASSWORD);
    await press(shown.place, 'Go on');
    await stands(shown.panel, true);
  });

  it('show what is agreed to anew where it has changed meanwhile, and nothing is switched on', async () => {
    const portal = await createPagePortal({ scenario: 'billedKept' });
    const shown = await open(portal);
    await flip(shown.panel);
    await reads(shown.panel, 'at least 3 days before each charge');
    await offerAutopay(portal, { noticeDays: 7 });
    await press(shown.panel, 'I agree');
    await said(shown, 'What you agree to has changed meanwhile.');
    await reads(shown.panel, 'at least 7 days before each charge');
    await until('the focus', () => focused()?.id === 'agree-title');
    expect((await portal.client.autopay.get()).data).to.deep.equal([]);
    await press(shown.panel, 'I agree');
    await stands(shown.panel, true);
  });

  it('say that a method is gone or that the firm has switched them off meanwhile', async () => {
    const portal = await createPagePortal({ scenario: 'billedKept' });
    const shown = await open(portal);
    await flip(shown.panel);
    const [method] = await portal.client.paymentMethods.list();
    await portal.client.paymentMethods.forget(method?.id ?? '');
    await press(shown.panel, 'I agree');
    await said(shown, 'This card or account is not kept here any more.');
    await until('the row to go', () => !words(shown.panel).includes(WORKS));
    await offerAutopay(portal, { autopay: false });
    await press(shown.panel, 'I agree');
    await said(shown, 'We do not charge automatically any more.');
    await until('the switch to go', () => findAll(shown.panel, '[role=switch]').length === 0);
  });

  it('are agreed to in the language on screen', async () => {
    const portal = await createPagePortal({ scenario: 'billedKept' });
    const { panel } = await open(portal, 'es');
    await flip(panel);
    await reads(panel, 'Permito que Rowan & Hale Law cobre');
    await press(panel, 'Acepto. Activar');
    await stands(panel, true);
  });

  it('say that they have stopped because charging did not work, and begin anew with another', async () => {
    const portal = await createPagePortal({ scenario: 'billedInVain' });
    const { panel } = await open(portal);
    await reads(panel, `It did not work to charge ${WORKS}`);
    await stands(panel, false);
    await flip(panel);
    await reads(panel, 'What you agree to');
    const choices = findAll<HTMLInputElement>(panel, '[name=autopay-earned-method]');
    choices[2]?.click();
    await press(panel, 'I agree');
    await reads(panel, `${BANK} pays.`);
  });

  it('are kept from whoever acts as the client', async () => {
    const portal = await createPagePortal({ scenario: 'billedKept' });
    location.hash = await portal.openPreview('act_as');
    const shown = await open(portal);
    await flip(shown.panel);
    await press(shown.panel, 'I agree');
    await said(shown, 'Only the client can do this');
    expect((await portal.client.autopay.get()).data).to.deep.equal([]);
  });
});
