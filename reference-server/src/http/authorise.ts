/** Decides whether an authenticated caller may call an endpoint at all; owners are checked in the queries. */
import {
  type AnyEndpoint,
  decide,
  notPermitted,
  scopeMissing,
  STEP_UP_MINUTES,
  stepUpRequired,
} from '@portico/contract';
import type { Caller } from './caller.js';
import { Refusal } from './refusal.js';

/** @throws Refusal with the reason code of the layer that refuses */
export function authorise({ access, stepUp }: AnyEndpoint, caller: Caller | undefined, now: Date): void {
  if (access.audience === 'client' && caller?.kind === 'client') {
    const decision = decide(access.capability, caller.session);
    if (!decision.allowed) throw new Refusal(notPermitted, { reason: decision.reason });
    const age = now.getTime() - caller.session.authenticatedAt.getTime();
    if (stepUp && age > STEP_UP_MINUTES * 60_000) throw new Refusal(stepUpRequired);
  }
  if (
    (access.audience === 'staff' || access.audience === 'backend') &&
    (caller?.kind === 'staff' || caller?.kind === 'key')
  ) {
    if (caller.reach === null) throw new Refusal(scopeMissing);
  }
}
