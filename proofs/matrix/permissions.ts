import type { AnyEndpoint } from '@portico/contract';

const AUDIENCE = {
  anyone: 'anyone',
  visitor: "a page with the firm's publishable key",
  client: "a client's session",
  staff: 'staff, or a secret key',
  person: 'a member of staff, and no key',
  member: 'a member of staff, about what is their own',
  backend: 'a secret key',
} as const;

/** The page that people review: every operation with who may call it, as the contract has it. */
export function permissionTable(
  endpoints: readonly { readonly feature: string; readonly endpoint: AnyEndpoint }[],
  callers: readonly string[],
  cells: number,
): string {
  const rows = endpoints.map(({ endpoint: { id, method, path, access } }) => {
    const needs = 'capability' in access ? access.capability : 'scope' in access ? access.scope : '';
    return `| \`${id}\` | \`${method} ${path}\` | ${AUDIENCE[access.audience]} | ${needs && `\`${needs}\``} |`;
  });
  return `# Who may call what

Made from the contract by \`UPDATE=1 npm test -- proofs\`; a test fails when it is stale.

${endpoints.length} operations, ${callers.length} kinds of caller and ${cells} cells are tried by
\`proofs/authorisation-matrix.test.ts\`: each operation by each caller with what is its own, another client's, another
firm's and nobody's. Every refusal has its status and code, changes nothing in the database, leaks nothing, is in the
audit log where the caller is known, and tells what belongs to others from what does not exist in no way.

| operation | call | who | capability or scope |
|---|---|---|---|
${rows.join('\n')}

The kinds of caller: ${callers.join('; ')}.
`;
}
