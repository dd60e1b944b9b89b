/**
 * What went wrong, for code that has to decide what to do next: `code` is stable and for machines,
 * `message` is English for developers and names the operation but nobody, `cause` is what was underneath.
 * The children say what a caller can do: {@link NetworkError} try again, {@link TimeoutError} try again later,
 * {@link AuthError} get a session, {@link ProblemError} show words for the code, {@link ContractError} report a defect.
 */
export class PortalError extends Error {
  override readonly name: string = 'PortalError';
  /** Stable and for machines; elements map it to words. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
