/** One line a request: ids and codes only, never a body, a query, a token or personal data. */
export interface Log {
  info(fields: Readonly<Record<string, string | number | null>>, message: string): void;
  error(fields: Readonly<Record<string, string | number | null | Error>>, message: string): void;
}

/** For tests and pages that want quiet. */
export const silentLog: Log = { info: () => undefined, error: () => undefined };
