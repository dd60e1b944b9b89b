/** Files that the firm cannot use: each is refused in words that a client understands, and nothing stays behind. */
import { expect, isUpload, test } from './fixtures.js';
import { pdf, photo, type ChosenFile } from './files.js';

const title = 'Proof of address';
const html = Buffer.from('<!doctype html><title>Bill</title><script>alert(1)</script>');

test('what can be said at once is said before anything is sent', async ({ area, firm, page, site, watch }) => {
  const blobs = await site.blobs();
  const { email, matterId } = await firm.newClient([
    { title, accept: ['application/pdf', 'image/jpeg'], maxBytes: 102_400, maxFiles: 2 },
  ]);
  await area.signIn(email);
  const rows: readonly (readonly [ChosenFile | readonly ChosenFile[], string | RegExp])[] = [
    [
      named('letter.txt', 'text/plain', 'hello'),
      /“letter\.txt” is a kind of file we cannot use here\. Please send PDF or JPG/,
    ],
    [named('drawing.svg', 'image/svg+xml', '<svg/>'), '“drawing.svg” is a kind of file we cannot use here.'],
    [pdf('big.pdf', 200_000), /“big\.pdf” is larger than 100 ?kB/],
    [named('empty.pdf', 'application/pdf', ''), '“empty.pdf” is empty.'],
    [
      [pdf('one.pdf'), pdf('two.pdf'), pdf('three.pdf')],
      '“three.pdf” was not added. This request takes 2 files at most.',
    ],
  ];
  for (const [files, sentence] of rows) {
    const row = await area.choose(title, files);
    await expect(row.getByText(sentence)).toBeVisible();
    const remove = row.getByRole('button', { name: /^Remove/ });
    while ((await remove.count()) > 0) await remove.first().click();
  }
  expect(watch.addresses.filter(isUpload)).toEqual([]);
  expect(await firm.documents(matterId)).toEqual([]);
  expect(await site.blobs()).toEqual(blobs);
  await expect(page.getByText('Your turn: 1 document')).toBeVisible();
});

test('what only the bytes tell is refused by the server, and nothing stays there', async ({ area, firm, site }) => {
  const blobs = await site.blobs();
  const { email, matterId } = await firm.newClient([{ title, accept: ['application/pdf', 'image/jpeg'] }]);
  await area.signIn(email);
  const rows: readonly (readonly [ChosenFile, string])[] = [
    [{ name: 'bill.jpg', mimeType: 'image/jpeg', buffer: html }, 'Files that can run programs are not accepted.'],
    [{ ...pdf('scan.pdf'), name: 'scan.jpg' }, 'The content of this file is not what its name says.'],
  ];
  for (const [file, sentence] of rows) {
    const row = await area.send(title, file);
    await expect(row.getByText(sentence)).toBeVisible();
    await row.getByRole('button', { name: `Cancel: ${file.name}` }).click();
  }
  expect(await firm.documents(matterId)).toEqual([]);
  await expect.poll(async () => (await site.blobs()).length).toBe(blobs.length);
});

test('a file that the firm has already is not sent twice', async ({ area, firm, page, watch }) => {
  const { email, matterId } = await firm.newClient([{ title }]);
  await area.signIn(email);
  const file = await photo(page, 'bill.jpg');
  await area.send(title, file);
  await area.expectSent(title);
  const uploads = () => watch.addresses.filter(isUpload).length;
  const before = uploads();
  const row = await area.send(title, { ...file, name: 'the same bill.jpg' });
  await expect(row.getByText('You have already sent “the same bill.jpg”. We have it.')).toBeVisible();
  expect(uploads()).toBe(before);
  expect(await firm.documents(matterId)).toHaveLength(1);
});

function named(name: string, mimeType: string, text: string): ChosenFile {
  return { name, mimeType, buffer: Buffer.from(text) };
}
