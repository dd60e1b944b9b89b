/** Makes a client with requests enough for many uploads, and signs them in, all by HTTP. */
import type { Target } from './upload-load.js';

/** Files that a request takes at most. */
const FILES = 50;
/** Requests of one group; the bench needs 50 times as many uploads at most. */
const REQUESTS = 400;

/** @param server address and keys of a development server */
export async function prepareFirm(server: Readonly<Record<string, string>>): Promise<Target> {
  const { url = '', publishableKey = '', secretKey = '' } = server;
  const call = async (method: string, path: string, headers: Record<string, string>, body?: unknown) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return response;
  };
  const staff = async (method: string, path: string, body?: unknown) =>
    (await call(method, path, { authorization: `Bearer ${secretKey}` }, body)).json();
  const email = 'casey@example.com';
  const client = await staff('POST', '/v1/firm/clients', { name: 'Casey Example' });
  const contact = await staff('POST', '/v1/firm/contacts', { clientId: client.id, name: 'Casey Example', email });
  await staff('PUT', `/v1/firm/contacts/${contact.id}/portal-access`, { enabled: true });
  const matter = await staff('POST', '/v1/firm/matters', { clientId: client.id, title: 'Bench' });
  await staff('PUT', `/v1/firm/matters/${matter.id}/shares/${contact.id}`);
  const requests = Array.from({ length: REQUESTS }, (_, index) => ({
    title: { en: `Request ${index}` },
    maxFiles: FILES,
  }));
  const checklist = await staff('POST', `/v1/firm/matters/${matter.id}/checklists`, {
    title: { en: 'Bench' },
    groups: [{ title: { en: 'Bench' }, requests }],
  });
  const ids: string[] = checklist.groups[0].requests.map((one: { id: string }) => one.id);
  const page = { origin: url, 'portico-client': '1', 'portico-key': publishableKey };
  const { attempt } = await (await call('POST', '/v1/sign-in', page, { email })).json();
  const signedIn = await call('POST', '/v1/sign-in/code', page, { attempt, code: await mailedCode(url, email) });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  let next = 0;
  return {
    create: `${url}/v1/uploads`,
    headers(_, create) {
      if (!create) return { ...page, cookie };
      const requestId = ids[Math.floor(next / FILES)] ?? '';
      next += 1;
      const metadata = { requestId, filename: `file ${next}.pdf` };
      const pairs = Object.entries(metadata).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`);
      return { ...page, cookie, 'upload-metadata': pairs.join(',') };
    },
  };
}

async function mailedCode(url: string, email: string): Promise<string> {
  for (let look = 0; look < 100; look += 1) {
    const mails: { to: string; code: string | null }[] = await (await fetch(`${url}/dev/mail.json`)).json();
    const code = mails.find((mail) => mail.to === email && mail.code)?.code;
    if (code) return code;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('No mail with a code came');
}
