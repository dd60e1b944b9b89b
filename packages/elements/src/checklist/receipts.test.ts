import { createPagePortal, findAll, press, reads, show, until, watchDownloads, words } from '@portico/testing/page';
import { expect } from 'chai';
import '../define/portal-checklist.js';
import '../define/portal-provider.js';

describe('portal-checklist: receipts', () => {
  it('gives the signed receipt of each document; where there is no PDF it stops offering one', async () => {
    const portal = await createPagePortal({ scenario: 'withYourLawyer' });
    const { place } = show(portal, '<portal-checklist></portal-checklist>');
    const open = await until('a request', () => findAll<HTMLButtonElement>(place, '[data-open]')[0]);
    open.click();
    const details = await until('the receipt', () => findAll<HTMLDetailsElement>(place, 'details.receipt')[0]);
    expect(details.querySelector('summary')?.getAttribute('aria-label')).to.match(/^Receipt: .+\..+/);
    details.open = true;
    const { files, end } = watchDownloads();
    try {
      await press(details, 'PDF');
      await until('a file', () => files[0]);
      expect(files[0]!.name).to.match(/^receipt-doc_\w+\.json$/);
      const { format, receipt } = JSON.parse(await files[0]!.blob.text());
      const { data } = (await portal.staff('GET', '/v1/firm/documents')) as { data: { id: string; sha256: string }[] };
      expect(format).to.equal('portico-receipt/1');
      expect(data.map(({ id, sha256 }) => [id, sha256])).to.deep.include([
        receipt.document.id,
        receipt.document.sha256,
      ]);
      await until('no PDF to be offered', () => findAll(place, '.receipt button').every((one) => words(one) !== 'PDF'));
      await press(details, 'Signed file');
      await until('the same again', () => files.length === 2);
      expect(await files[1]!.blob.text()).to.equal(await files[0]!.blob.text());
    } finally {
      end();
    }
  });

  it('says so when it does not come', async () => {
    const portal = await createPagePortal({ scenario: 'withYourLawyer' });
    const { place, said } = show(portal, '<portal-checklist></portal-checklist>');
    (await until('a request', () => findAll<HTMLButtonElement>(place, '[data-open]')[0])).click();
    const details = await until('the receipt', () => findAll<HTMLDetailsElement>(place, 'details.receipt')[0]);
    details.open = true;
    await reads(details, 'Signed file');
    portal.network.offline = true;
    await press(details, 'Signed file');
    await until('it to be said', () => said.some((text) => text.includes('did not load')));
  });
});
