/** What a generator is about to do: files to write, and a line to add to each file that lists things. */

export interface Plan {
  /** Path in the repository to text; none of them may exist. */
  readonly files: ReadonlyMap<string, string>;
  readonly edits: readonly { readonly path: string; readonly edit: (text: string) => string }[];
}

/**
 * Adds a line to a sorted run of lines that look alike: before the first that is greater, else after the last.
 * @param alike what the lines of the run look like, from their start
 */
export function sortedLine(path: string, alike: RegExp, line: string): Plan['edits'][number] {
  return {
    path,
    edit(text) {
      const lines = text.split('\n');
      const run = lines.flatMap((each, index) => (alike.test(each) ? [index] : []));
      const last = run.at(-1);
      if (last === undefined) throw new Error(`${path} has no line like ${String(alike)} to put this beside: ${line}`);
      const at = run.find((index) => (lines[index] ?? '') > line) ?? last + 1;
      lines.splice(at, 0, line);
      return lines.join('\n');
    },
  };
}

/** Adds a member at the end of the object literal that ends a file. */
export function lastMember(path: string, line: string): Plan['edits'][number] {
  return {
    path,
    edit(text) {
      const at = text.lastIndexOf('\n};');
      if (at < 0) throw new Error(`${path} does not end with an object to put this into: ${line}`);
      return `${text.slice(0, at)}\n${line}${text.slice(at)}`;
    },
  };
}

/** Puts text right behind the first part of a file that matches. */
export function insertAfter(path: string, pattern: RegExp, addition: string): Plan['edits'][number] {
  return {
    path,
    edit(text) {
      const match = pattern.exec(text);
      if (!match) throw new Error(`${path} has no ${String(pattern)} to put this after: ${addition}`);
      const at = match.index + match[0].length;
      return text.slice(0, at) + addition + text.slice(at);
    },
  };
}

/** `trust-accounts` as `TrustAccounts`. */
export function pascal(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** `trust-accounts` as `trustAccounts`. */
export function camel(name: string): string {
  return pascal(name).replace(/^./, (letter) => letter.toLowerCase());
}

/** `invoices` as `invoice`, `proxies` as `proxy`. */
export function singular(plural: string): string {
  return plural
    .replace(/ies$/, 'y')
    .replace(/(?<=x|ch|sh|ss)es$/, '')
    .replace(/(?<=[^s])s$/, '');
}
