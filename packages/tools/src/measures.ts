/** Measures side by side with their budget and with what somebody would take instead. */

/** One figure. With a peer, `figure / peer` is the ratio; over its budget it fails. */
export interface Measure {
  readonly what: string;
  readonly budget: number;
  readonly figure: number;
  readonly peer?: { readonly name: string; readonly figure: number };
}

/** Prints bytes as a table, or everything as JSON. False when a figure is over its budget. */
export function printMeasures(measures: readonly Measure[], json: boolean, print = console.log): boolean {
  const over = measures.filter(({ budget, figure }) => figure > budget);
  if (json) {
    const rows = measures.map((measure) => ({
      ...measure,
      unit: 'bytes',
      ratio: ratioOf(measure) ?? null,
      within: measure.figure <= measure.budget,
    }));
    print(JSON.stringify(rows, null, 2));
    return over.length === 0;
  }
  const rows = measures.map((measure) => [
    measure.what,
    kilobytes(measure.budget),
    kilobytes(measure.figure) + (measure.figure > measure.budget ? ' OVER' : ''),
    measure.peer ? `${kilobytes(measure.peer.figure)} ${measure.peer.name}` : '',
    ratioOf(measure)?.toFixed(2) ?? '',
  ]);
  print(table([['what', 'budget', 'figure', 'peer', 'ratio'], ...rows]));
  return over.length === 0;
}

/** Lines of cells, in columns as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, column) => Math.max(all[column] ?? 0, cell.length)),
    [],
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join(' | ')
        .trimEnd(),
    )
    .join('\n');
}

function ratioOf({ figure, peer }: Measure): number | undefined {
  return peer ? Math.round((figure / peer.figure) * 100) / 100 : undefined;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
