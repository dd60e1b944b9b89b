/**
 * Runs PGlite's queries as prepared statements. By itself PGlite parses and plans every query anew and crosses
 * into WebAssembly six times for it; planning is most of what a short query costs. Here each text is
 * prepared once, and a run is one crossing: bind, execute and sync in a single message.
 */
import { messages, type PGlite, protocol, type Results, types } from '@electric-sql/pglite';

const { serialize } = protocol;

/** Statements that are kept; texts with lists of varying length would fill the memory else. */
const MOST_KEPT = 500;

interface Statement {
  readonly name: string;
  /** Type of each parameter. */
  readonly parameters: readonly number[];
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
}

export class PreparedQueries {
  readonly #pglite: PGlite;
  readonly #statements = new Map<string, Statement>();
  #named = 0;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  /** @param inTransaction whether a transaction is open, whose end will make the files current */
  query<T>(text: string, values: readonly unknown[], inTransaction: boolean): Promise<Results<T>> {
    return this.#pglite.runExclusive(async () => {
      const statement = this.#statements.get(text) ?? (await this.#prepare(text));
      const bind = serialize.bind({ statement: statement.name, values: this.#serialized(values, statement) });
      const answers = await this.#send([bind, serialize.execute({}), serialize.sync()], !inTransaction);
      return this.#results<T>(answers, statement);
    });
  }

  async #prepare(text: string): Promise<Statement> {
    this.#named += 1;
    const name = `portico_${this.#named}`;
    const answers = await this.#send(
      [serialize.parse({ name, text }), serialize.describe({ type: 'S', name }), serialize.sync()],
      false,
    );
    const statement = {
      name,
      parameters: answers.flatMap((one) =>
        one instanceof messages.ParameterDescriptionMessage ? one.dataTypeIDs : [],
      ),
      fields: answers.flatMap((one) => (one instanceof messages.RowDescriptionMessage ? one.fields : [])),
    };
    this.#statements.set(text, statement);
    if (this.#statements.size > MOST_KEPT) await this.#forgetOldest();
    return statement;
  }

  async #forgetOldest(): Promise<void> {
    const [oldest] = this.#statements;
    if (!oldest) return;
    this.#statements.delete(oldest[0]);
    await this.#send([serialize.close({ type: 'S', name: oldest[1].name }), serialize.sync()], false);
  }

  async #send(parts: readonly Uint8Array[], syncToFs: boolean) {
    // Copied, because the serialiser writes every message into the same memory.
    const size = parts.reduce((sum, part) => sum + part.byteLength, 0);
    const message = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      message.set(part, at);
      at += part.byteLength;
    }
    return this.#pglite.execProtocolStream(message, { syncToFs });
  }

  #serialized(values: readonly unknown[], { parameters }: Statement) {
    return values.map((value, index) => {
      if (value === null || value === undefined) return null;
      const serializer = this.#pglite.serializers[parameters[index] ?? 0];
      if (serializer) return serializer(value);
      return typeof value === 'string' ? value : JSON.stringify(value);
    });
  }

  #results<T>(answers: Awaited<ReturnType<PGlite['execProtocolStream']>>, { fields }: Statement): Results<T> {
    const rows: T[] = [];
    let affectedRows = 0;
    for (const one of answers) {
      if (one instanceof messages.DataRowMessage) rows.push(this.#row(one.fields, fields));
      if (one instanceof messages.CommandCompleteMessage) affectedRows = Number(/ (\d+)$/.exec(one.text)?.[1] ?? 0);
    }
    return { rows, fields: [...fields], affectedRows };
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- a query's caller names its rows' type
  #row<T>(values: readonly (string | null)[], fields: Statement['fields']): T {
    const row = fields.map(({ name, dataTypeID }, index) => {
      const value: unknown = types.parseType(values[index] ?? null, dataTypeID, this.#pglite.parsers);
      return [name, value];
    });
    // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- the same
    return Object.fromEntries(row);
  }
}
