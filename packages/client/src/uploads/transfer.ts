/**
 * Brings one file over, by Uppy and its tus plug-in. Everything that outlives an attempt (queue, pauses, waiting, resuming) is
 * decided outside: a pause or a retry ends this attempt and begins another one from the offset that the server has. So there
 * is one way to begin again, whatever the reason was.
 */
import Uppy, { type Body, type Meta } from '@uppy/core';
import Tus from '@uppy/tus';
import {
  createUpload,
  getUploadOffset,
  sendUpload,
  unauthenticated,
  type AnyEndpoint,
  type ProblemBody,
} from '@portico/contract';
import type { Calls } from '../call.js';
import type { Answer, Authorization } from '../credential.js';
import { NetworkError } from '../errors/network-error.js';
import { PortalError } from '../errors/portal-error.js';
import { nameOf, refusal } from '../refusal.js';
import { FetchHttpStack } from './fetch-http-stack.js';
import { blobReader, noStorage, silence } from './tus-parts.js';
import type { HttpRequest, HttpResponse, TusSettings } from './tus-types.js';
import { place, type UploadFacts } from './upload.js';

/** Bytes of a piece where a request tells nothing of its progress. */
const CHUNK = 1024 * 1024;
/** What is read of an answer. */
const HEADERS = ['Portico-Document', 'DPoP-Nonce', 'Retry-After'];

/** What is to be sent, and who wants to know how it goes. */
export interface TransferOptions {
  readonly calls: Calls;
  readonly facts: UploadFacts;
  readonly file: File;
  /** The upload to continue; a new one is made where there is none. */
  readonly uploadId: string | undefined;
  /** Called before the first byte is sent. */
  readonly onUploadId: (id: string) => void;
  readonly onProgress: (sent: number) => void;
}

/**
 * Sends the file and resolves with the id of its document, where the server names it. Rejects with a `PortalError`, or with
 * the signal's reason when stopped; what has arrived by then stays on the server.
 */
export async function transfer(options: TransferOptions, signal: AbortSignal): Promise<string | undefined> {
  let { uploadId } = options;
  const onUploadId = (id: string) => {
    uploadId = id;
    options.onUploadId(id);
  };
  // A stale nonce and an ended token are replaced on the way, once each.
  for (let repeats = 2; ; repeats -= 1) {
    const attempt = new Attempt({ ...options, uploadId, onUploadId }, signal);
    const error = await attempt.run();
    if (!error) return attempt.documentId;
    if (!attempt.repeatable || repeats === 0) throw error;
  }
}

class Attempt {
  readonly #options: TransferOptions;
  readonly #signal: AbortSignal;
  readonly #uppy = new Uppy<Meta, Body>({ logger: silence, infoTimeout: 0 });
  readonly #fileId: string;
  readonly #ended: Promise<Error | undefined>;
  #end: (error?: Error) => void = () => undefined;
  #uploadId: string | undefined;
  #authorization: Authorization | undefined;
  #method = '';
  #answer: (Answer & { readonly body: string }) | undefined;
  #repeatable = false;

  constructor(options: TransferOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
    this.#uploadId = options.uploadId;
    this.#ended = new Promise((resolve) => (this.#end = resolve));
    this.#uppy.use(Tus, this.#settings());
    const { name, type } = options.facts;
    const meta = metaOf(options.facts);
    this.#fileId = this.#uppy.addFile({ name, type, data: options.file, meta });
  }

  /** True when the last answer asked for another nonce or token, and another attempt would carry it. */
  get repeatable(): boolean {
    return this.#repeatable;
  }

  /** The document that the last answer named. */
  get documentId(): string | undefined {
    return this.#answer?.header('Portico-Document') ?? undefined;
  }

