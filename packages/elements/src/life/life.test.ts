/** What a client does about requests besides sending files, as they meet it in the checklist. */
import {
  aPdf,
  appears,
  choose,
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
import '../define/portal-checklist.js';
import '../define/portal-provider.js';

const CHECKLIST = '<portal-checklist></portal-checklist>';

async function row(place: Element, title: string): Promise<HTMLElement> {
  return until(`the row “${title}”`, () => findAll(place, '[data-request]').find((one) => words(one).includes(title)));
}

/** Opens a request, and waits for what can be said about it. */
async function open(place: Element, title: string): Promise<HTMLElement> {
  const found = await row(place, title);
  find(found, '[data-open]')?.click();
  await until('its inside', () => find(found, '[data-panel] .inside'));
  return found;
}

async function pick(place: Element, file: File): Promise<void> {
  await appears(place, '[data-choose]');
  choose(findAll<HTMLInputElement>(place, '[data-choose] + input[type=file]')[0]!, file);
}

describe('the life of a request', () => {
  it('asks a question by keyboard; the answer brings a request, is said, and the focus stays', async () => {
    const portal = await createPagePortal({ scenario: 'guided' });
    const shown = show(portal, CHECKLIST);
    const { place } = shown;
    await reads(place, 'Your turn: 4 steps');
    expect(words(place)).not.to.include('Marriage certificate');
    const question = await open(place, 'Are you married?');
    await press(question, 'Save the answer');
    await said(shown, 'Choose an answer first.');
    (await appears(question, 'input[type=radio]')).focus();
    await sendKeys({ press: 'Space' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    await reads(place, 'Marriage certificate');
    await said(shown, 'Saved. One more thing is needed: Marriage certificate.');
    expect(focused()?.closest('[data-request]')).to.equal(question);
    await reads(question, 'Change the answer');
    await press(question, 'Next: Letter from your employer');
    await until('the focus in the next request', () => focused()?.closest('[data-request]') !== question);
  });

  it('takes original and translation as one request, which is sent once both are there', async () => {
    const portal = await createPagePortal({ scenario: 'guided' });
    const { place } = show(portal, CHECKLIST);
    const birth = await open(place, 'Birth certificate');
    const part = (slot: string) => appears(birth, `[data-slot=${slot}]`);
    await pick(await part('original'), aPdf('birth.pdf'));
    await press(await part('original'), 'Send 1 file');
    await until(
      'the original',
      async () => words(await part('original')).includes('birth.pdf') && find(birth, '.file .state'),
    );
    await reads(await row(place, 'Birth certificate'), 'Begun');
    await pick(await part('translation'), aPdf('birth in English.pdf', 5000));
    await press(await part('translation'), 'Send 1 file');
    await reads(await row(place, 'Birth certificate'), 'With your lawyer');
  });

  it('takes “I don’t have this” with a reason and a note, and takes it back', async () => {
    const portal = await createPagePortal({ scenario: 'guided' });
    const shown = show(portal, CHECKLIST);
    const { place } = shown;
    const letter = await open(place, 'Letter from your employer');
    await reads(letter, '2 days late');
    await press(letter, 'I don’t have this');
    await until('the focus in the form', () => focused()?.matches('input[type=radio]'));
    await press(letter, 'Tell the firm');
    await said(shown, 'Choose a reason first.');
    findAll<HTMLInputElement>(letter, 'input[value=cannot_get]')[0]?.click();
    const note = await appears<HTMLTextAreaElement>(letter, 'textarea');
    note.value = 'The company has closed.';
    note.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await press(letter, 'Tell the firm');
    await reads(letter, 'You told us: I cannot get it.');
    await reads(letter, 'The company has closed.');
    await reads(await row(place, 'Letter from your employer'), 'You don’t have it');
    await press(letter, 'I have it after all');
    await reads(await row(place, 'Letter from your employer'), 'Your turn');
  });

  it('keeps what was typed without a connection, says so, and saves it by itself when that is back', async () => {
    const portal = await createPagePortal({ scenario: 'guided' });
    const shown = show(portal, CHECKLIST);
    const { place } = shown;
    const letter = await open(place, 'Letter from your employer');
    await press(letter, 'Add a note for us');
    const note = await appears<HTMLTextAreaElement>(letter, 'textarea');
    note.value = 'It comes on Monday.';
    note.dispatchEvent(new InputEvent('input', { bubbles: true }));
    portal.network.offline = true;
    await press(letter, 'Save the note');
    await reads(letter, 'Not saved yet: you are offline');
    await said(shown, 'Not saved yet');
    place.lang = 'es';
    await reads(letter, 'Todavía no se guardó');
    expect((await appears<HTMLTextAreaElement>(letter, 'textarea')).value).to.equal('It comes on Monday.');
    place.lang = 'en';
    portal.network.offline = false;
    await reads(letter, 'It goes with what you send next.');
    const { groups } = await portal.client.checklists.get(portal.checklists[0]!.id);
    expect(groups.flatMap(({ requests }) => requests.map((one) => one.note?.text))).to.include('It comes on Monday.');
  });

  it('lets a task be ticked off and unticked', async () => {
    const portal = await createPagePortal({ scenario: 'guided' });
    const { place } = show(portal, CHECKLIST);
    const task = await open(place, 'Book the medical examination');
    const box = await appears<HTMLInputElement>(task, 'input[type=checkbox]');
    box.click();
    await reads(await row(place, 'Book the medical examination'), 'With your lawyer');
    box.click();
    await reads(await row(place, 'Book the medical examination'), 'Your turn');
  });

  it('lists what is missing before the firm is told, leads there, and finishes all the same', async () => {
    const portal = await createPagePortal({ scenario: 'guided' });
    const shown = show(portal, CHECKLIST);
    const { place } = shown;
    await press(place, 'I am finished');
    await reads(place, '4 things are still missing');
    await until('the focus on what is missing', () => focused()?.id === 'missing');
    await press(await appears(place, '.missing'), 'Book the medical examination');
    await until('the focus in the task', () => focused()?.matches('input[type=checkbox]'));
    await press(place, 'Finish without it');
    await reads(place, 'You told us that you are finished.');
    await said(shown, 'We know that you are finished.');
    const { finished } = await portal.client.checklists.get(portal.checklists[0]!.id);
    expect(finished?.missing).to.have.lengthOf(4);
  });

  it('takes back what nobody has opened, after asking, and puts another in its place', async () => {
    const portal = await createPagePortal({ scenario: 'everyState' });
    const shown = show(portal, CHECKLIST);
    const { place } = shown;
    const sent = await open(place, 'Paper Sent');
    await press(sent, 'Take back letter.pdf');
    await reads(sent, 'Take back “letter.pdf”? It is deleted at our side.');
    await press(sent, 'No, keep it');
    const field = findAll<HTMLInputElement>(sent, '.withdraw input[type=file]')[0]!;
    choose(field, aPdf('better letter.pdf', 3000));
    await reads(sent, 'It takes the place of “letter.pdf”.');
    await press(sent, 'Send 1 file');
    // What was sent folds its request, and leads to the next.
    await until('the request to fold', () => !find(sent, '[data-panel]'));
    await open(place, 'Paper Sent');
    await reads(sent, 'better letter.pdf');
    expect(find(sent, '[aria-label="Take back letter.pdf"]')).to.equal(undefined);
    await press(sent, 'Take back better letter.pdf');
    await press(sent, 'Yes, take it back');
    await said(shown, '“better letter.pdf” is taken back.');
    await reads(await row(place, 'Paper Sent'), 'Your turn');
  });

  it('says of each state in words where it stands', async () => {
    const { place } = show(await createPagePortal({ scenario: 'everyState' }), CHECKLIST);
    for (const [title, state] of [
      ['Paper Begun', 'Begun'],
      ['Paper Sent', 'With your lawyer'],
      ['Paper Looked at', 'Being looked at'],
      ['Paper Accepted', 'Done'],
      ['Paper Returned', 'Please send again'],
      ['Paper Declined', 'You don’t have it'],
      ['Paper Waived', 'Not needed'],
    ] as const)
      await reads(await row(place, title), state);
    const returned = await open(place, 'Paper Returned');
    await reads(returned, 'We could not read it.');
    await reads(await open(place, 'Paper Waived'), 'The office has it already.');
  });
});
