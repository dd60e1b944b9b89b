/** Afterwards: is everything there that was promised, once, and nothing that was not? */
import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { type AuditEntry, type Client, type FirmDocument, type OutboxEvent } from '@portico/contract';
import { compose, createMailCatcher, createMemoryDns, createSweep, silentLog } from '@portico/reference-server';
import { createDiskBlobs, nativePasswords, nodeBytes, openEmbedded } from '@portico/reference-server/node';
import { sql } from 'kysely';
import type { Journal } from './journal.js';
import type { Victim } from './victim.js';

const DAY_MS = 24 * 3_600_000;

/** Compares what the API says with the journal. @returns faults */
export async function faultsInAnswers(
  victim: Victim,
  { files, clients }: Journal,
  secretKey: string,
): Promise<string[]> {
  const headers = { authorization: `Bearer ${secretKey}` };
  const faults: string[] = [];
  const pages = async <T>(at: string): Promise<T[]> => {
    const all: T[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const answer = await victim.request(`${at}?limit=100${cursor && `&cursor=${cursor}`}`, { headers });
      const page: { data: T[]; nextCursor: string | null } = JSON.parse(answer!.body.toString('utf8'));
      all.push(...page.data);
      // Events hand out a cursor as long as there are any.
      cursor = page.data.length > 0 ? page.nextCursor : null;
    }
    return all;
  };
  const expect = (what: string, found: readonly unknown[], wanted: readonly unknown[]): void => {
    const [a, b] = [found, wanted].map((list) => JSON.stringify(list.toSorted()));
    if (a !== b) faults.push(`${what}: ${a!.slice(0, 400)} instead of ${b!.slice(0, 400)}`);
  };

  const documents = await pages<FirmDocument>('/v1/firm/documents');
  expect(
    'documents',
    documents.map(({ id, name, sha256 }) => [id, name, sha256].join(' ')),
    files.map((file) => [file.documentId, file.name, file.sha256].join(' ')),
  );
  for (const { documentId, name, sha256 } of files) {
    const { body } = (await victim.request(`/v1/firm/documents/${documentId}/content`, { headers }))!;
    if (createHash('sha256').update(body).digest('hex') !== sha256) faults.push(`${name} came back with other bytes`);
  }
  const made = await pages<Client>('/v1/firm/clients');
  expect(
    'clients',
    made.filter(({ name }) => name.startsWith('Client ')).map(({ id, name }) => `${id} ${name}`),
    [...clients].map(([name, id]) => `${id} ${name}`),
  );

  const audit = (await pages<AuditEntry>('/v1/firm/audit')).toReversed();
  expect(
    'numbers of the audit',
    audit.map(({ seq }) => seq),
    audit.map((_entry, index) => index + 1),
  );
  const acts = (action: string) =>
    audit.filter((entry) => entry.action === action && entry.result === 'done').map(({ object }) => object);
  expect(
    'audited uploads',
    acts('documents.upload'),
    files.map(({ documentId }) => documentId),
  );
  expect(
    'audited clients',
    acts('clients.create'),
    made.map(({ id }) => id),
  );
  const events = await pages<OutboxEvent>('/v1/firm/events');
  const told = (type: string, field: string) =>
    events.filter((event) => event.type === type).map(({ data }) => data[field]);
  expect(
    'events of uploads',
    told('document.uploaded', 'documentId'),
    files.map(({ documentId }) => documentId),
  );
  expect(
    'events of clients',
    told('client.created', 'clientId'),
    made.map(({ id }) => id),
  );
  return faults;
}

/** Sweeps as a server of the day after tomorrow would, and compares the disk with the tables. @returns faults */
export async function faultsOnDisk(dataDir: string): Promise<string[]> {
  const { db, durable, close } = await openEmbedded(dataDir);
  try {
    const folder = path.join(dataDir, 'blobs');
    const clock = { now: () => new Date(Date.now() + 2 * DAY_MS) };
    const deps = compose({
      db,
      durable,
      clock,
      dns: createMemoryDns(),
      blobs: await createDiskBlobs(folder),
      bytes: nodeBytes,
      passwords: nativePasswords,
      log: silentLog,
      mailer: createMailCatcher(),
      config: {
        publicUrl: 'http://localhost',
        version: 'kill',
        masterKey: new Uint8Array(32),
        maxUploadBytes: 2 ** 31,
        checkAnswers: false,
      },
    });
    await createSweep(deps)();
    const { rows } = await sql<{
      key: string;
      size: number;
    }>`select blob_key as key, blob_size as size from documents`.execute(db);
    const wanted = new Map(rows.map(({ key, size }) => [key, size]));
    const found = new Map<string, number>();
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) found.set(entry.name, (await stat(path.join(entry.parentPath, entry.name))).size);
    }
    const orphans = [...found.keys()].filter((key) => !wanted.has(key)).map((key) => `blob ${key} belongs to nothing`);
    const missing = [...wanted]
      .filter(([key, size]) => found.get(key) !== size)
      .map(([key]) => `blob ${key} is not whole`);
    const open = await sql<{ id: string }>`select id from uploads where state = 'open'`.execute(db);
    return [...orphans, ...missing, ...open.rows.map(({ id }) => `${id} is still open`)];
  } finally {
    await close();
  }
}
