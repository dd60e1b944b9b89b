/** A client goes through a list from the first question to "I am finished", on one page and without a reload. */
import { pdf } from './files.js';
import { expect, test } from './fixtures.js';

test('a client answers, sends an original and its translation, declines, ticks off, and is finished', async ({
  area,
  firm,
  page,
}) => {
  const client = await firm.newClient([
    { title: 'Are you married?', type: 'question', key: 'married', question: { kind: 'yes_no' } },
    {
      title: 'Marriage certificate',
      slots: ['original', 'translation'],
      condition: { '==': [{ var: 'answers.married' }, true] },
    },
    { title: 'Letter from your employer' },
    { title: 'Book the medical examination', type: 'task' },
  ]);
  await area.signIn(client.email);
  await expect(page.getByRole('heading', { name: 'Your turn: 3 steps' })).toBeVisible();

  const question = await area.unfold('Are you married?');
  await question.getByLabel('Yes').check();
  await question.getByRole('button', { name: 'Save the answer' }).click();
  await expect(area.headOf('Marriage certificate')).toBeVisible();
  await expect(question.getByRole('button', { name: 'Change the answer' })).toBeFocused();

  const certificate = await area.unfold('Marriage certificate');
  for (const [part, name] of [
    ['The original', 'certificate.pdf'],
    ['The certified translation', 'certificate in English.pdf'],
  ] as const) {
    const place = certificate.getByRole('region', { name: part });
    const chooser = page.waitForEvent('filechooser');
    await place.getByRole('button', { name: /^Choose/ }).click();
    await (await chooser).setFiles(pdf(name, name.length));
    await place.getByRole('button', { name: 'Send 1 file' }).click();
    // With its last part a request is with the firm, and folds itself away.
    if (part === 'The original')
      await expect(place.getByRole('listitem').filter({ hasText: name })).toContainText('With your lawyer');
  }
  await area.expectSent('Marriage certificate');
  expect((await firm.documents(client.matterId)).map(({ slot }) => slot).sort()).toEqual(['original', 'translation']);

  const letter = await area.unfold('Letter from your employer');
  await letter.getByRole('button', { name: 'I don’t have this' }).click();
  await letter.getByLabel('I cannot get it').check();
  await letter.getByLabel('Do you want to say more? You need not.').fill('The company has closed.');
  await letter.getByRole('button', { name: 'Tell the firm' }).click();
  await expect(letter).toContainText('You told us: I cannot get it.');

  const task = await area.unfold('Book the medical examination');
  await task.getByLabel('I have done this').check();
  await area.expectSent('Book the medical examination');

  await page.getByRole('button', { name: 'I am finished' }).click();
  await expect(page.getByText('You told us that you are finished.')).toBeVisible();
});
