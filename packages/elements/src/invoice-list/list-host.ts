/** What the parts that load on demand need of the list that they stand in. */
import type { Portal } from '@portico/client';
import type { Session } from '@portico/contract';
import type { Actions } from '../core/actions.js';
import type { PortalElement } from '../core/element.js';
import type { strings as faceStrings } from '../core/faces.strings.js';
import type { Formats } from '../core/formats.js';
import type { Reading } from '../core/language.js';
import type { Money } from '../core/money.js';
import type { Translate } from '../core/translate.js';
import type { Texts } from '../form/proof-form.js';
import type { PayBy } from '../payment/pay-by.js';
import type { InvoiceListWords } from './invoice-list-words.js';

export interface ListHost {
  readonly element: PortalElement;
  readonly root: () => HTMLElement | DocumentFragment;
  readonly portal: () => Portal | undefined;
  readonly actions: Actions;
  /** Aborts when the element leaves the page. */
  readonly listening: () => AbortSignal;
  readonly reading: () => Reading;
  readonly words: () => InvoiceListWords;
  /** The words of a table that comes with the language. */
  readonly texts: Texts;
  readonly faces: () => Translate<typeof faceStrings>;
  readonly formats: () => Formats;
  readonly money: () => Money;
  readonly session: () => Session | undefined;
  readonly payBy: () => PayBy;
  readonly announce: (text: string) => void;
  /** Draws anew, and resolves when that is done. */
  readonly changed: () => Promise<void>;
}