  async run(): Promise<PortalError | undefined> {
    const stop = () => this.#end();
    this.#signal.addEventListener('abort', stop, { once: true });
    if (!this.#signal.aborted) void this.#uppy.upload();
    else stop();
    const error = await this.#ended;
    this.#signal.removeEventListener('abort', stop);
    this.#dispose();
    this.#signal.throwIfAborted();
    return error && this.#explain(error);
  }

  #settings(): TusSettings {
    const { calls, onProgress } = this.#options;
    return {
      // Without `endpoint` tus cannot answer a refused HEAD by starting a second upload.
      ...(this.#uploadId === undefined ? { endpoint: calls.address(createUpload) } : { uploadUrl: this.#address() }),
      ...(calls.injectedFetch && {
        httpStack: new FetchHttpStack(calls.injectedFetch, calls.credential.cookies),
        chunkSize: CHUNK,
      }),
      limit: 1,
      retryDelays: [],
      withCredentials: calls.credential.cookies,
      // The plug-in would send what it is allowed to send and has not got as the word “undefined”.
      allowedMetaFields: Object.keys(metaOf(this.#options.facts)),
      storeFingerprintForResuming: false,
      urlStorage: noStorage,
      fileReader: blobReader,
      onBeforeRequest: (request) => this.#authorize(request),
      onAfterResponse: (_, response) => this.#learn(response),
      onUploadUrlAvailable: () => this.#created(),
      onProgress: (sent) => {
        if (!this.#signal.aborted) onProgress(sent);
      },
      onSuccess: () => this.#end(),
      onError: (error) => this.#end(error),
    };
  }

  async #authorize(request: HttpRequest): Promise<void> {
    this.#signal.throwIfAborted();
    this.#method = request.getMethod();
    this.#answer = undefined;
    this.#authorization = await this.#options.calls.credential.authorize({
      method: this.#method,
      url: request.getURL(),
      audience: 'client',
    });
    for (const [name, value] of Object.entries(this.#authorization.headers)) request.setHeader(name, value);
  }

  /** Keeps what the answer says: Uppy resets the request before it tells how it went. */
  #learn(response: HttpResponse): void {
    const status = response.getStatus();
    const headers = new Map(HEADERS.map((name) => [name, response.getHeader(name)]));
    const body = status < 400 ? '' : response.getBody();
    this.#answer = { status, body, header: (name) => headers.get(name) };
    this.#repeatable = this.#authorization?.repeat(this.#answer) ?? false;
  }

  /** Takes the id of a new upload from its address, and builds the address anew: so a proxy's path is kept, and no credential goes to another host. */
  #created(): void {
    const upload = this.#upload;
    if (this.#uploadId !== undefined || !upload?.url) return;
    this.#uploadId = new URL(upload.url).pathname.split('/').at(-1) ?? '';
    upload.url = this.#address();
    this.#options.onUploadId(this.#uploadId);
  }

  #address(): string {
    return this.#options.calls.address(sendUpload, { id: this.#uploadId ?? '' });
  }

  get #upload() {
    return this.#uppy.getPlugin('Tus')?.uploaders[this.#fileId];
  }

  /** Ends the attempt, but not the upload on the server: Uppy would end it too, if it still knew the address. */
  #dispose(): void {
    void this.#upload?.abort();
    // Later, since Uppy's own handlers of this very moment still use what `destroy` takes away.
    setTimeout(() => {
      const upload = this.#upload;
      if (upload) upload.url = null;
      this.#uppy.destroy();
    }, 0);
  }

  async #explain(error: Error): Promise<PortalError> {
    if ('causingError' in error && error.causingError instanceof PortalError) return error.causingError;
    const endpoint = endpoints[this.#method] ?? createUpload;
    const answer = this.#answer;
    if (!answer) return new NetworkError(nameOf(endpoint), { cause: error });
    return refusal({ endpoint, ...answer, body: json(answer.body) ?? bodiless(endpoint, answer.status) });
  }
}

/** A refused HEAD has no body to say why, so the contract must: one code for each status. */
function bodiless({ method, errors }: AnyEndpoint, status: number): ProblemBody | undefined {
  if (method !== 'HEAD' || status >= 500) return undefined;
  const code = status === 401 ? unauthenticated.code : errors?.find((problem) => problem.status === status)?.code;
  return { type: 'about:blank', title: '', status, code: code ?? 'upload_failed', requestId: '' };
}

const endpoints: Readonly<Record<string, AnyEndpoint>> = {
  POST: createUpload,
  HEAD: getUploadOffset,
  PATCH: sendUpload,
};

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the server is told of a file. */
function metaOf(facts: UploadFacts): Record<string, string> {
  const { slot, replaces } = place(facts);
  const { requestId, name, type } = facts;
  return { requestId, filename: name, filetype: type, ...(slot && { slot }), ...(replaces && { replaces }) };
}
