/** Sessions written straight into the table: thirty kinds of caller, and no mail to wait for. */
import type { SignInMethod } from '@portico/contract';
import { hashText, newToken } from '@portico/reference-server';
import type { TestServer } from '@portico/testing';
import { anId } from './ids.js';
import { insertRow } from './rows.js';

export interface SessionRow {
  readonly firmId: string;
  readonly kind: 'own' | 'firm' | 'staff' | 'preview' | 'link';
  /** Contact, or member of the staff. */
  readonly personId: string;
  /** Member of the staff behind a preview, which only reads. */
  readonly staffId?: string;
  /** One-time link that opened it. */
  readonly linkId?: string;
  readonly jkt?: string;
  readonly origin?: string;
  readonly components?: readonly ('checklist' | 'documents')[];
  readonly matters?: readonly string[];
  /** Minutes from now. */
  readonly expiresIn?: number;
  readonly seenAgo?: number;
  readonly revoked?: boolean;
  /** How it was opened; staff by code and second factor unless said otherwise. */
  readonly methods?: readonly SignInMethod[];
}

const TOKEN = { own: 'ps', firm: 'pat', preview: 'pat', link: 'pat', staff: 'pst' } as const;
const COOKIE = { own: '__Host-portico', staff: '__Host-portico-staff' } as const;

/** A session on a page of another site. @returns its refresh cookie */
export async function insertCrossSiteSession(
  server: TestServer,
  row: { readonly firmId: string; readonly contactId: string; readonly origin: string },
): Promise<string> {
  const token = newToken('prt');
  await insertRow(server, 'sessions', (now) => ({
    firm_id: row.firmId,
    id: anId('ses'),
    kind: 'own',
    contact_id: row.contactId,
    token_hash: hashText(token),
    origin: row.origin,
    created_at: now,
    seen_at: now,
    expires_at: new Date(now.getTime() + 3_600_000),
  }));
  return `__Host-portico-refresh=${token}`;
}

/** @returns the cookie of a session, or the access token of one that the firm's backend minted */
export async function insertSession(server: TestServer, row: SessionRow): Promise<string> {
  const token = newToken(TOKEN[row.kind]);
  await insertRow(server, 'sessions', (now) => {
    const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
    return {
      firm_id: row.firmId,
      id: anId('ses'),
      kind: row.kind,
      contact_id: row.kind === 'staff' ? null : row.personId,
      staff_id: row.kind === 'staff' ? row.personId : (row.staffId ?? null),
      read_only: row.kind === 'preview',
      link_id: row.linkId ?? null,
      token_hash: hashText(token),
      jkt: row.jkt ?? null,
      origin: row.origin ?? null,
      components: row.components ? JSON.stringify(row.components) : null,
      matters: row.matters ? JSON.stringify(row.matters) : null,
      methods: JSON.stringify(row.methods ?? (row.kind === 'staff' ? ['email_code', 'totp'] : [])),
      authenticated_at: row.kind === 'firm' ? new Date(0) : minutes(-(row.seenAgo ?? 0)),
      created_at: minutes(-(row.seenAgo ?? 0)),
      seen_at: minutes(-(row.seenAgo ?? 0)),
      expires_at: minutes(row.expiresIn ?? 60),
      revoked_at: row.revoked ? now : null,
    };
  });
  return row.kind === 'own' || row.kind === 'staff' ? `${COOKIE[row.kind]}=${token}` : token;
}
