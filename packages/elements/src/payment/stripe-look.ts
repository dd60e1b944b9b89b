/** What Stripe's fields take over from the element around them: its colours, corners and type, as they come out on the screen. */
import type { Appearance } from '@stripe/stripe-js';

/** @param root that knows the element's tokens */
export function stripeLook(root: HTMLElement | DocumentFragment): Appearance {
  const probe = document.createElement('span');
  probe.hidden = true;
  root.append(probe);
  const computed = getComputedStyle(probe);
  // Colours depend on the scheme, so the browser has to make them up first.
  const colour = (token: string): string => {
    probe.style.setProperty('color', `var(--_${token})`);
    return computed.color;
  };
  const radius = (): string => {
    probe.style.setProperty('border-radius', 'var(--_radius-small)');
    return computed.borderTopLeftRadius;
  };
  const variables = {
    colorPrimary: colour('accent'),
    colorBackground: colour('surface'),
    colorText: colour('text'),
    colorTextSecondary: colour('muted'),
    colorDanger: colour('danger'),
    borderRadius: radius(),
    fontFamily: computed.fontFamily,
    fontSizeBase: computed.fontSize,
  };
  const rules = {
    '.Input': { border: `1px solid ${colour('control')}`, boxShadow: 'none' },
    '.Label': { fontWeight: '600' },
  };
  probe.remove();
  return { theme: 'flat', labels: 'above', variables, rules };
}
