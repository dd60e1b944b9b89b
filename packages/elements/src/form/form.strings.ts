/** English texts that forms with passwords share. */
export const strings = {
  password: 'Password',
  newPassword: 'New password',
  rules: 'At least 12 characters. A few words in a row are good and easy to keep in mind; your name is not.',
  show: 'Show',
  hide: 'Hide',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  password_missing: 'Enter your password.',
  password_short: 'This is too short. Use at least 12 characters, for example three or four words.',
  password_common: 'Many people use this one, so it is easy to guess. Choose words that only you would put together.',
  password_personal: 'This is made of your name or your address, so it is easy to guess. Choose something else.',
} as const;
