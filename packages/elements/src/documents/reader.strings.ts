/** English texts of the reader that a document opens in. */
export const strings = {
  close: 'Close',
  opening: 'Opening the document…',
  page: 'Page {{page}} of {{pages}}',
  pageBefore: 'Previous page',
  pageAfter: 'Next page',
  larger: 'Zoom in',
  smaller: 'Zoom out',
  percent: '{{percent}} %',
  keys: 'Page up and page down turn the pages, plus and minus change the size.',
  pictureOnly: 'This page is a picture without text that could be read aloud. Ask us if you need its words.',
  noPreview: 'This kind of document cannot be shown here. Download it to read it.',
  tooLarge: 'This document is too large to be shown here. Download it to read it.',
  notShown: 'This document could not be shown here. Download it to read it.',
  cut: 'Only the beginning is shown. Download the document to read it all.',
} as const;
