/** Who calls, as found from the credential alone. */
import type {
  AnyEndpoint,
  Component,
  DocumentKind,
  PlanName,
  Reach,
  RoleName,
  Scope,
  Section,
  Session,
  Settings,
  StaffSession,
} from '@portico/contract';
import type { Actor } from '../database/actor.js';

/** A visitor of a firm's page, before signing in. */
export interface VisitorCaller {
  readonly kind: 'visitor';
  readonly firmId: string;
}

/** A contact with a session. */
export interface ClientCaller {
  readonly kind: 'client';
  readonly firmId: string;
  readonly contactId: string;
  readonly sessionId: string;
  readonly session: SessionFactsOfCaller;
}

export interface SessionFactsOfCaller {
  readonly kind: Session['kind'];
  readonly plan: PlanName;
  readonly firmName: string;
  readonly contact: { readonly name: string; readonly email: string; readonly language: string };
  readonly settings: Settings;
  readonly portalAccess: boolean;
  readonly sections: readonly Section[] | null;
  readonly readOnly: boolean;
  /** Its tokens work only with the key and on the page that they were made for. */
  readonly bound: boolean;
  /** Member of the staff behind a preview. */
  readonly staff: { readonly id: string; readonly name: string } | null;
  /** One-time link that it came from, and the one request that it is for. */
  readonly link: LinkOfCaller | null;
  /** When whoever calls last proved who they are. */
  readonly authenticatedAt: Date;
  /** Null means all. */
  readonly components: readonly Component[] | null;
  /** Matters that a firm session is limited to; null means all that are shared. */
  readonly matters: readonly string[] | null;
  readonly expiresAt: Date;
}

export interface LinkOfCaller {
  readonly id: string;
  readonly requestId: string;
}

/** What a member of the staff and a secret key have in common. */
interface FirmSide {
  readonly firmId: string;
  readonly id: string;
  /** How far it may do what the called endpoint does; null where it lacks the endpoint's scope. */
  readonly reach: Reach | null;
  /** All that it may do, for lists over several kinds of things. */
  readonly scopes: ReadonlySet<Scope>;
  /** Kinds of documents that it may open and review; null means all. */
  readonly documentKinds: readonly DocumentKind[] | null;
}

/** A member of the staff with a session. */
export interface MemberCaller extends FirmSide {
  readonly kind: 'staff';
  readonly sessionId: string;
  readonly session: MemberFacts;
}

export interface MemberFacts {
  readonly firmName: string;
  readonly name: string;
  readonly email: string;
  readonly role: RoleName;
  readonly secondFactor: StaffSession['secondFactor'];
  /** When the member last proved who they are. */
  readonly authenticatedAt: Date;
  readonly expiresAt: Date;
}

/** A secret key of the firm. */
export interface KeyCaller extends FirmSide {
  readonly kind: 'key';
  readonly sessionId: null;
}

export type StaffCaller = MemberCaller | KeyCaller;

export type Caller = VisitorCaller | ClientCaller | StaffCaller;

/** The caller that an endpoint's access rule lets in. */
export type CallerOf<E extends AnyEndpoint> = E['access'] extends { audience: 'anyone' }
  ? undefined
  : E['access'] extends { audience: 'visitor' }
    ? VisitorCaller
    : E['access'] extends { audience: 'client' }
      ? ClientCaller
      : E['access'] extends { audience: 'member' }
        ? MemberCaller
        : StaffCaller;

/** The caller as the audit log names it. */
export function actorOf(caller: Caller): Actor {
  switch (caller.kind) {
    case 'visitor':
      return { firmId: caller.firmId, type: 'visitor', id: null, sessionId: null };
    case 'client':
      return caller.session.staff
        ? actorOfPreview(caller, caller.session.staff.id)
        : { firmId: caller.firmId, type: 'contact', id: caller.contactId, sessionId: caller.sessionId };
    case 'staff':
    case 'key':
      return { firmId: caller.firmId, type: caller.kind, id: caller.id, sessionId: caller.sessionId };
  }
}

/** In a preview the staff member acts, and the contact is named beside. */
function actorOfPreview({ firmId, contactId, sessionId }: ClientCaller, staffId: string): Actor {
  return { firmId, type: 'staff', id: staffId, sessionId, onBehalfOf: contactId };
}

/** Whose eyes a query reads with. */
export interface Viewer {
  readonly firmId: string;
  /** Null for the firm's side. */
  readonly contactId: string | null;
  /** Member of the staff who sees the matters that they are assigned to, and no others; null where all are seen. */
  readonly assignee: string | null;
  /** Kinds of documents that the firm's side opens; null means all. */
  readonly documentKinds: readonly DocumentKind[] | null;
  /** Matters that a firm session is limited to; null means all that are shared. */
  readonly matters: readonly string[] | null;
  /** One-time link that sees one request, shared or not, and nothing else. */
  readonly link: LinkOfCaller | null;
}

export function viewerOf(caller: ClientCaller | StaffCaller): Viewer {
  const { firmId } = caller;
  if (caller.kind === 'client') {
    const { contactId, session } = caller;
    const { matters, link } = session;
    return { firmId, contactId, assignee: null, documentKinds: null, matters, link };
  }
  const assignee = caller.reach === 'all' ? null : caller.id;
  return { firmId, contactId: null, assignee, documentKinds: caller.documentKinds, matters: null, link: null };
}

/** The firm itself, which sees everything of its own: for the server's own acts. */
export function firmViewer(firmId: string): Viewer {
  return { firmId, contactId: null, assignee: null, documentKinds: null, matters: null, link: null };
}

/** A contact as the server itself thinks of them, without a session: what is shared with them. */
export function contactViewer(firmId: string, contactId: string): Viewer {
  return { ...firmViewer(firmId), contactId };
}
