/** A stand-in for `fetch`, for edges of the protocol that a real server does not show on demand. */
import type { Session } from '@portico/contract';

/** A `fetch` that answers from a list and keeps what it was asked. */
export type StandIn = typeof fetch & { readonly requests: Request[] };

type Reply = (request: Request) => Response | Promise<Response>;

/** Answers the n-th request by the n-th reply, and all further ones by the last. */
export function answers(...replies: Reply[]): StandIn {
  const requests: Request[] = [];
  const stand = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    requests.push(request.clone());
    const reply = replies[Math.min(requests.length, replies.length) - 1];
    if (!reply) throw new Error('No reply was given');
    const aborted = new Promise<never>((_, reject) => {
      request.signal.addEventListener('abort', () => {
        reject(new DOMException('This operation was aborted', 'AbortError'));
      });
    });
    return Promise.race([reply(request), aborted]);
  };
  return Object.assign(stand, { requests });
}

/** Answers JSON. */
export function json(body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json', ...headers } });
}

/** Answers a refusal. */
export function problem(status: number, code: string, headers: Record<string, string> = {}): Response {
  const body = { type: `https://example.com/problems/${code}`, title: code, status, code, requestId: 'request-1' };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  });
}

/** Lets everything run that needs no time to pass. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 40; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A session of a fictitious contact. */
export function aSession(contactId = 'con_01j00000000000000000000000'): Session {
  return {
    id: 'ses_01j00000000000000000000000',
    firm: { id: 'firm_01j00000000000000000000000', name: 'Example & Partners' },
    contact: { id: contactId, name: 'Ana Example', email: 'ana@example.com', language: 'en' },
    kind: 'own',
    capabilities: {
      'session.view': { allowed: true },
      'checklists.view': { allowed: true },
      'checklists.answer': { allowed: true },
      'documents.upload': { allowed: true },
      'documents.view': { allowed: true },
      'sharedDocuments.view': { allowed: true },
      'invoices.view': { allowed: true },
      'invoices.dispute': { allowed: true },
      'invoices.pay': { allowed: true },
      'invoices.plan': { allowed: true },
      'profile.view': { allowed: true },
      'profile.update': { allowed: true },
    },
    languages: ['en', 'es', 'ar'],
    support: { name: 'Front desk' },
    preview: null,
    expiresAt: '2026-01-01T12:00:00Z',
  };
}
