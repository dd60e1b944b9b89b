import type { Session } from '@portico/contract';

/** Why the session is another one now. */
export type SessionChange = 'signed-in' | 'signed-out' | 'expired';

/** A portal's session began or ended, here or in another tab. Carries no credential. */
export class SessionChangeEvent extends Event {
  /** The session there is now; undefined when nobody is signed in. */
  readonly session: Session | undefined;
  readonly change: SessionChange;

  constructor(session: Session | undefined, change: SessionChange) {
    super('session');
    this.session = session;
    this.change = change;
  }
}
