/** The keyboard reaches every control, also those inside shadow roots, in the order of the page, and gets out again. */
import {
  aPicture,
  appears,
  choose,
  createPagePortal,
  findAll,
  focused,
  press,
  reads,
  show,
} from '@portico/testing/page';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../define/portal-checklist.js';
import '../define/portal-language.js';
import '../define/portal-provider.js';

const CONTROLS = 'button:not([disabled]), a[href], select, summary, input:not([type=file])';

/** Walks from a button before the element to one after it, and returns where the focus was. */
async function walk(key: 'Tab' | 'Shift+Tab', limit: number): Promise<Element[]> {
  const way: Element[] = [];
  for (let steps = 0; steps < limit; steps += 1) {
    await sendKeys({ press: key });
    const at = focused();
    if (!at || at.id === 'before' || at.id === 'after') return way;
    way.push(at);
  }
  throw new Error(`After ${limit} steps the focus is still inside`);
}

function seen(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true });
}

describe('the keyboard in portal-checklist', () => {
  it('reaches every control in order, forwards and backwards, and leaves', async () => {
    const portal = await createPagePortal({ scenario: 'returned' });
    const { place } = show(
      portal,
      `<button id="before">Before</button>
      <portal-language></portal-language>
      <portal-checklist></portal-checklist>
      <button id="after">After</button>`,
    );
    await reads(place, 'Please send this again');
    await press(place, 'Send it again');
    await appears(place, '[data-choose]');
    await appears(place, '.button.camera');
    const controls = findAll(place, CONTROLS).filter((element) => seen(element) && element.id === '');
    document.querySelector<HTMLElement>('#before')?.focus();
    const forwards = await walk('Tab', controls.length + 10);
    expect(names(forwards)).to.deep.equal(names(controls));
    document.querySelector<HTMLElement>('#after')?.focus();
    const backwards = await walk('Shift+Tab', controls.length + 10);
    expect(names(backwards.reverse())).to.deep.equal(names(controls));
  });

  it('opens, chooses and sends without a pointer', async () => {
    const portal = await createPagePortal({ scenario: 'beginning' });
    const { place } = show(portal, '<portal-checklist></portal-checklist>');
    (await appears(place, '[data-start]')).focus();
    await sendKeys({ press: 'Enter' });
    await appears(place, '[data-choose]');
    expect(focused()?.matches('[data-choose]')).to.equal(true);
    // The system's own picker is outside the page: what it hands back is put in by hand.
    choose(findAll<HTMLInputElement>(place, '[data-choose] + input[type=file]')[0]!, await aPicture());
    await appears(place, '[data-send]');
    expect(focused()?.matches('[data-send]')).to.equal(true);
    await sendKeys({ press: 'Enter' });
    await reads(place, 'Your turn: 7 documents');
  });
});

function names(elements: readonly Element[]): string[] {
  return elements.map(
    (element) => element.getAttribute('aria-label') ?? element.textContent.replace(/\s+/g, ' ').trim(),
  );
}
