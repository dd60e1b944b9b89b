/** Scopes of secret keys and of staff: what the firm's side may do. */
export const scopes = [
  'clients.read',
  'clients.write',
  'clients.erase',
  'matters.read',
  'matters.write',
  'checklists.read',
  'checklists.write',
  'documents.read',
  'documents.review',
  'documents.share',
  'settings.read',
  'settings.write',
  'staff.read',
  'staff.write',
  'keys.read',
  'keys.write',
  'previews.open',
  'audit.read',
  'events.read',
  'sessions.mint',
] as const;
export type Scope = (typeof scopes)[number];
