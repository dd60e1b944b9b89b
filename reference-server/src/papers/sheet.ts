/**
 * What all that is printed has in common: the firm's letterhead, the reader's language, and texts of people with the direction
 * that they are written in. Its other half is sheet.typ.
 */
import type { Settings } from '@portico/contract';
import type { LogoFile } from '../logo/store.js';
import { directionOf } from '../mail/letter.js';
import { supportLine, wordsIn } from '../mail/words.js';
import { sheetStrings } from './sheet.strings.js';

/** Whose paper it is. */
export interface Letterhead {
  readonly firmName: string;
  readonly logo?: LogoFile | undefined;
  readonly settings: Pick<Settings, 'letterhead' | 'support'>;
}

export interface Sheet extends Letterhead {
  readonly language: string;
  readonly title: string;
  /** At the foot of each page. */
  readonly footer: string;
}

const COLOR = '#0b4f6c';
const INK = '#1b232b';
/** WCAG 2.2, 1.4.3. */
const LEAST_CONTRAST = 4.5;

/** What sheet.typ asks of the data of every template. Its files are `filesOf` the same letterhead. */
export function sheetOf({ firmName, logo, settings: { letterhead, support }, language, title, footer }: Sheet) {
  const { words } = wordsIn(sheetStrings, [language]);
  const { address, color = COLOR, paper = 'a4' } = letterhead ?? {};
  return {
    language,
    rtl: directionOf(language) === 'rtl',
    paper: paper === 'letter' ? 'us-letter' : paper,
    title,
    firm: { ...written(firmName), color, ink: contrastOnWhite(color) < LEAST_CONTRAST ? INK : color },
    address: address === undefined ? null : written(address),
    logo: logo === undefined ? null : pathOf(logo),
    support: words.support(supportLine(support)),
    footer,
    pages: words.pages,
  };
}

/** The pictures of a sheet, as the compiler is given them. */
export function filesOf({ logo }: Pick<Letterhead, 'logo'>) {
  return logo === undefined ? {} : { [pathOf(logo)]: logo.bytes };
}

function pathOf({ type }: LogoFile): string {
  return type === 'image/png' ? '/logo.png' : '/logo.jpg';
}

/** A text of somebody's, in the direction that it is written in. */
export function written(text: string) {
  return { text, rtl: isRightToLeft(text), code: false };
}

export function fact(label: string, text: string) {
  return { label, ...written(text) };
}

/** An id, a hash, a number: from left to right in every language. */
export function code(label: string, text: string) {
  return { label, text, rtl: false, code: true };
}

/** By the first letter that has a direction, as rule P2 of the Unicode Bidirectional Algorithm has it. */
function isRightToLeft(text: string): boolean {
  const [first = ''] = /\p{L}/u.exec(text) ?? [];
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first);
}

/** As WCAG 2.2 defines it. @param color `#rrggbb` */
function contrastOnWhite(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
