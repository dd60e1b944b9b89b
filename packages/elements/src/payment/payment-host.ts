import type { Portal } from '@portico/client';
import type { Session } from '@portico/contract';
import type { PortalElement } from '../core/element.js';
import type { strings as faceStrings } from '../core/faces.strings.js';
import type { Formats } from '../core/formats.js';
import type { Reading } from '../core/language.js';
import type { Money } from '../core/money.js';
import type { Translate } from '../core/translate.js';
import type { PayBy } from './pay-by.js';

/** What paying needs of the element that it stands in, which may change its language, its look and its session at any time. */
export interface PaymentHost {
  /** In whose light DOM the processor’s fields stand, and whose events tell of payments. */
  readonly element: PortalElement;
  readonly root: () => HTMLElement | DocumentFragment;
  readonly portal: () => Portal | undefined;
  readonly reading: () => Reading;
  readonly faces: () => Translate<typeof faceStrings>;
  readonly formats: () => Formats;
  readonly money: () => Money;
  readonly session: () => Session | undefined;
  readonly payBy: () => PayBy;
  readonly announce: (text: string) => void;
  /** Draws anew, and resolves when that is done. */
  readonly changed: () => Promise<void>;
}
