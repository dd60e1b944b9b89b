/**
 * Content that acts inside of a file of a kind that the portal takes: markup hidden behind a picture's first bytes for a
 * browser that guesses, a PDF that does something when it is opened. It is looked for where it has to lie in the open to
 * work; what is packed away inside is the virus scanner's affair, and no browser is ever handed the bytes to run.
 */

/** Tags that have no business in the bytes of a picture or of a PDF; descriptions in XML (XMP) use others. */
const MARKUP = /<(?:script|html|svg|iframe|body|object|embed)[\s>/]/i;
/** `/OpenAction` or an additional action (ISO 32000-2, section 12.6) that runs script, and launching a program at all. */
const ACTING =
  /\/(?:OpenAction|AA)\s*<<[^]{0,300}?\/S\s*\/(?:JavaScript|Launch|SubmitForm|ImportData)\b|\/S\s*\/Launch\b/;

/** @param bytes the first bytes of a file, or its last */
export function hasMarkup(bytes: Uint8Array): boolean {
  return MARKUP.test(latin1(bytes));
}

/** @param bytes the first bytes of a PDF, or its last */
export function actsWhenOpened(bytes: Uint8Array): boolean {
  return ACTING.test(latin1(bytes));
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
