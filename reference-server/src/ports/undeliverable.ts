/** What an adapter throws where the same message will never be taken: a number that is none, say. */
export class UndeliverableError extends Error {
  override name = 'UndeliverableError' as const;
  /** For the log; it says nothing of the receiver. */
  readonly code: string;

  constructor(code: string) {
    super(`Not to be delivered: ${code}`);
    this.code = code;
  }
}
