/** A tus client that only sends: one POST and one PATCH a file, over kept connections. */
import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface Target {
  /** Address that makes uploads. */
  readonly create: string;
  /** Headers of the upload with a number; `create` is false for its PATCH. */
  readonly headers: (index: number, create: boolean) => Readonly<Record<string, string>>;
}

/** Uploads files, each of its own first bytes. @returns bytes per second. @throws when any is refused */
export async function uploadAll(
  target: Target,
  { uploads, size, atOnce }: { uploads: number; size: number; atOnce: number },
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  const file = Buffer.alloc(size, 'The quick brown fox jumps over the lazy dog. ');
  file.write('%PDF-1.7\n');
  let index = 0;
  const worker = async () => {
    while (index < uploads) {
      const mine = index;
      index += 1;
      await upload(agent, target, mine, file);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  return (uploads * size) / seconds;
}

async function upload(agent: Agent, target: Target, index: number, file: Buffer): Promise<void> {
  const created = await call(agent, 'POST', target.create, 201, {
    'tus-resumable': '1.0.0',
    'upload-length': String(file.byteLength),
    ...target.headers(index, true),
  });
  const location = new URL(created.location ?? '', target.create);
  await call(
    agent,
    'PATCH',
    location.href,
    204,
    {
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
      ...target.headers(index, false),
    },
    file,
  );
}

function call(
  agent: Agent,
  method: string,
  url: string,
  expected: number,
  headers: Record<string, string>,
  body?: Buffer,
): Promise<IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': String(body?.byteLength ?? 0) };
    const sent = request(url, { method, agent, headers: { ...headers, ...length } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === expected) resolve(response.headers);
        else reject(new Error(`${method} answered ${response.statusCode}: ${Buffer.concat(parts).toString()}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
