import { ContextEvent } from '@lit/context';
import type { Portal } from '@portico/client';
import { appears, createPagePortal, find, reads, show, until } from '@portico/testing/page';
import { expect } from 'chai';
import { portalContext } from '../core/client.js';
import { contrast, parseColour } from '../core/colour.js';
import '../define/portal-checklist.js';
import '../define/portal-provider.js';
import type { Theme } from '../core/element.js';
import type {} from './provider.js';

const CHECKLIST = '<portal-checklist></portal-checklist>';

/** What an element inside would be given. */
function clientIn(element: Element | undefined): Portal | undefined {
  let found: Portal | undefined;
  const inner = document.createElement('span');
  element?.append(inner);
  inner.dispatchEvent(new ContextEvent(portalContext, inner, (portal) => (found = portal)));
  inner.remove();
  return found;
}

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

  it('keeps a cross-site session by an attribute, apart from the cookie of the same portal', () => {
    const make = (html: string) => {
      const place = document.createElement('div');
      place.innerHTML = html;
      document.body.append(place);
      return place.querySelectorAll('portal-provider');
    };
    const key = 'publishable-key="pk_x" api="https://portal.example.com"';
    const [cross, again, plain] = make(
      `<portal-provider ${key} cross-site></portal-provider>
       <portal-provider ${key} cross-site></portal-provider>
       <portal-provider ${key}></portal-provider>`,
    );
    const modeOf = (element: Element | undefined) => clientIn(element)?.mode;
    expect([modeOf(cross), modeOf(again), modeOf(plain)]).to.deep.equal(['cross-site', 'cross-site', 'cookie']);
    expect(clientIn(cross)).to.equal(clientIn(again));
  });

  it('changes to the cookie and back when the attribute does', async () => {
    const element = document.createElement('portal-provider');
    element.setAttribute('api', 'https://portal.example.com');
    document.body.append(element);
    for (const [crossSite, mode] of [
      [true, 'cross-site'],
      [false, 'cookie'],
    ] as const) {
      element.toggleAttribute('cross-site', crossSite);
      await element.updateComplete;
      expect(clientIn(element)?.mode).to.equal(mode);
      expect(element.crossSite).to.equal(crossSite);
    }
    element.remove();
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
