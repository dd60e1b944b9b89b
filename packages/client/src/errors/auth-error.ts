import { PortalError } from './portal-error.js';

/** There is no valid session, and renewing it did not help: sign in again. `code` is the server's, or `fetch_session_failed`. */
export class AuthError extends PortalError {
  override readonly name = 'AuthError';

  constructor(operation: string, code: string, options?: ErrorOptions) {
    super(code, `${operation}: ${code}`, options);
  }
}
