/** The skeleton of a feature: something that belongs to a matter, that staff makes and the client reads. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { camel, insertAfter, pascal, type Plan, singular, sortedLine } from './plan.js';
import { filesBelow } from './workspace.js';

interface Names {
  /** `trust-accounts` */
  readonly kebab: string;
  /** `trust_accounts` */
  readonly table: string;
  /** `TrustAccounts` and `TrustAccount` */
  readonly many: string;
  readonly one: string;
  /** `trustAccounts` and `trustAccount` */
  readonly manyVar: string;
  readonly oneVar: string;
  /** `trust accounts` and `trust account` */
  readonly manyWords: string;
  readonly oneWords: string;
  /** Prefix of its ids. */
  readonly prefix: string;
  readonly migration: string;
}

/** @param kebab plural name, e.g. `invoices` */
export function planFeature(kebab: string, base: string): Plan {
  const names = namesOf(kebab, base);
  const { many, manyVar, oneVar } = names;
  const server = `reference-server/src/${kebab}`;
  const app = 'reference-server/src/app.ts';
  const portal = 'packages/client/src/portal.ts';
  const capabilities = 'packages/contract/src/capabilities.ts';
  return {
    files: new Map([
      [`packages/contract/src/${kebab}.ts`, contract(names)],
      [`${server}/migrations.ts`, migrations(names)],
      [`${server}/store.ts`, store(names)],
      [`${server}/service.ts`, service(names)],
      [`${server}/routes.ts`, routes(names)],
      [`${server}/${kebab}.test.ts`, serverTest(names)],
      [`packages/client/src/${kebab}.ts`, client(names)],
      [`docs/guides/${kebab}.md`, guide(names)],
    ]),
    edits: [
      sortedLine('packages/contract/src/index.ts', /^export \* from/, `export * from './${kebab}.js';`),
      sortedLine('packages/contract/src/features.ts', /^export \* as/, `export * as ${manyVar} from './${kebab}.js';`),
      insertAfter(capabilities, /export const capabilities = \[[^\]]*'(?=,?\s*\])/, `, '${kebab}.view'`),
      insertAfter(
        capabilities,
        /const needs: Readonly<Record<Capability, Needs>> = \{/,
        `\n  '${kebab}.view': { component: null, section: null, changes: false, on: always },`,
      ),
      insertAfter('packages/contract/src/scopes.ts', /export const scopes = \[/, `\n  '${kebab}.write',`),
      sortedLine(
        app,
        /^import \* as \w+ from '\.\/[\w-]+\/routes\.js'/,
        `import * as ${manyVar} from './${kebab}/routes.js';`,
      ),
      sortedLine(
        app,
        /^import \{ migrations as/,
        `import { migrations as ${oneVar}Migrations } from './${kebab}/migrations.js';`,
      ),
      sortedLine(app, /^ {2}\w+: \w+\.routes,/, `  ${manyVar}: ${manyVar}.routes,`),
      sortedLine(app, /^ {2}\w+Migrations,/, `  ${oneVar}Migrations,`),
      sortedLine(portal, /^import \{ \w+ \} from '\.\/[\w-]+\.js';/, `import { ${many} } from './${kebab}.js';`),
      sortedLine(portal, /^ {2}readonly \w+: [A-Z]\w+;$/, `  readonly ${manyVar}: ${many};`),
      sortedLine(portal, /^ {4}this\.\w+ = new \w+\(calls\);/, `    this.${manyVar} = new ${many}(calls);`),
      sortedLine(
        'packages/client/src/index.ts',
        /^export \{ [A-Z]\w+.* from '\.\/[\w-]+\.js';/,
        `export { ${many} } from './${kebab}.js';`,
      ),
    ],
  };
}

function namesOf(kebab: string, base: string): Names {
  const one = singular(kebab);
  return {
    kebab,
    table: kebab.replaceAll('-', '_'),
    many: pascal(kebab),
    one: pascal(one),
    manyVar: camel(kebab),
    oneVar: camel(one),
    manyWords: kebab.replaceAll('-', ' '),
    oneWords: one.replaceAll('-', ' '),
    prefix: freePrefix(one, base),
    migration: nextMigration(kebab, base),
  };
}

/** Three letters that no other id begins with, four or more where they are taken. */
function freePrefix(one: string, base: string): string {
  const texts = filesBelow('packages/contract/src', '.ts', base).map((file) => readFileSync(join(base, file), 'utf8'));
  const taken = new Set(texts.flatMap((text) => [...text.matchAll(/\bid\('([a-z]+)'\)/g)].map((match) => match[1])));
  const letters = one.replaceAll('-', '');
  for (let length = 3; length < letters.length; length++) {
    if (!taken.has(letters.slice(0, length))) return letters.slice(0, length);
  }
  return letters;
}

/** A name that sorts after every migration there is, since they run in the order of their names. */
function nextMigration(kebab: string, base: string): string {
  const files = filesBelow('reference-server/src', 'migrations.ts', base);
  const names = files.flatMap((file) =>
    [...readFileSync(join(base, file), 'utf8').matchAll(/'(\d{4}-\d\d-\d\d)-(\d\d)-[\w-]+'/g)].map(
      ([, day = '', number = '']) => ({ day, number: Number(number) }),
    ),
  );
  const day = [new Date().toISOString().slice(0, 10), ...names.map((name) => name.day)].sort().at(-1) ?? '';
  const number = Math.max(0, ...names.filter((name) => name.day === day).map((name) => name.number)) + 1;
  return `${day}-${String(number).padStart(2, '0')}-${kebab}`;
}

function contract({ kebab, many, one, manyWords, oneWords, prefix }: Names): string {
  return `/** The ${manyWords} of a matter, as staff makes them and the client reads them. */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { notFound } from './problems.js';
import { id, Instant, listOf, MatterId, Page, text } from './values.js';

export const ${one}Id = id('${prefix}');

export const ${one} = z.object({ id: ${one}Id, matterId: MatterId, title: z.string(), createdAt: Instant });
export type ${one} = z.infer<typeof ${one}>;

export const list${many} = endpoint({
  id: '${camel(kebab)}.list',
  method: 'GET',
  path: '/v1/${kebab}',
  summary: 'Lists the ${manyWords} of the matters shared with this contact, newest first.',
  access: { audience: 'client', capability: '${kebab}.view' },
  query: Page,
  response: listOf(${one}),
});

export const get${one} = endpoint({
  id: '${camel(kebab)}.get',
  method: 'GET',
  path: '/v1/${kebab}/:id',
  summary: 'Reads one ${oneWords}.',
  access: { audience: 'client', capability: '${kebab}.view' },
  params: z.object({ id: ${one}Id }),
  response: ${one},
  errors: [notFound],
});

export const create${one} = endpoint({
  id: 'firm${many}.create',
  method: 'POST',
  path: '/v1/firm/matters/:id/${kebab}',
  summary: 'Creates ${article(oneWords)} of a matter.',
  access: { audience: 'staff', scope: '${kebab}.write' },
  params: z.object({ id: MatterId }),
  body: z.strictObject({ title: text(200) }),
  response: ${one},
  status: 201,
  errors: [notFound],
  idempotent: true,
});
`;
}

function migrations({ table, migration }: Names): string {
  return `import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '${migration}': {
    async up(db) {
      await sql\`create table ${table} (
        firm_id text not null references firms,
        id text not null,
        matter_id text not null,
        title text not null,
        created_at timestamptz not null,
        primary key (firm_id, id),
        foreign key (firm_id, matter_id) references matters (firm_id, id)
      )\`.execute(db);
      await sql\`create index ${table}_of_matter on ${table} (firm_id, matter_id, id)\`.execute(db);
    },
  },
};
`;
}

function store({ table, many, one, oneWords, manyWords }: Names): string {
  return `import { sql } from 'kysely';
import { page, type PageQuery } from '../database/pages.js';
import type { Reader, Tx } from '../database/tables.js';
import type { Viewer } from '../http/caller.js';
import { withinReach } from '../matters/reach.js';

interface ${one}Table {
  firm_id: string;
  id: string;
  matter_id: string;
  title: string;
  created_at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    ${table}: ${one}Table;
  }
}

/** The share, or the assignment, is part of the query: what is not theirs is not found. */
function visible(db: Reader, viewer: Viewer) {
  const { firmId, contactId, matters, link } = viewer;
  const all = db.selectFrom('${table} as k').selectAll().where('k.firm_id', '=', firmId);
  if (contactId === null) return all.where(withinReach(viewer, 'k.matter_id'));
  // A one-time link sees the one request that it is for, and nothing else.
  if (link) return all.where(sql<boolean>\`false\`);
  const limited = matters === null ? sql\`true\` : sql\`k.matter_id = any(\${[...matters]})\`;
  return all.where(
    sql<boolean>\`exists (select 1 from matter_shares s where s.firm_id = k.firm_id and s.matter_id = k.matter_id
      and s.contact_id = \${contactId}) and \${limited}\`,
  );
}

/** A page of the ${manyWords} that a viewer may see, newest first. */
export async function list${many}(db: Reader, viewer: Viewer, { limit, cursor }: PageQuery) {
  const rows = await visible(db, viewer)
    .$if(cursor !== undefined, (query) => query.where('k.id', '<', cursor ?? ''))
    .orderBy('k.id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, (row) => row.id);
}

/** One ${oneWords}, where the viewer may see it. */
export async function get${one}(db: Reader, viewer: Viewer, id: string) {
  return visible(db, viewer).where('k.id', '=', id).executeTakeFirst();
}

export async function insert${one}(tx: Tx, row: ${one}Table): Promise<void> {
  await tx.insertInto('${table}').values(row).execute();
}
`;
}

function service({ kebab, table, many, one, oneVar, manyWords, prefix }: Names): string {
  return `import { notFound, type ${one} } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { PageQuery } from '../database/pages.js';
import type { Deps } from '../deps.js';
import type { Viewer } from '../http/caller.js';
import { Refusal } from '../http/refusal.js';
import { getMatter } from '../matters/store.js';
import * as store from './store.js';

/** The ${manyWords} of a matter, as a client reads them and staff makes them. */
export const create${many} = ({ work }: Deps) => ({
  list: (viewer: Viewer, query: PageQuery) =>
    work.read(viewer.firmId, async (db) => {
      const { data, nextCursor } = await store.list${many}(db, viewer, query);
      return { data: data.map(${oneVar}View), nextCursor };
    }),

  get: (viewer: Viewer, id: string) =>
    work.read(viewer.firmId, async (db) => {
      const row = await store.get${one}(db, viewer, id);
      if (!row) throw new Refusal(notFound);
      return ${oneVar}View(row);
    }),

  create: (actor: Actor, viewer: Viewer, matterId: string, body: { title: string }) =>
    work.change(actor, async ({ tx, now, record }) => {
      const { firmId } = actor;
      if (!(await getMatter(tx, viewer, matterId))) throw new Refusal(notFound);
      const row = { firm_id: firmId, id: newId('${prefix}'), matter_id: matterId, title: body.title, created_at: now };
      await store.insert${one}(tx, row);
      const data = { ${oneVar}Id: row.id, matterId };
      record({ action: '${kebab}.create', object: row.id, event: { type: '${singular(table)}.created', data } });
      return ${oneVar}View(row);
    }),
});

function ${oneVar}View(row: NonNullable<Awaited<ReturnType<typeof store.get${one}>>>): ${one} {
  return { id: row.id, matterId: row.matter_id, title: row.title, createdAt: row.created_at.toISOString() };
}
`;
}

function routes({ many, one, manyVar }: Names): string {
  return `import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { create${many} } from './service.js';

export const routes = (deps: Deps) => {
  const ${manyVar} = create${many}(deps);
  return bind(features.${manyVar}, {
    list${many}: ({ caller, query }) => ${manyVar}.list(viewerOf(caller), query),
    get${one}: ({ caller, params }) => ${manyVar}.get(viewerOf(caller), params.id),
    create${one}: ({ actor, caller, params, body }) =>
      ${manyVar}.create(actor, viewerOf(caller), params.id, body),
  });
};
`;
}

function serverTest({ kebab, manyWords, oneWords, oneVar, prefix }: Names): string {
  return `import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { aContact, aFirm, asBackend, asPage, created, createTestServer, signIn, type TestServer } from '@portico/testing';

describe('${manyWords}', () => {
  let server: TestServer;
  before(async () => {
    server = await createTestServer();
  });
  after(() => server.close());

  it('shows a contact what staff makes in a matter shared with them', async () => {
    const firm = await aFirm(server);
    const { contact, matter } = await aContact(server, firm);
    const ${oneVar} = await created(asBackend(server, firm)('POST', \`/v1/firm/matters/\${matter.id}/${kebab}\`, { title: 'First' }));
    const page = asPage(server, firm, await signIn(server, firm, contact.email));
    assert.deepEqual(await created(page('GET', '/v1/${kebab}')), { data: [${oneVar}], nextCursor: null });
    assert.deepEqual(await created(page('GET', \`/v1/${kebab}/\${${oneVar}.id}\`)), ${oneVar});
  });

  it('answers another contact’s ${oneWords} like one that does not exist', async () => {
    const firm = await aFirm(server);
    const [owner, other] = [await aContact(server, firm), await aContact(server, firm)];
    const path = \`/v1/firm/matters/\${owner.matter.id}/${kebab}\`;
    const ${oneVar} = await created(asBackend(server, firm)('POST', path, { title: 'Private' }));
    const page = asPage(server, firm, await signIn(server, firm, other.contact.email));
    const [foreign, absent] = await Promise.all([
      page('GET', \`/v1/${kebab}/\${${oneVar}.id}\`),
      page('GET', '/v1/${kebab}/${prefix}_00000000000000000000000000'),
    ]);
    const body = async (response: Response) => ({ ...(await response.json()), requestId: '' });
    assert.equal(foreign.status, 404);
    assert.deepEqual(await body(foreign), await body(absent));
  });
});
`;
}

function client({ many, one, manyWords, oneWords }: Names): string {
  return `/** The ${manyWords} that the firm has shared. */
import { get${one}, list${many}, type ${one} } from '@portico/contract';
import type { CallOptions, Calls } from './call.js';
import type { Page, PageQuery } from './checklists.js';

/** The ${manyWords} of the matters that are shared with the signed-in contact. */
export class ${many} {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Newest first. */
  list(query: PageQuery = {}, options?: CallOptions): Promise<Page<${one}>> {
    return this.#calls.json(list${many}, { query: { ...query } }, options);
  }

  /** One ${oneWords}; \`ProblemError\` \`not_found\` where there is none. */
  get(id: string, options?: CallOptions): Promise<${one}> {
    return this.#calls.json(get${one}, { params: { id } }, options);
  }
}
`;
}

function guide({ kebab, manyWords, manyVar, oneWords }: Names): string {
  const title = manyWords.charAt(0).toUpperCase() + manyWords.slice(1);
  return `# ${title}

Staff or the firm's systems make ${article(oneWords)} with \`POST /v1/firm/matters/:id/${kebab}\` (scope \`${kebab}.write\`). A contact
with whom the matter is shared reads it with \`GET /v1/${kebab}\` (capability \`${kebab}.view\`), in the SDK:

\`\`\`ts
const { data } = await portal.${manyVar}.list();
\`\`\`
`;
}

function article(words: string): string {
  return `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`;
}
