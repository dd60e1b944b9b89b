import { appears, createPagePortal, find, reads, show, until } from '@portico/testing/page';
import { expect } from 'chai';
import { contrast, parseColour } from '../core/colour.js';
import '../define/portal-checklist.js';
import '../define/portal-provider.js';
import type { Theme } from '../core/element.js';

const CHECKLIST = '<portal-checklist></portal-checklist>';

/** Contrast of a control's text with what it stands on, as the browser has painted it. */
function contrastOf(element: Element): number {
  const { color, backgroundColor } = getComputedStyle(element);
  const [text, fill] = [color, backgroundColor].map(parseColour);
  return text && fill ? contrast(text, fill) : 0;
}

describe('portal-provider', () => {
  for (const [brand, name] of [
    ['#fff2a8', 'pale yellow'],
    ['#ffffff', 'white'],
    ['#000000', 'black'],
    ['#e0007a', 'magenta'],
    ['#7f7f7f', 'grey'],
  ] as const) {
    for (const theme of ['light', 'dark'] satisfies Theme[]) {
      it(`makes a ${name} brand readable on ${theme}`, async () => {
        const { place } = show(await createPagePortal({ scenario: 'beginning' }), CHECKLIST);
        Object.assign(place, { theme, appearance: { variables: { colorPrimary: brand } } });
        const button = await appears(place, '.button.primary');
        await until('the brand to arrive', () => getComputedStyle(place).getPropertyValue('--portal-color-accent'));
        button.getAnimations().forEach((animation) => animation.finish());
        expect(contrastOf(button)).to.be.at.least(4.5);
      });
    }
  }

  it('hands its client to elements that come later', async () => {
    const { place } = show(await createPagePortal({ scenario: 'underWay' }), '');
    const inner = document.createElement('div');
    place.append(inner);
    inner.append(document.createElement('portal-checklist'));
    await reads(place, '4 of 9 done');
  });

  it('shows another firm when its client changes', async () => {
    const { place } = show(await createPagePortal({ scenario: 'underWay' }), CHECKLIST);
    await reads(place, '4 of 9 done');
    const other = await createPagePortal({ scenario: 'allDone' });
    Object.assign(place, { client: other.client });
    await reads(place, '9 of 9 done');
  });

  it('warns of an appearance that it cannot use, and goes on', async () => {
    const { place } = show(await createPagePortal({ scenario: 'underWay' }), CHECKLIST);
    place.setAttribute('appearance', '{"variables": {"colorPrimary": "sunny", "borderRadius": "3em"}}');
    await reads(place, '4 of 9 done');
    place.setAttribute('appearance', 'not JSON at all');
    await reads(place, '4 of 9 done');
    expect(find(place, '.button.primary')).not.to.equal(undefined);
  });
});
