import { DocumentKind, RoleName, roles, scopes } from '@portico/contract';

const REACH = { all: 'all', assigned: 'assigned', none: '–' } as const;

/** The page that people review: what each role may do, as the contract has it. */
export function rolesPage(): string {
  const names = RoleName.options;
  const table = (first: string, rows: readonly (readonly string[])[]) =>
    [
      `| ${[first, ...names].join(' | ')} |`,
      `|${'---|'.repeat(names.length + 1)}`,
      ...rows.map((row) => `| ${row.join(' | ')} |`),
    ].join('\n');
  const ofScopes = scopes.map((scope) => [
    `\`${scope}\``,
    ...names.map((name) => REACH[roles[name].scopes[scope] ?? 'none']),
  ]);
  const ofKinds = DocumentKind.options.map((kind) => [
    kind,
    ...names.map((name) => (roles[name].documentKinds.includes(kind) ? 'yes' : '–')),
  ]);
  return `# Roles of the staff

Made from the contract by \`UPDATE=1 npm test -- proofs\`; a test fails when it is stale.

What a role does not name it may not do: such a call is refused with 403 \`scope_missing\` and is in the audit log.
\`all\` is for everything of the firm, \`assigned\` for the matters that the member is assigned to, and for the checklists
and documents in them; any other matter answers as if it did not exist. [Every operation](permissions.md) names the scope
that it asks for. Whoever creates a matter is assigned to it; more members are added with
\`PUT /v1/firm/matters/:id/staff/:staffId\`.

${table('scope', ofScopes)}

Secret keys have scopes of their own and no role; they see every matter and every kind of document.

## Kinds of documents

A request says what its documents are about (\`other\` where it says nothing). A role lists, opens, accepts and returns
those of its kinds; the others are not there for it, in a checklist either.

${table('kind', ofKinds)}

## Staff

- The last active admin can neither be given another role nor be shut out (409 \`last_admin\`), and nobody changes their
  own role (403 \`own_role\`).
- A new role holds from the next call on. Shutting somebody out ends their sessions, and the previews that they have
  opened, at once.

## The second factor

Everybody has one, whatever the role: each of them sees data of clients. A code by e-mail opens a session that can only set
up a first factor, or give one; every other call answers 403 \`second_factor_required\`. It lives 10 minutes where a
factor is to be given, and 30 where one is to be set up.

- An authenticator app (TOTP, RFC 6238: SHA-1, six digits, 30 seconds). A code of the step before or after does as well,
  and each step is taken once. The secret is stored encrypted under the firm's key.
- Passkeys (WebAuthn), each for the host of the page that it was set up on.
- Ten recovery codes, shown once and stored hashed, each good once. Making new ones voids the old.

The session gets a new token when the factor has been given. Adding or removing a factor and making recovery codes ask for
a proof from the last 5 minutes, which giving any factor renews. The last factor cannot be removed, only replaced.

Guessing: of one session at most 5 codes are evaluated. After 5 wrong ones from one network the next has to wait 30
seconds, then twice as long each time, up to 15 minutes, and signing in anew does not shorten it. Another network has a
count of its own, so nobody can shut a member out. After 100 wrong codes in a day from wherever, one a minute is evaluated.
Passkeys are never limited.

Who has lost every factor asks an admin to forget them (\`DELETE /v1/firm/staff/:id/factors\`), which ends all their
sessions; the next sign-in sets up a new one. Where the only admin has lost them, whoever runs the server does the same with
a secret key that has \`staff.write\`.
`;
}
