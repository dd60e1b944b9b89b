/** Decides whether an authenticated caller may call an endpoint at all; owners are checked in the queries. */
import { type AnyEndpoint, decide, type Method, notPermitted, previewReadOnly, scopeMissing } from '@portico/contract';
import type { Caller } from './caller.js';
import { Refusal } from './refusal.js';

const READS: ReadonlySet<Method> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** @throws Refusal with the reason code of the layer that refuses */
export function authorise({ access, id, method }: AnyEndpoint, caller: Caller | undefined): void {
  if (access.audience === 'client' && caller?.kind === 'client') {
    const decision = decide(access.capability, caller.session);
    if (!decision.allowed) throw new Refusal(notPermitted, { reason: decision.reason });
    // By construction: whatever changes something is not for a preview, but to leave it.
    if (caller.session.readOnly && !READS.has(method) && id !== 'session.end') throw new Refusal(previewReadOnly);
  }
  if (
    (access.audience === 'staff' || access.audience === 'backend') &&
    (caller?.kind === 'staff' || caller?.kind === 'key')
  ) {
    if (caller.scopes && !caller.scopes.includes(access.scope)) throw new Refusal(scopeMissing);
  }
}
