/** A firm with one client at work, and as many documents of others as are wanted. */
import { settingsOf } from '@portico/contract';
import type { createApp, createMemoryPglite, Deps } from '@portico/reference-server';
import { createFirm, hashText, newToken } from '@portico/reference-server';

type App = ReturnType<typeof createApp>;
type Pglite = Awaited<ReturnType<typeof createMemoryPglite>>;

/** Documents of one matter; a firm grows by matters, as firms do. */
const IN_A_MATTER = 100;

/** @returns the checklist's path and the cookie of the client who may read it */
export async function fillFirm(app: App, deps: Deps, pglite: Pglite, documents: number) {
  const firm = await createFirm(deps, {
    name: 'Example Law',
    settings: settingsOf('legistai', { languages: ['en'], support: { name: 'Ada Example' } }),
    origins: [],
    staff: [],
  });
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await app.request(`http://localhost${path}`, {
      method,
      headers: {
        authorization: `Bearer ${firm.secretKey}`,
        'idempotency-key': crypto.randomUUID(),
        'content-type': 'application/json',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`);
    return response.json();
  };
  const email = 'casey@example.com';
  const client = await call('POST', '/v1/firm/clients', { name: 'Casey Example' });
  const contact = await call('POST', '/v1/firm/contacts', { clientId: client.id, name: 'Casey Example', email });
  const matter = await call('POST', '/v1/firm/matters', { clientId: client.id, title: 'Bench' });
  await call('PUT', `/v1/firm/contacts/${contact.id}/portal-access`, { enabled: true });
  await call('PUT', `/v1/firm/matters/${matter.id}/shares/${contact.id}`);
  const title = { en: 'A request of the firm' };
  const checklist = await call('POST', `/v1/firm/matters/${matter.id}/checklists`, {
    title,
    groups: [1, 2].map(() => ({ title, requests: Array.from({ length: 5 }, () => ({ title, why: title })) })),
  });
  const requests: string[] = checklist.groups.flatMap((group: { requests: { id: string }[] }) =>
    group.requests.map(({ id }) => id),
  );
  await grow(pglite, { firmId: firm.id, clientId: client.id, contactId: contact.id, documents });
  // The client's own documents: one a request.
  await insertDocuments(pglite, [firm.id, contact.id, matter.id, requests], '1');
  const token = newToken('ps');
  await pglite.query(
    `insert into sessions (firm_id, id, kind, contact_id, token_hash, created_at, seen_at, expires_at)
     values ($1, 'ses_00000000000000000000000000', 'own', $2, $3, now(), now(), now() + interval '12 hours')`,
    [firm.id, contact.id, hashText(token)],
  );
  return { path: `/v1/checklists/${checklist.id}`, cookie: `portico-dev=${token}` };
}

async function grow(
  pglite: Pglite,
  {
    firmId,
    clientId,
    contactId,
    documents,
  }: { firmId: string; clientId: string; contactId: string; documents: number },
): Promise<void> {
  const matters = Math.ceil(documents / IN_A_MATTER);
  await pglite.query(
    `with numbers as (select n, lpad(n::text, 26, '0') as id from generate_series(1, $3::int) n),
     m as (insert into matters (firm_id, id, client_id, title, created_at)
       select $1, 'mat_' || id, $2, 'Matter ' || n, now() from numbers),
     k as (insert into checklists (firm_id, id, matter_id, title, created_at)
       select $1, 'chk_' || id, 'mat_' || id, '{"en":"Documents"}', now() from numbers),
     g as (insert into checklist_groups (firm_id, id, checklist_id, position, title)
       select $1, 'grp_' || id, 'chk_' || id, 0, '{"en":"Documents"}' from numbers)
     insert into checklist_requests (firm_id, id, checklist_id, group_id, position, title, tips, accept, max_bytes, max_files, required, state)
       select $1, 'req_' || id, 'chk_' || id, 'grp_' || id, 0, '{"en":"Documents"}', '[]', '["application/pdf"]', 1000, 50, true, 'sent'
       from numbers`,
    [firmId, clientId, matters],
  );
  await pglite.query(
    `insert into documents (firm_id, id, matter_id, request_id, contact_id, name, type, size, sha256, blob_key, blob_size,
       blob_layout, wrapped_key, state, arrived_at, created_at)
     select $1, 'doc_' || lpad(n::text, 26, '0'), 'mat_' || at, 'req_' || at, $2, 'file.pdf', 'application/pdf', 1000,
       repeat('0', 64), 'blob' || n, 1100, '[]', '', 'received', now(), now()
     from (select n, lpad((1 + n % $4::int)::text, 26, '0') as at from generate_series(1, $3::int) n) numbers`,
    [firmId, contactId, documents, matters],
  );
}

async function insertDocuments(
  pglite: Pglite,
  [firmId, contactId, matterId, requests]: [string, string, string, string[]],
  digit: string,
): Promise<void> {
  await pglite.query(
    `insert into documents (firm_id, id, matter_id, request_id, contact_id, name, type, size, sha256, blob_key, blob_size,
       blob_layout, wrapped_key, state, arrived_at, created_at)
     select $1, 'doc_' || $5 || lpad(n::text, 25, '0'), $3, request, $2, 'passport.pdf', 'application/pdf', 1000,
       repeat('0', 64), 'own' || n, 1100, '[]', '', 'received', now(), now()
     from unnest($4::text[]) with ordinality as own (request, n)`,
    [firmId, contactId, matterId, requests, digit],
  );
}
