import type { Once } from './once.js';

/** Where a call came from, for the audit log. */
export interface From {
  readonly ip: string;
  readonly requestId: string;
}

/** Who acts, as the audit log names them. */
export interface Actor {
  readonly firmId: string;
  readonly type: 'contact' | 'staff' | 'key' | 'visitor' | 'system';
  readonly id: string | null;
  readonly sessionId: string | null;
  /** The contact as whom a member of the staff looks or acts, where they do. */
  readonly onBehalfOf?: string;
  /** Address that the call came from; empty where nobody knows. */
  readonly ip?: string;
  readonly requestId?: string;
  /** The call's idempotency key, where it has one. */
  readonly once?: Once;
}

/** The same call, by whom it has turned out to be: a visitor who has just signed in, say. */
export function actingAs(call: Actor, { type, id, sessionId }: Pick<Actor, 'type' | 'id' | 'sessionId'>): Actor {
  return { ...call, type, id, sessionId };
}

/** The server itself: sweeps, relays and the demo's seed. */
export function systemActor(firmId: string): Actor {
  return { firmId, type: 'system', id: null, sessionId: null };
}
