/**
 * Roles of the firm's staff, as data. What a role does not name it may not do; `assigned` is for the matters that a
 * member is assigned to, `all` for every matter of the firm.
 */
import * as z from 'zod/mini';
import type { Scope } from './scopes.js';

export const RoleName = z.enum(['intake', 'paralegal', 'attorney', 'billing', 'admin']);
export type RoleName = z.infer<typeof RoleName>;

export type Reach = 'all' | 'assigned';

/** Kinds of documents that a request can ask for; a role may be kept from some. */
export const DocumentKind = z.enum(['identity', 'financial', 'medical', 'legal', 'other']);
export type DocumentKind = z.infer<typeof DocumentKind>;

/** Scopes over what belongs to a matter, and so can end at the matters that a member is assigned to. */
export type MatterScope = Extract<
  Scope,
  `${'matters' | 'checklists' | 'documents' | 'invoices' | 'payments' | 'tasks'}.${string}`
>;

export interface Role {
  readonly scopes: Readonly<{ [S in Scope]?: S extends MatterScope ? Reach : 'all' }>;
  /** Kinds of documents that it may open and review. */
  readonly documentKinds: readonly DocumentKind[];
}

/** Every kind of document there is. */
export const everyKind: readonly DocumentKind[] = DocumentKind.options;

/** Sessions of clients are minted by a firm's backend alone, so no role has `sessions.mint`. */
export const roles: Readonly<Record<RoleName, Role>> = {
  intake: {
    scopes: {
      'clients.read': 'all',
      'clients.write': 'all',
      'matters.read': 'assigned',
      'checklists.read': 'assigned',
    },
    documentKinds: [],
  },
  paralegal: {
    scopes: {
      'clients.read': 'all',
      'matters.read': 'assigned',
      'matters.write': 'assigned',
      'checklists.read': 'assigned',
      'checklists.write': 'assigned',
      'documents.read': 'assigned',
      'documents.review': 'assigned',
      'documents.share': 'assigned',
      'templates.read': 'all',
      'tasks.read': 'assigned',
      'tasks.write': 'assigned',
    },
    documentKinds: ['identity', 'legal', 'other'],
  },
  attorney: {
    scopes: {
      'clients.read': 'all',
      'clients.write': 'all',
      'matters.read': 'assigned',
      'matters.write': 'assigned',
      'checklists.read': 'assigned',
      'checklists.write': 'assigned',
      'documents.read': 'assigned',
      'documents.review': 'assigned',
      'documents.share': 'assigned',
      'templates.read': 'all',
      'templates.write': 'all',
      'invoices.read': 'assigned',
      'invoices.write': 'assigned',
      'billing.read': 'all',
      'tasks.read': 'assigned',
      'tasks.write': 'assigned',
    },
    documentKinds: everyKind,
  },
  billing: {
    scopes: {
      'clients.read': 'all',
      'matters.read': 'all',
      'documents.read': 'all',
      'invoices.read': 'all',
      'invoices.write': 'all',
      'payments.write': 'all',
      'billing.read': 'all',
      'billing.write': 'all',
      'tasks.read': 'all',
      'tasks.write': 'all',
    },
    documentKinds: ['financial'],
  },
  admin: {
    scopes: {
      'clients.read': 'all',
      'clients.write': 'all',
      'clients.erase': 'all',
      'matters.read': 'all',
      'matters.write': 'all',
      'checklists.read': 'all',
      'checklists.write': 'all',
      'documents.read': 'all',
      'documents.review': 'all',
      'documents.share': 'all',
      'invoices.read': 'all',
      'invoices.write': 'all',
      'payments.write': 'all',
      'billing.read': 'all',
      'billing.write': 'all',
      'tasks.read': 'all',
      'tasks.write': 'all',
      'settings.read': 'all',
      'settings.write': 'all',
      'staff.read': 'all',
      'staff.write': 'all',
      'keys.read': 'all',
      'keys.write': 'all',
      'previews.open': 'all',
      'audit.read': 'all',
      'events.read': 'all',
      'templates.read': 'all',
      'templates.write': 'all',
    },
    documentKinds: everyKind,
  },
};
