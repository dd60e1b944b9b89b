/** Those who use the server while it is killed: senders of files, and a backend that creates clients. */
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '@portico/testing/random';
import type { Journal, SentFile } from './journal.js';
import type { Victim } from './victim.js';

export interface Stop {
  /** Whoever has begun something ends it, and begins nothing more. */
  now: boolean;
}

const tus = { 'tus-resumable': '1.0.0' };

export class Sender {
  readonly #victim: Victim;
  readonly #journal: Journal;
  readonly #random: Random;
  readonly #headers: Record<string, string>;

  constructor(victim: Victim, journal: Journal, random: Random, cookie: string) {
    this.#victim = victim;
    this.#journal = journal;
    this.#random = random;
    this.#headers = { ...tus, cookie, origin: 'https://www.firm.example', 'portico-client': '1' };
  }

  /** Sends one file after the other to a request. @param name of the sender, part of every file's name */
  async work(name: string, requestId: string, stop: Stop): Promise<void> {
    for (let count = 0; !stop.now; count += 1) {
      const bytes = Buffer.concat([
        Buffer.from('%PDF-1.4\n'),
        this.#random.bytes(this.#random.between(1, 4) * 2 ** 20),
      ]);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const file: SentFile = { name: `${name}-${count}.pdf`, sha256, size: bytes.byteLength };
      file.documentId = await this.#send(file, bytes, await this.#create(file, requestId));
      this.#journal.files.push(file);
    }
  }

  async #create({ name, size }: SentFile, requestId: string): Promise<string> {
    const metadata = `requestId ${btoa(requestId)},filename ${btoa(name)}`;
    const headers = { ...this.#headers, 'upload-length': String(size), 'upload-metadata': metadata };
    const answer = await this.#victim.request('/v1/uploads', { method: 'POST', headers });
    if (answer?.response.status !== 201) throw new Error(`creation: ${answer?.response.status} ${answer?.body}`);
    return new URL(answer.response.headers.get('location') ?? '').pathname;
  }

  /** @returns id of the document */
  async #send({ name }: SentFile, bytes: Buffer<ArrayBuffer>, path: string): Promise<string> {
    let offset = 0;
    let document: string | undefined;
    /** The server is asked how far it has come; it must never have less than it said. */
    const look = async () => {
      const answer = await this.#victim.request(path, { method: 'HEAD', headers: this.#headers });
      const status = answer?.response.status ?? 0;
      if (status === 423) return;
      const found = Number(answer?.response.headers.get('upload-offset') ?? -1);
      if (status !== 200 || found < offset) {
        this.#journal.faults.push(`${name}: ${offset} bytes were acknowledged, and HEAD says ${status} ${found}`);
        throw new Error(`${name} cannot go on`);
      }
      offset = found;
      document = answer?.response.headers.get('portico-document') ?? undefined;
    };
    while (document === undefined) {
      const end = offset + this.#random.between(2 ** 16, 2 ** 20);
      const patch = {
        method: 'PATCH',
        headers: {
          ...this.#headers,
          'content-type': 'application/offset+octet-stream',
          'upload-offset': String(offset),
        },
        body: bytes.subarray(offset, end),
      };
      // A lost answer is not repeated blindly: the offset decides.
      const answer = await this.#victim.request(path, patch, async () => undefined);
      if (answer?.response.status === 204) {
        offset = Number(answer.response.headers.get('upload-offset'));
        document = answer.response.headers.get('portico-document') ?? undefined;
        if (document === undefined && offset === bytes.byteLength) throw new Error(`${name} is whole and no document`);
        continue;
      }
      if (answer && ![409, 423].includes(answer.response.status)) {
        throw new Error(`${name}: ${answer.response.status} ${answer.body}`);
      }
      if (!answer) this.#journal.lost += 1;
      else await wait(50);
      await look();
    }
    return document;
  }
}

/** Creates clients; a lost answer is asked for again with the same key. */
export async function createClients(victim: Victim, journal: Journal, secretKey: string, stop: Stop): Promise<void> {
  for (let count = 0; !stop.now; count += 1) {
    const name = `Client ${count}`;
    const init = {
      method: 'POST',
      headers: {
        authorization: `Bearer ${secretKey}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify({ name }),
    };
    const answer = await victim.request('/v1/firm/clients', init, async () => {
      journal.lost += 1;
      return init;
    });
    if (answer?.response.status !== 201) throw new Error(`${name}: ${answer?.response.status} ${answer?.body}`);
    journal.clients.set(name, JSON.parse(answer.body.toString('utf8')).id);
    await wait(5);
  }
}
