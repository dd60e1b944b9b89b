import { PortalError } from './portal-error.js';

/** No answer within the time allowed (30 seconds). Whether the server acted is unknown. */
export class TimeoutError extends PortalError {
  override readonly name = 'TimeoutError';

  constructor(operation: string, options?: ErrorOptions) {
    super('timeout', `${operation}: no answer in time`, options);
  }
}
