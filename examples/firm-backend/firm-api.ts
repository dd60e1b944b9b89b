/**
 * The portal API as a firm's backend calls it: with the secret key, which never leaves this process. Answers are checked by the
 * schemas of the contract, so that what follows is typed.
 */

/** The API said no. `code` is stable, e.g. `conflict` where somebody else was faster. */
export class RefusedError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`The portal API refused: ${code}`);
    this.code = code;
  }
}

interface Schema<T> {
  parse(data: unknown): T;
}

interface Post {
  readonly body?: unknown;
  /** Sent twice, it is done once. */
  readonly once?: string;
}

export type FirmApi = ReturnType<typeof firmApi>;

/** @param api base address of the portal API */
export function firmApi(api: string, secretKey: string) {
  async function call(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${secretKey}`);
    const response = await fetch(api + path, { ...init, headers });
    if (response.ok) return response;
    const problem: unknown = await response.json().catch(() => undefined);
    const known = typeof problem === 'object' && problem !== null && 'code' in problem;
    throw new RefusedError(known ? String(problem.code) : String(response.status));
  }

  return {
    async get<T>(schema: Schema<T>, path: string): Promise<T> {
      return schema.parse(await (await call(path)).json());
    },

    /** Every page of a list. */
    async all<T>(schema: Schema<{ data: T[]; nextCursor: string | null }>, path: string): Promise<T[]> {
      const found: T[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: { data: T[]; nextCursor: string | null } = await this.get(
          schema,
          `${path}?limit=100${cursor && `&cursor=${cursor}`}`,
        );
        found.push(...page.data);
        cursor = page.nextCursor;
      }
      return found;
    },

    async post<T>(schema: Schema<T>, path: string, { body, once = crypto.randomUUID() }: Post = {}): Promise<T> {
      const response = await call(path, {
        method: 'POST',
        headers: { 'idempotency-key': once, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return schema.parse(await response.json());
    },

    /** Ends what is there. */
    async end<T>(schema: Schema<T>, path: string): Promise<T> {
      return schema.parse(await (await call(path, { method: 'DELETE' })).json());
    },

    /** Bytes, as they come. */
    bytes: (path: string): Promise<Response> => call(path),
  };
}
