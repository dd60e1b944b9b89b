/** Password managers and one-time-code autofill do not look into shadow roots, so the sign-in stands in the light DOM. */
import type { Portal } from '@portico/client';
import type { PortalElement } from './element.js';
import { placeInLight } from './light-slot.js';

const placed = new WeakMap<PortalElement, readonly Element[]>();

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
  placed.set(host, placeInLight(host, 'sign-in', signIn));
}
