/** English texts of one card or bank account that is kept, wherever it is named or chosen. */
export const strings = {
  named: '{{name}} ending in {{last4}}',
  card: 'Card',
  bank: 'Bank account',
  other: 'Another way to pay',
  goodUntil: 'Good until {{month}}',
  expiresSoon: 'Runs out soon: good until {{month}}',
  expired: 'Ran out in {{month}}: it can pay no more',
  which: 'Which card or account pays?',
} as const;
