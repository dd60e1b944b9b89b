/**
 * Turns one brand colour into colours that can be read. Lightness is moved in OKLCH, where equal steps
 * look equal and hue and chroma stay the brand's, until the contrast of WCAG 2.2 (1.4.3, 1.4.11) is reached.
 * Numbers of the OKLab transform: https://bottosson.github.io/posts/oklab/.
 */

/** Red, green and blue, 0 to 1, gamma-encoded. */
export type Rgb = readonly [red: number, green: number, blue: number];
/** Lightness 0 to 1, chroma, hue in radians. */
type Oklch = readonly [lightness: number, chroma: number, hue: number];

/** What is derived from a brand colour for one background; each a `#rrggbb`. */
export interface BrandColours {
  /** Fill of the primary action; at least 3:1 against the background. */
  readonly accent: string;
  /** Text on that fill; at least 4.5:1. */
  readonly onAccent: string;
  /** Links and headings in the brand's hue; at least 4.5:1 against the background and its tint. */
  readonly accentText: string;
  /** A tint of the background. */
  readonly accentSoft: string;
  /** Focus ring; at least 3:1 against the background. */
  readonly focus: string;
}

/** Derives readable colours from a brand colour. @param brand the firm's colour @param background what they stand on */
export function brandColours(brand: Rgb, background: Rgb): BrandColours {
  const [lightness, chroma, hue] = toOklch(brand);
  const light = luminance(background) > 0.18;
  const accentSoft = quantised(fromOklch([light ? 0.965 : 0.28, Math.min(chroma, light ? 0.02 : 0.04), hue]));
  const accent = readable([lightness, chroma, hue], [background], 3);
  const focus = readable([lightness, chroma, hue], [background, accentSoft], 3);
  const accentText = readable([lightness, chroma, hue], [background, accentSoft], 4.5);
  const onAccent: Rgb = contrast([1, 1, 1], accent) >= 4.5 ? [1, 1, 1] : [0, 0, 0];
  return {
    accent: toHex(accent),
    onAccent: toHex(onAccent),
    accentText: toHex(accentText),
    accentSoft: toHex(accentSoft),
    focus: toHex(focus),
  };
}

/** The nearest colour of the same hue with at least 4.5:1 against every background, as `#rrggbb`. */
export function readableText(colour: Rgb, ...backgrounds: readonly Rgb[]): string {
  return toHex(readable(toOklch(colour), backgrounds, 4.5));
}

/** Reads `#rgb`, `#rrggbb` or `rgb(r, g, b)`; undefined for anything else. */
export function parseColour(text: string): Rgb | undefined {
  const hex = /^#(?:([0-9a-f])([0-9a-f])([0-9a-f])|([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2}))$/i.exec(text.trim());
  if (hex) {
    const [red, green, blue] = hex[1] ? hex.slice(1, 4).map((digit) => digit + digit) : hex.slice(4, 7);
    return [byte(red), byte(green), byte(blue)];
  }
  const rgb = /^rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)$/i.exec(text.trim());
  return rgb ? [Number(rgb[1]) / 255, Number(rgb[2]) / 255, Number(rgb[3]) / 255] : undefined;
}

/** Contrast ratio of WCAG 2.2, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

function readable([lightness, chroma, hue]: Oklch, backgrounds: readonly Rgb[], ratio: number): Rgb {
  const step = backgrounds.every((background) => luminance(background) > 0.18) ? -0.005 : 0.005;
  for (let now = lightness; now > 0 && now < 1; now += step) {
    const colour = quantised(fromOklch([now, chroma, hue]));
    if (backgrounds.every((background) => contrast(colour, background) >= ratio)) return colour;
  }
  return step < 0 ? [0, 0, 0] : [1, 1, 1];
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map(toLinear);
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function toOklch([red, green, blue]: Rgb): Oklch {
  const [r, g, b] = [toLinear(red), toLinear(green), toLinear(blue)];
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const medium = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const lightness = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short;
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
  const bb = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  return [lightness, Math.hypot(a, bb), Math.atan2(bb, a)];
}

/** Out of the gamut, chroma gives way until the colour exists. */
function fromOklch([lightness, chroma, hue]: Oklch): Rgb {
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short;
  const green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short;
  const blue = -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short;
  const fits = [red, green, blue].every((value) => value > -0.001 && value < 1.001);
  if (!fits && chroma > 0.001) return fromOklch([lightness, chroma * 0.95, hue]);
  return [toGamma(red), toGamma(green), toGamma(blue)];
}

function toLinear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function toGamma(value: number): number {
  const inside = Math.min(1, Math.max(0, value));
  return inside <= 0.0031308 ? inside * 12.92 : 1.055 * inside ** (1 / 2.4) - 0.055;
}

/** Contrast is promised for what the screen gets, so it is measured on whole bytes. */
function quantised([red, green, blue]: Rgb): Rgb {
  return [Math.round(red * 255) / 255, Math.round(green * 255) / 255, Math.round(blue * 255) / 255];
}

function toHex(colour: Rgb): string {
  return `#${colour
    .map((value) =>
      Math.round(value * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

function byte(hex: string | undefined): number {
  return parseInt(hex ?? '0', 16) / 255;
}
