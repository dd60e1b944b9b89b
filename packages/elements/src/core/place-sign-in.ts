/**
 * Password managers and one-time-code autofill do not look into shadow roots, so the sign-in stands in the
 * light DOM of the outermost host and is passed inwards by a slot in each shadow root on the way.
 */
import type { Portal } from '@portico/client';
import type { PortalElement } from './element.js';

const placed = new WeakMap<PortalElement, readonly Element[]>();
let count = 0;

/** Puts a sign-in into the `sign-in` slot of a widget, or takes it out again. One that the page put there is left alone. */
export function placeSignIn(host: PortalElement, portal: Portal | undefined, wanted: boolean): void {
  const present = placed.get(host);
  if (!wanted) {
    for (const element of present ?? []) element.remove();
    placed.delete(host);
    return;
  }
  if (present || host.querySelector(':scope > [slot=sign-in]')) return;
  void import('../define/portal-sign-in.js');
  const signIn = document.createElement('portal-sign-in');
  Object.assign(signIn, { client: portal, theme: host.theme, appearance: host.appearance });
  const added: Element[] = [signIn];
  let place: Element = host;
  let slot = 'sign-in';
  for (let root = host.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) {
    const passage = document.createElement('slot');
    passage.slot = slot;
    passage.name = slot = `portal-sign-in-${String(++count)}`;
    place.append(passage);
    added.push(passage);
    place = root.host;
  }
  signIn.slot = slot;
  place.append(signIn);
  placed.set(host, added);
}
