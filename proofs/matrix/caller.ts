/** What a caller of the matrix is, in data. */
import {
  type Access,
  type AnyEndpoint,
  type Capability,
  keyInvalid,
  type OwedFactor,
  type Problem,
  type Reason,
  type RoleName,
  unauthenticated,
} from '@portico/contract';
import type { Proofs } from '../world/members.js';
import type { Firm, Owner } from '../world/world.js';

type Audience = Exclude<Access['audience'], 'anyone'>;
export type Headers = Readonly<Record<string, string>>;

export interface Caller {
  readonly name: string;
  /** Headers that carry the credential. @param url whole address, without query */
  readonly credential: (endpoint: AnyEndpoint, url: string) => Headers;
  /** Audiences that it belongs to, or the problem that it meets there; elsewhere it is a stranger. */
  readonly is: Partial<Record<Audience, 'in' | Problem>>;
  /** Calls that change nothing are let in, whatever `is` says. */
  readonly mayRead?: true;
  /** Capabilities that it lacks, with the reason. */
  readonly lacks?: Partial<Record<Capability, Reason>>;
  readonly lacksScope?: true;
  /** Looks with a contact's eyes and changes nothing. */
  readonly readOnly?: true;
  /** Came by a one-time link: sends for one request, and nothing else exists for it. */
  readonly byLink?: true;
  /** What it has scopes by, where it is a member of the staff. */
  readonly role?: RoleName;
  /** What its session owes before it opens anything. */
  readonly owes?: OwedFactor;
  /** What it can prove itself with; its owner's unless said otherwise. */
  readonly proofs?: Proofs;
  /** It proved who it is too long ago, or never: what weighs is refused. */
  readonly stale?: true;
  /** The owner whose things it calls with as its own. */
  readonly own: Owner;
  /** Whether it may see a thing of an owner. @param kind name of the thing */
  readonly sees: (kind: string, owner: Owner) => boolean;
  /** Canaries that may be in its answers. */
  readonly canaries: readonly string[];
}

/** What a stranger to an audience is told. */
export const STRANGER: Record<Audience, Problem> = {
  visitor: keyInvalid,
  client: unauthenticated,
  staff: unauthenticated,
  person: unauthenticated,
  member: unauthenticated,
  backend: unauthenticated,
};

/** The same headers for every call. */
export function always(headers: Headers): Caller['credential'] {
  return () => headers;
}

/** A page of the firm's with a session's cookie. */
export function page(firm: Firm, cookie: string): Caller['credential'] {
  return always({ cookie, origin: firm.origin, 'portico-client': '1' });
}

/** Sees what is its own. */
export function selfOf(owner: Owner): Pick<Caller, 'own' | 'sees' | 'canaries'> {
  return { own: owner, sees: (_kind, other) => other === owner, canaries: Object.values(owner.canaries) };
}

/** Sees whatever belongs to a firm. */
export function allOf(
  firm: Firm,
  first: Owner,
  ...others: readonly Owner[]
): Pick<Caller, 'own' | 'sees' | 'canaries'> {
  return {
    own: first,
    sees: (_kind, owner) => owner.firm.id === firm.id,
    canaries: [first, ...others].flatMap(({ canaries }) => Object.values(canaries)),
  };
}

/** The firm that ana's co-clients belong to as well. */
export function everythingOf(firm: Firm, first: Owner, ...others: readonly Owner[]) {
  const all = allOf(firm, first, ...others);
  const more = ['canary-contact-coclient', 'canary-contact-barred', 'canary-matter-elsewhere'];
  return { ...all, canaries: [...all.canaries, ...more] };
}
