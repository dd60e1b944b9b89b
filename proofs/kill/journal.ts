/** What the server has said yes to, as the tester remembers it; and what the tester found broken on the way. */

export interface SentFile {
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  documentId?: string;
}

export class Journal {
  /** Files whose upload was acknowledged to the end. */
  readonly files: SentFile[] = [];
  /** Id of the client that each acknowledged call made, by its name. */
  readonly clients = new Map<string, string>();
  readonly faults: string[] = [];
  /** Calls whose answer never came. */
  lost = 0;
}
