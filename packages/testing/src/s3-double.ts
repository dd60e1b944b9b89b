/**
 * An S3 service in memory, as far as a blob store needs one: put, get with a range, delete, head bucket and
 * list in pages. It checks every signature (AWS Signature Version 4), so that a client that signs wrongly
 * fails here and not at Amazon.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';

/** Few, so that every list of a test has several pages. */
const PAGE = 5;

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'only-for-tests' };
const region = 'us-east-1';

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: Uint8Array | string;
}

interface Stored {
  readonly bytes: Buffer;
  readonly at: Date;
}

/** Starts the service on a free port. */
export async function startS3Double() {
  const buckets = new Map<string, Map<string, Stored>>();
  const server = createServer((request, response) => {
    void answer(buckets, request).then(({ status, headers, body }) => {
      response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return {
    options: { endpoint: `http://127.0.0.1:${address.port}`, region, credentials },
    /** Makes an empty bucket. */
    newBucket(): string {
      const name = `bucket-${buckets.size + 1}`;
      buckets.set(name, new Map());
      return name;
    },
    close: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(buckets: Map<string, Map<string, Stored>>, request: IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  const body = Buffer.concat(parts);
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (!isSigned(request, url, body)) return problem(403, 'SignatureDoesNotMatch');
  const [, bucketName = '', ...rest] = url.pathname.split('/');
  const bucket = buckets.get(bucketName);
  if (!bucket) return problem(404, 'NoSuchBucket');
  const key = decodeURIComponent(rest.join('/'));
  if (key === '') return request.method === 'GET' ? list(bucket, url.searchParams) : { status: 200 };
  switch (request.method) {
    case 'PUT':
      bucket.set(key, { bytes: body, at: new Date() });
      return { status: 200, headers: { etag: '"x"' } };
    case 'DELETE':
      bucket.delete(key);
      return { status: 204 };
    case 'GET':
      return get(bucket.get(key), request.headers.range);
    default:
      return problem(405, 'MethodNotAllowed');
  }
}

function get(stored: Stored | undefined, range: string | undefined): Answer {
  if (!stored) return problem(404, 'NoSuchKey');
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  if (from === undefined || to === undefined) return { status: 200, body: stored.bytes };
  const bytes = stored.bytes.subarray(Number(from), Number(to) + 1);
  const total = stored.bytes.byteLength;
  return { status: 206, headers: { 'content-range': `bytes ${from}-${to}/${total}` }, body: bytes };
}

function list(bucket: Map<string, Stored>, query: URLSearchParams): Answer {
  const prefix = query.get('prefix') ?? '';
  const after = query.get('continuation-token') ?? '';
  const keys = [...bucket.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const page = keys.slice(0, PAGE);
  const contents = page.map((key) => {
    const stored = bucket.get(key);
    return `<Contents><Key>${key}</Key><Size>${stored?.bytes.byteLength ?? 0}</Size><LastModified>${stored?.at.toISOString() ?? ''}</LastModified></Contents>`;
  });
  const more = keys.length > PAGE;
  const next = more ? `<NextContinuationToken>${page.at(-1) ?? ''}</NextContinuationToken>` : '';
  const body = `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`;
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}

function problem(status: number, code: string): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

/** AWS Signature Version 4 in the Authorization header. */
function isSigned(request: IncomingMessage, url: URL, body: Buffer): boolean {
  const [, keyId, date = '', scope = '', names = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    ) ?? [];
  const at = String(request.headers['x-amz-date'] ?? '');
  const bodyHash = String(request.headers['x-amz-content-sha256'] ?? '');
  if (keyId !== credentials.accessKeyId || scope !== `${region}/s3/aws4_request` || !at.startsWith(date)) return false;
  if (bodyHash !== sha256(body)) return false;
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`);
  const canonical = [request.method, url.pathname, query, headers.join(''), names, bodyHash].join('\n');
  const text = ['AWS4-HMAC-SHA256', at, `${date}/${scope}`, sha256(canonical)].join('\n');
  const key = [date, region, 's3', 'aws4_request'].reduce<Buffer | string>(
    (secret, part) => hmac(secret, part),
    `AWS4${credentials.secretAccessKey}`,
  );
  return timingSafeEqual(hmac(key, text), Buffer.from(signature, 'hex'));
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Buffer | string, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
