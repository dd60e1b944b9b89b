import { compose, createApp, createMailCatcher, createMemoryBlobs, createMemoryPglite, overPglite, silentLog, systemClock } from '@portico/reference-server';
import { nodeBytes } from '@portico/reference-server/node';
import { databaseTemplate } from '@portico/testing';
import { fillFirm } from './read-firm.js';
const pglite = await createMemoryPglite(new Blob([await databaseTemplate()]));
let seen: any[] = [];
const watched = new Proxy(pglite, { get(t, n) { const v: any = Reflect.get(t, n); if (n === 'query') return (sql: string, p: unknown[], o: object) => { seen.push({ sql, p }); return t.query(sql, p, o); }; return typeof v === 'function' ? v.bind(t) : v; } });
const deps = compose({ db: overPglite(watched), clock: systemClock, mailer: createMailCatcher(), bytes: nodeBytes, blobs: createMemoryBlobs(), log: silentLog, config: { publicUrl: 'http://localhost', version: 'b', masterKey: new Uint8Array(32), maxUploadBytes: 1, checkAnswers: false } });
const app = createApp(deps);
const { path, cookie } = await fillFirm(app, deps, pglite, Number(process.argv[2]));
seen = [];
const r = await app.request(`http://localhost${path}`, { headers: { cookie } });
console.log(r.status, (await r.text()).length, seen.length);
for (const { sql, p } of seen) { const e: any = await pglite.query('explain (analyze, buffers off) ' + sql, p); console.log(e.rows.map((x: any) => x['QUERY PLAN']).join('\n')); }
await pglite.query('analyze');
console.log('--- analyzed');
for (const { sql, p } of seen) { const e: any = await pglite.query('explain (analyze, buffers off) ' + sql, p); console.log(e.rows.map((x: any) => x['QUERY PLAN']).slice(-4).join('\n')); }
