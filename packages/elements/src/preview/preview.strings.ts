/** English texts of the banner over a preview. */
export const strings = {
  label: 'Preview',
  title: 'Preview: you see what {{name}} sees',
  readOnly: '{{by}}, you are only looking. Nothing can be changed here.',
  actAs:
    '{{by}}, you act as {{name}}. What you change is changed for real, is recorded in both names, and {{name}} can see it.',
  actAsTitle: 'You act as {{name}}',
  end: 'End the preview',
  ended: 'The preview is over.',
} as const;
