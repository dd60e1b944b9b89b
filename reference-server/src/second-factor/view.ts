import type { StaffSession } from '@portico/contract';
import type { MemberCaller } from '../http/caller.js';

/** A staff session as its page sees it. */
export function staffSessionView({ firmId, id, session }: MemberCaller): StaffSession {
  return {
    firm: { id: firmId, name: session.firmName },
    staff: { id, name: session.name, email: session.email, role: session.role },
    secondFactor: session.secondFactor,
    expiresAt: session.expiresAt.toISOString(),
  };
}
