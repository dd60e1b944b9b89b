/** What a client asks about an invoice, and what becomes of it. */
import {
  appears,
  createPagePortal,
  find,
  findAll,
  focused,
  press,
  reads,
  said,
  show,
  until,
  words,
} from '@portico/testing/page';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../define/portal-invoice-list.js';
import '../define/portal-provider.js';

const INVOICES = '<portal-invoice-list></portal-invoice-list>';

async function write(place: Element, text: string): Promise<void> {
  const field = await appears<HTMLTextAreaElement>(place, 'textarea');
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

async function pick(place: Element, reason: string): Promise<void> {
  (await appears(place, `[data-form=ask] input[value=${reason}]`)).click();
}

describe('portal-invoice-list: questions and disputes', () => {
  it('asks about a line by keyboard, says what it means, and shows it at the line and in the list', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce' });
    const shown = show(portal, INVOICES);
    const { place } = shown;
    await press(place, 'Family petition: preparation');
    const [ask] = await until('the ways to ask', () => {
      const all = findAll(place, 'table [data-ask]');
      return all.length === 2 && all;
    });
    ask?.focus();
    await sendKeys({ press: 'Enter' });
    await until('the focus in the form', () => focused()?.id === 'ask-title');
    await reads(place, 'we do not remind you to pay this invoice, and paying it can wait');
    await press(place, 'Send');
    await said(shown, 'Choose one of these first.');
    await until('the focus on the choice', () => focused()?.matches('input[type=radio]'));
    await sendKeys({ press: 'Space' });
    await press(place, 'Send');
    await until('the focus on the words', () => focused()?.matches('textarea'));
    await sendKeys({ type: 'What is in it?' });
    await press(place, 'Send');
    await said(shown, 'We have your question.');
    await until('the focus on the thread', () => focused()?.id.startsWith('thread-'));
    const thread = await appears(place, '.thread');
    expect(words(thread)).to.match(/^Family petition: preparation With us I have a question You · .* What is in it\?/);
    expect(words(await appears(place, 'tbody tr'))).to.include('With us');
    expect(findAll(place, 'table [data-ask]')).to.have.length(1);
    await press(place, 'All invoices');
    await reads(place, 'Your question is with us');
    const { data } = await portal.client.disputes.list();
    expect(data.map(({ reason, lineId }) => [reason, lineId !== null])).to.deep.equal([['unclear', true]]);
  });

  it('shows what was said and how it ended, and goes on with what is open', async () => {
    const portal = await createPagePortal({ scenario: 'billedAsked' });
    const shown = show(portal, INVOICES);
    const { place } = shown;
    await reads(place, 'We wrote to you about your question');
    await press(place, 'Family petition: preparation');
    await appears(place, '.thread');
    const threads = findAll(place, '.thread');
    expect(threads.map((one) => words(one.querySelector('.badge') ?? one))).to.deep.equal([
      'We wrote to you',
      'It stays as it is',
      'You were right',
    ]);
    expect(words(threads[0]!)).to.include('Rowan & Hale Law');
    expect(words(threads[1]!)).to.include('the invoice stays as it is. Our reason is above.');
    expect(words(threads[2]!)).to.include('We agree with you.');
    // At the line, to the thread.
    (await appears(place, 'tbody tr .mark')).click();
    await until('the focus on the thread', () => focused()?.textContent === 'Family petition: preparation');
    await press(threads[0]!, 'Write more');
    await until('the focus in the field', () => focused()?.matches('textarea'));
    await write(threads[0]!, 'The assistant did.');
    await press(threads[0]!, 'Send');
    await reads(threads[0]!, 'The assistant did.');
    await reads(threads[0]!, 'With us');
    await press(threads[0]!, 'Take it back');
    await until('the question', () => focused()?.textContent.startsWith('Take your question back?'));
    await press(threads[0]!, 'No, keep it');
    await until('the focus back', () => focused()?.dataset['openForm'] === 'takeBack');
    await press(threads[0]!, 'Take it back');
    await press(threads[0]!, 'Yes, take it back');
    await reads(threads[0]!, 'You took it back');
    await press(place, 'All invoices');
    await until('the list to know', () => !words(place).includes('about your question'));
  });

  it('keeps the words without a connection, says so, and sends them by itself when that is back', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce' });
    const shown = show(portal, INVOICES);
    const { place } = shown;
    await press(place, 'Family petition: preparation');
    await press(place, 'Ask about this invoice');
    await pick(place, 'already_paid');
    await write(place, 'On Monday, in cash.');
    portal.network.offline = true;
    await press(place, 'Send');
    await reads(place, 'Not sent yet: you are offline.');
    await said(shown, 'Not sent yet');
    place.lang = 'es';
    await reads(place, 'Todavía no se envió');
    expect((await appears<HTMLTextAreaElement>(place, 'textarea')).value).to.equal('On Monday, in cash.');
    place.lang = 'en';
    portal.network.offline = false;
    await reads(place, 'With us');
    const { data } = await portal.client.disputes.list();
    expect(data[0]?.notes[0]?.text).to.equal('On Monday, in cash.');
    expect(find(place, '[data-form=ask]')).to.equal(undefined);
  });

  it('keeps a draft for each line while others are read, and when the server fails', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce' });
    const { place } = show(portal, INVOICES);
    await press(place, 'Family petition: preparation');
    await press(place, 'Ask about this invoice');
    await write(place, 'A long story.');
    await press(place, 'Not now');
    await until('the focus back', () => focused()?.dataset['ask'] === '');
    await press(place, /^Ask about this: Review/);
    expect((await appears<HTMLTextAreaElement>(place, 'textarea')).value).to.equal('');
    await press(place, 'Not now');
    await press(place, 'All invoices');
    await press(place, 'Family petition: preparation');
    await press(place, 'Ask about this invoice');
    expect((await appears<HTMLTextAreaElement>(place, 'textarea')).value).to.equal('A long story.');
    await pick(place, 'other');
    portal.failure = 'broken';
    await press(place, 'Send');
    await reads(place, 'This did not work. Your words are kept.');
    portal.failure = 'none';
    await press(place, 'Try again');
    await reads(place, 'With us');
  });

  it('shows what was asked elsewhere meanwhile instead of asking it twice', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce' });
    const shown = show(portal, INVOICES);
    const { place } = shown;
    const id = (await appears(place, '[data-open]')).dataset['open'] ?? '';
    await press(place, 'Family petition: preparation');
    await press(place, 'Ask about this invoice');
    await pick(place, 'other');
    await write(place, 'Twice.');
    await portal.client.disputes.open(id, { reason: 'unclear', text: 'Once.' });
    await press(place, 'Send');
    await said(shown, 'You have asked about this already.');
    await reads(place, 'Once.');
  });

  it('says so where what is open has ended meanwhile', async () => {
    const portal = await createPagePortal({ scenario: 'billedAsked' });
    const shown = show(portal, INVOICES);
    const { place } = shown;
    await press(place, 'Family petition: preparation');
    await press(place, 'Write more');
    await write(place, 'One thing more.');
    const { data } = await portal.client.disputes.list({ state: 'open' });
    await portal.staff('POST', `/v1/firm/disputes/${data[0]?.id ?? ''}/close`, { outcome: 'answered', text: 'Five.' });
    await press(place, 'Send');
    await said(shown, 'This has changed meanwhile.');
    await reads(place, 'We have answered. If it is still not clear, ask again.');
  });

  it('shows what was asked, and no way to ask, where the firm takes no questions here', async () => {
    const { place } = show(await createPagePortal({ scenario: 'billedAskedBefore' }), INVOICES);
    await press(place, 'Family petition: preparation');
    await reads(place, 'You cannot write to us here at the moment.');
    expect(findAll(place, '.thread')).to.have.length(3);
    expect(find(place, '[data-ask]')).to.equal(undefined);
    expect(find(place, '[data-open-form]')).to.equal(undefined);
  });

  it('offers nothing to ask in a preview, and nothing about a cancelled invoice', async () => {
    const { place } = show(await createPagePortal({ scenario: 'billedPreviewed' }), INVOICES);
    await press(place, 'Family petition');
    await reads(place, 'Please pay');
    expect(find(place, '[data-ask]')).to.equal(undefined);
    const { place: other } = show(await createPagePortal({ scenario: 'billed' }), INVOICES);
    (await appears(other, 'li.void [data-open]')).click();
    await reads(other, 'This invoice was cancelled');
    expect(find(other, '[data-ask]')).to.equal(undefined);
  });

  it('prints the invoice without what was asked about it', async () => {
    const { place } = show(await createPagePortal({ scenario: 'billedAsked' }), INVOICES);
    await press(place, 'Family petition');
    await appears(place, '.thread');
    const root = place.querySelector('portal-invoice-list')?.shadowRoot;
    const printed = new Promise<string>((resolve) => {
      new MutationObserver((records) => {
        for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
          const view = node instanceof HTMLIFrameElement ? node.contentWindow : null;
          if (view) view.print = () => resolve(words(view.document.body));
        }
      }).observe(root!, { childList: true });
    });
    await press(place, 'Print');
    expect(await printed).not.to.include('We agreed on five hours.');
  });
});
