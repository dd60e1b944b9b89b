/** English texts of proving anew who one is. Problems are keyed by their code. */
export const strings = {
  goOn: 'Go on',
  cancel: 'Not now',
  proofText: 'To be sure that it is you, we sent a six-digit code to {{email}}.',
  proofPassword: 'To be sure that it is you, please enter your password once more.',
  code: 'Six-digit code',
  proof_wrong: 'This is not right. Check it and try again.',
  code_spent: 'This code works no more. Press “Not now” and begin again.',
  code_missing: 'Enter the six digits from the message.',
  sign_in_method_off: 'This is switched off. Please contact us.',
  too_many_requests: 'That was often in a short time. Wait a few minutes, then try again.',
  network_error: 'We cannot reach the server. Check your connection and try again.',
  failed: 'That did not work. Please try again.',
} as const;
