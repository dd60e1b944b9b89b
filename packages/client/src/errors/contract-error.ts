import { PortalError } from './portal-error.js';

/** The answer is not what the contract promises: client and server are of different versions, or one has a defect. */
export class ContractError extends PortalError {
  override readonly name = 'ContractError';

  constructor(operation: string, options?: ErrorOptions) {
    super('contract_broken', `${operation}: the answer does not match the contract`, options);
  }
}
