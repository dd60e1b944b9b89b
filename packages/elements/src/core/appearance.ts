/**
 * The appearance object, shaped like Stripe's, so that a firm which themes its payment form can reuse it.
 * It becomes custom properties through CSSOM, which a strict CSP allows. Colours that could not be read are
 * moved until they can.
 */
import { brandColours, contrast, parseColour, readableText, type Rgb } from './colour.js';

type Pixels = `${number}px`;

/** Looks of an element or of everything in a provider. */
export interface Appearance {
  /** `auto` follows the reader's system; without it the page's own colour scheme. */
  readonly theme?: 'auto' | 'light' | 'dark';
  readonly variables?: AppearanceVariables;
}

export interface AppearanceVariables {
  /** The brand's colour, `#rrggbb` or `rgb(r, g, b)`; buttons, links and focus rings are derived from it. */
  readonly colorPrimary?: string;
  /** Surface of cards. With it set, light and dark look the same. */
  readonly colorBackground?: string;
  /** Text; moved to 4.5:1 against the surface where it is below. */
  readonly colorText?: string;
  /** Errors; moved to 4.5:1 against the surface where it is below. */
  readonly colorDanger?: string;
  /** A CSS font-family; without it the page's own. */
  readonly fontFamily?: string;
  /** Size of text, `14px` to `24px`. */
  readonly fontSizeBase?: Pixels;
  /** Corners, `0px` to `24px`. */
  readonly borderRadius?: Pixels;
  /** The grid that every distance is a multiple of, `3px` to `6px`. */
  readonly spacingUnit?: Pixels;
}

const white: Rgb = [1, 1, 1];
const black: Rgb = [0, 0, 0];
const night: Rgb = [0x17 / 255, 0x19 / 255, 0x1e / 255];
const names = [
  'color-accent',
  'color-on-accent',
  'color-accent-text',
  'color-accent-soft',
  'color-focus',
  'color-surface',
  'color-surface-sunken',
  'color-canvas',
  'canvas-inset',
  'color-text',
  'color-text-muted',
  'color-danger-text',
  'font-family',
  'font-size',
  'radius',
  'space',
] as const;
type Token = (typeof names)[number];

/** Writes an appearance to an element as custom properties, and takes away what an earlier one wrote. */
export function applyAppearance(element: HTMLElement, appearance: Appearance | undefined): void {
  const values = tokensOf(appearance?.variables ?? {});
  for (const name of names) {
    const value = values[name];
    if (value === undefined) element.style.removeProperty(`--portal-${name}`);
    else element.style.setProperty(`--portal-${name}`, value);
  }
  if (appearance?.theme) element.setAttribute('theme', appearance.theme);
  const scheme = schemeOf(appearance?.variables ?? {});
  if (scheme) element.style.setProperty('color-scheme', scheme);
  else element.style.removeProperty('color-scheme');
}

/** A surface of the firm's own settles whether the colours that are not derived from it are the light or the dark ones. */
export function schemeOf({ colorBackground }: AppearanceVariables): 'light' | 'dark' | undefined {
  const surface = colorBackground === undefined ? undefined : parseColour(colorBackground);
  return surface && (isLight(surface) ? 'light' : 'dark');
}

/** Custom properties, without their prefix, that an appearance's variables mean. */
export function tokensOf(variables: AppearanceVariables): Partial<Record<Token, string>> {
  const tokens: Partial<Record<Token, string>> = {};
  const surface = colour(variables.colorBackground, 'colorBackground');
  const [light, dark] = surface ? [surface, surface] : [white, night];
  const pair = (make: (background: Rgb) => string): string => `light-dark(${make(light)}, ${make(dark)})`;

  const primary = colour(variables.colorPrimary, 'colorPrimary');
  if (primary) {
    tokens['color-accent'] = pair((on) => brandColours(primary, on).accent);
    tokens['color-on-accent'] = pair((on) => brandColours(primary, on).onAccent);
    tokens['color-accent-text'] = pair((on) => brandColours(primary, on).accentText);
    tokens['color-accent-soft'] = pair((on) => brandColours(primary, on).accentSoft);
    tokens['color-focus'] = pair((on) => brandColours(primary, on).focus);
  }
  const text = colour(variables.colorText, 'colorText') ?? (surface && [0.1, 0.11, 0.14]);
  if (text) tokens['color-text'] = pair((on) => readableText(text, on));
  if (surface) {
    tokens['color-surface'] = variables.colorBackground ?? '';
    // What stands beside the cards must be readable too, whatever the page behind it looks like.
    tokens['color-canvas'] = tokens['color-surface'];
    tokens['canvas-inset'] = '16px';
    tokens['color-surface-sunken'] = 'color-mix(in oklab, var(--portal-color-surface) 96%, var(--portal-color-text))';
    tokens['color-text-muted'] = pair((on) => readableText([0.42, 0.44, 0.48], on, sunken(on)));
  }
  const danger = colour(variables.colorDanger, 'colorDanger');
  if (danger) tokens['color-danger-text'] = pair((on) => readableText(danger, on));

  if (variables.fontFamily) tokens['font-family'] = variables.fontFamily;
  const size = pixels(variables.fontSizeBase, 14, 24, 'fontSizeBase');
  const radius = pixels(variables.borderRadius, 0, 24, 'borderRadius');
  const space = pixels(variables.spacingUnit, 3, 6, 'spacingUnit');
  if (size) tokens['font-size'] = size;
  if (radius) tokens['radius'] = radius;
  if (space) tokens['space'] = space;
  return tokens;
}

function isLight(surface: Rgb): boolean {
  return contrast(surface, black) > contrast(surface, white);
}

/** A little beyond what `color-surface-sunken` comes to, so that what can be read here can be read there. */
function sunken([red, green, blue]: Rgb): Rgb {
  const towards = isLight([red, green, blue]) ? 0 : 1;
  const mix = (value: number): number => value * 0.94 + towards * 0.06;
  return [mix(red), mix(green), mix(blue)];
}

function colour(value: string | undefined, name: string): Rgb | undefined {
  if (value === undefined) return undefined;
  const parsed = parseColour(value);
  if (!parsed) warn(`${name} must be #rrggbb or rgb(r, g, b)`);
  return parsed;
}

function pixels(value: string | undefined, least: number, most: number, name: string): Pixels | undefined {
  if (value === undefined) return undefined;
  const number = /^\d+(\.\d+)?px$/.test(value) ? parseFloat(value) : NaN;
  if (number >= least && number <= most) return `${number}px`;
  warn(`${name} must be ${String(least)}px to ${String(most)}px`);
  return undefined;
}

const warned = new Set<string>();
function warn(text: string): void {
  if (!warned.has(text)) console.warn(`appearance: ${text}; it was ignored.`);
  warned.add(text);
}
