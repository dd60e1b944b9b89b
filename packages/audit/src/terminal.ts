/** What a command of this package leaves behind: 0 whole, 1 tampered with, 2 nothing that it can verify. */
export type Ended = 0 | 1 | 2;

/** A file from anywhere must not reach the terminal's own commands. */
export function plain(text: string): string {
  return text.replaceAll(/[^\n\P{C}]/gu, '�');
}

/** Which key a verdict rests on. */
export function keyLine(pinned: boolean): string {
  return pinned
    ? 'It is the key that you gave.'
    : 'The key was taken from the file itself. Compare it with one that you had from elsewhere, or give it by --key.';
}
