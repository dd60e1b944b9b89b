/** Decides whether an authenticated caller may call an endpoint at all; owners are checked in the queries. */
import {
  type AnyEndpoint,
  type Capability,
  decide,
  type Method,
  notFound,
  notPermitted,
  previewReadOnly,
  scopeMissing,
  secondFactorRequired,
  STEP_UP_MINUTES,
  stepUpRequired,
} from '@portico/contract';
import type { Caller, SessionFactsOfCaller } from './caller.js';
import { Refusal } from './refusal.js';

const OF_LINKS: ReadonlySet<Capability> = new Set(['link.view', 'documents.upload']);
const READS: ReadonlySet<Method> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** @throws Refusal with the reason code of the layer that refuses */
export function authorise({ access, id, method, stepUp }: AnyEndpoint, caller: Caller | undefined, now: Date): void {
  if (access.audience === 'client' && caller?.kind === 'client') {
    const { session } = caller;
    // A link sends, and sees what it is asked for; for it there is nothing else, and for others no link.
    if (session.link ? !OF_LINKS.has(access.capability) : access.capability === 'link.view')
      throw new Refusal(notFound);
    // By construction, before anything is asked of what is called: a preview looks, and may leave.
    if (session.readOnly && !READS.has(method) && id !== 'session.end') throw new Refusal(previewReadOnly);
    const decision = decide(access.capability, session);
    if (!decision.allowed) throw new Refusal(notPermitted, { reason: decision.reason });
    if (stepUp) requireOneself(session, now);
  }
  if (caller?.kind === 'staff') {
    const { secondFactor, authenticatedAt } = caller.session;
    if (secondFactor !== 'given') {
      const letsIn = access.audience === 'member' && access.before.includes(secondFactor);
      if (!letsIn) throw new Refusal(secondFactorRequired);
    } else if (stepUp) requireFresh(authenticatedAt, now);
  }
  if (
    (access.audience === 'staff' || access.audience === 'person' || access.audience === 'backend') &&
    (caller?.kind === 'staff' || caller?.kind === 'key')
  ) {
    if (caller.reach === null) throw new Refusal(scopeMissing);
  }
}

/** @throws Refusal where it is not the contact, or they have not proved so within the last minutes */
export function requireOneself(session: Pick<SessionFactsOfCaller, 'staff' | 'authenticatedAt'>, now: Date): void {
  // Whoever acts as a client cannot prove to be them, and so never changes what proves it.
  if (session.staff) throw new Refusal(previewReadOnly);
  requireFresh(session.authenticatedAt, now);
}

function requireFresh(authenticatedAt: Date, now: Date): void {
  if (now.getTime() - authenticatedAt.getTime() > STEP_UP_MINUTES * 60_000) throw new Refusal(stepUpRequired);
}
