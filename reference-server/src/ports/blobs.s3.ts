/**
 * Blobs in an S3 bucket. S3 cannot append, so a blob is a row of objects `<key>/<first byte, 15 digits>`, and
 * its size is as far as they reach without a gap. Nothing is shared between servers but the bucket.
 */
import type { _Object, S3Client } from '@aws-sdk/client-s3';
import { collect, joined } from '../files/collect.js';
import type { BlobStore } from './blobs.js';

export interface S3BlobsOptions {
  readonly bucket: string;
  /** Before every key, without slashes at its ends; empty for none. */
  readonly prefix?: string;
  /** Another service than Amazon's; its buckets are then addressed by path. */
  readonly endpoint?: string;
  readonly region?: string;
  /** By default as the AWS SDK finds them: environment, files, instance. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Most bytes of an object; 8 MiB unless said otherwise. Each upload that is under way holds that much. */
  readonly objectBytes?: number;
}

/** A bucket must be there; the credentials need list, get, put and delete. */
export async function createS3Blobs(options: S3BlobsOptions): Promise<BlobStore> {
  // Loaded only here: whoever keeps blobs on disk pays nothing for it.
  const sdk = await import('@aws-sdk/client-s3');
  const { endpoint, region = process.env['AWS_REGION'] ?? 'us-east-1', credentials } = options;
  const client = new sdk.S3Client({
    region,
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    ...(credentials && { credentials }),
    // Other services than Amazon's know none of the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return new S3Blobs(sdk, client, options);
}

/** One object of a blob. */
interface Piece {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

class S3Blobs implements BlobStore {
  readonly #sdk: typeof import('@aws-sdk/client-s3');
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;
  readonly #objectBytes: number;

  constructor(sdk: typeof import('@aws-sdk/client-s3'), client: S3Client, options: S3BlobsOptions) {
    this.#sdk = sdk;
    this.#client = client;
    this.#bucket = options.bucket;
    this.#prefix = options.prefix ? `${options.prefix}/` : '';
    this.#objectBytes = options.objectBytes ?? 8 * 1024 * 1024;
  }

  /** A bucket has no end. */
  reserve(): Promise<void> {
    return Promise.resolve();
  }

  async append(key: string, at: number, bytes: AsyncIterable<Uint8Array>): Promise<number> {
    await this.#cut(key, at);
    let end = at;
    for await (const object of this.#objects(bytes)) {
      await this.#put(this.#name(key, end), object);
      end += object.byteLength;
    }
    if (end === 0) await this.#put(this.#name(key, 0), new Uint8Array());
    return end;
  }

  async size(key: string): Promise<number | undefined> {
    return (await this.#pieces(key)).at(-1)?.end;
  }

  async *read(key: string, start: number, end: number): AsyncGenerator<Uint8Array> {
    const pieces = await this.#pieces(key);
    if (pieces.length === 0) throw new Error('There is no such blob');
    for (const piece of pieces) {
      const from = Math.max(0, start - piece.start);
      const until = Math.min(end, piece.end) - piece.start;
      if (from < until) yield* this.#get(piece.name, from, until);
    }
  }

  async delete(key: string): Promise<void> {
    const names: string[] = [];
    for await (const { Key } of this.#list(`${this.#prefix}${checked(key)}/`)) if (Key !== undefined) names.push(Key);
    await this.#remove(names);
  }

  async *list(): AsyncGenerator<{ key: string; size: number; changedAt: Date }> {
    let blob: { key: string; size: number; changedAt: Date } | undefined;
    for await (const { Key = '', Size = 0, LastModified = new Date() } of this.#list(this.#prefix)) {
      const key = Key.slice(this.#prefix.length).split('/')[0] ?? '';
      if (!KEY.test(key)) continue;
      if (blob && blob.key !== key) yield blob;
      if (blob?.key !== key) blob = { key, size: 0, changedAt: LastModified };
      blob.size += Size;
      if (LastModified > blob.changedAt) blob.changedAt = LastModified;
    }
    if (blob) yield blob;
  }

  async check(): Promise<void> {
    await this.#client.send(new this.#sdk.HeadBucketCommand({ Bucket: this.#bucket }));
  }

  /** Drops what lies behind `at`; an object that reaches over it is written again up to there. */
  async #cut(key: string, at: number): Promise<void> {
    const pieces = await this.#pieces(key);
    if ((pieces.at(-1)?.end ?? 0) < at) throw new RangeError('A blob has no holes');
    const over = pieces.find((piece) => piece.start < at && piece.end > at);
    if (over) await this.#put(over.name, await collect(this.#get(over.name, 0, at - over.start)));
    const behind: string[] = [];
    for await (const { Key } of this.#list(`${this.#prefix}${key}/`)) {
      if (Key !== undefined && startOf(Key) >= at) behind.push(Key);
    }
    await this.#remove(behind);
  }

  /** The objects of a blob in order, up to the first gap. */
  async #pieces(key: string): Promise<Piece[]> {
    const pieces: Piece[] = [];
    for await (const { Key = '', Size = 0 } of this.#list(`${this.#prefix}${checked(key)}/`)) {
      const start = startOf(Key);
      if (start !== (pieces.at(-1)?.end ?? 0)) break;
      pieces.push({ name: Key, start, end: start + Size });
    }
    return pieces;
  }

  async *#list(prefix: string): AsyncGenerator<_Object> {
    let token: string | undefined;
    do {
      const found = await this.#client.send(
        new this.#sdk.ListObjectsV2Command({
          Bucket: this.#bucket,
          Prefix: prefix,
          ...(token !== undefined && { ContinuationToken: token }),
        }),
      );
      yield* found.Contents ?? [];
      token = found.NextContinuationToken;
    } while (token !== undefined);
  }

  async *#get(name: string, start: number, end: number): AsyncGenerator<Uint8Array> {
    const { Body } = await this.#client.send(
      new this.#sdk.GetObjectCommand({ Bucket: this.#bucket, Key: name, Range: `bytes=${start}-${end - 1}` }),
    );
    if (!Body) throw new Error('The object has no bytes');
    yield* Body.transformToWebStream();
  }

  async #put(name: string, bytes: Uint8Array): Promise<void> {
    await this.#client.send(new this.#sdk.PutObjectCommand({ Bucket: this.#bucket, Key: name, Body: bytes }));
  }

  async #remove(names: readonly string[]): Promise<void> {
    for (const name of names) {
      await this.#client.send(new this.#sdk.DeleteObjectCommand({ Bucket: this.#bucket, Key: name }));
    }
  }

  #name(key: string, start: number): string {
    return `${this.#prefix}${checked(key)}/${String(start).padStart(15, '0')}`;
  }

  /** Joins parts into objects that are full but for the last. */
  async *#objects(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of bytes) {
      if (size > 0 && size + part.byteLength > this.#objectBytes) {
        yield joined(parts, size);
        parts = [];
        size = 0;
      }
      parts.push(part);
      size += part.byteLength;
    }
    if (size > 0) yield joined(parts, size);
  }
}

const KEY = /^[0-9a-f]{16,64}$/;

function checked(key: string): string {
  if (!KEY.test(key)) throw new RangeError('Not a key of a blob');
  return key;
}

function startOf(name: string): number {
  return Number(name.slice(name.lastIndexOf('/') + 1));
}
