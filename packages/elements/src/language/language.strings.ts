/** English texts of the language menu; the languages' own names come from Intl. */
export const strings = {
  label: 'Language',
  changed: 'The language is now {{language}}.',
} as const;
