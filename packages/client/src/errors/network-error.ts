import { PortalError } from './portal-error.js';

/** Nothing came back, or only a word from a gateway in between: offline, server away, blocked. Trying again may help. */
export class NetworkError extends PortalError {
  override readonly name = 'NetworkError';

  constructor(operation: string, options?: ErrorOptions) {
    super('network_error', `${operation}: the server could not be reached`, options);
  }
}
