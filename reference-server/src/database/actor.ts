import type { Once } from './once.js';

/** Who acts, as the audit log names them. */
export interface Actor {
  readonly firmId: string;
  readonly type: 'contact' | 'staff' | 'key' | 'visitor' | 'system';
  readonly id: string | null;
  readonly sessionId: string | null;
  /** The contact with whose eyes, or in whose name, a member of the staff acts. */
  readonly onBehalfOf?: string;
  /** The call's idempotency key, where it has one. */
  readonly once?: Once;
}

/** The server itself: sweeps, relays and the demo's seed. */
export function systemActor(firmId: string): Actor {
  return { firmId, type: 'system', id: null, sessionId: null };
}
