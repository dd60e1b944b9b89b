import { appears, createPagePortal, find, reads, show, until } from '@portico/testing/page';
import { expect } from 'chai';
import '../define/portal-checklist.js';
import '../define/portal-language.js';
import '../define/portal-provider.js';
import type { PortalLanguageChangedEvent } from './language.events.js';

async function speak(place: Element, language: string): Promise<void> {
  const menu = await appears<HTMLSelectElement>(place, 'portal-language select, select[part=menu]');
  menu.value = language;
  menu.dispatchEvent(new Event('change', { bubbles: true }));
}

describe('portal-language', () => {
  it('changes the language and direction of what stands beside it, and is remembered with the contact', async () => {
    const portal = await createPagePortal({ scenario: 'underWay' });
    const { place, said } = show(portal, '<portal-language></portal-language><portal-checklist></portal-checklist>');
    await reads(place, '4 of 9 done');
    await speak(place, 'ar');
    await reads(place, 'جواز السفر، صفحة الصورة');
    await until('right to left', () => find(place, '[part=base][dir=rtl]'));
    await until('the news', () => said.some((one) => one.includes('العربية')));
    const { data } = (await portal.staff('GET', '/v1/firm/contacts')) as { data: readonly { language: string }[] };
    expect(data[0]?.language).to.equal('ar');
  });

  it('names each language in itself', async () => {
    const { place } = show(await createPagePortal({ scenario: 'visitor' }), '<portal-language></portal-language>');
    const menu = await appears<HTMLSelectElement>(place, 'select');
    expect([...menu.options].map(({ text, lang }) => [lang, text.trim()])).to.deep.equal([
      ['en', 'English'],
      ['es', 'Español'],
      ['ar', 'العربية'],
    ]);
  });

  it('tells the page what was chosen', async () => {
    const { place } = show(await createPagePortal({ scenario: 'visitor' }), '<portal-language></portal-language>');
    const chosen: string[] = [];
    place.addEventListener('portal-language-changed', ({ language }: PortalLanguageChangedEvent) =>
      chosen.push(language),
    );
    await speak(place, 'es');
    expect(chosen).to.deep.equal(['es']);
    expect(place.lang).to.equal('es');
  });
});
