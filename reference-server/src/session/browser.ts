/** What a sign-in knows of the browser that it came from. */
export interface Browser {
  /** Hash of the session token that it had before, if any. */
  readonly session: string | undefined;
  /** Origin of a page on another site that asks for a session by tokens; null where the cookie of the site will do. */
  readonly crossSite: string | null;
  /** Browser and system in words, for the list of devices; null where it does not say. */
  readonly name: string | null;
}

const browsers = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:HeadlessChrome|Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
] as const;

const systems = [
  [/\biPad\b/, 'iPad'],
  [/\biPhone\b/, 'iPhone'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
] as const;

/**
 * Names a browser for the person who uses it. From a short list and never the header itself, which anybody can fill
 * with anything and which a list of devices would then show.
 */
export function nameOfBrowser(userAgent: string | null): string | null {
  const named = (list: readonly (readonly [RegExp, string])[]) => list.find(([is]) => is.test(userAgent ?? ''))?.[1];
  return [named(browsers), named(systems)].filter((name) => name !== undefined).join(' · ') || null;
}
