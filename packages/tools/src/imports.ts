/** The imports of a TypeScript module, read from its syntax tree. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** One import, export-from or `import()` with a literal name. */
export interface Import {
  readonly name: string;
  readonly line: number;
  /** Erased by the compiler. */
  readonly typeOnly: boolean;
  /** `import()`: runs later, so it makes no circle. */
  readonly dynamic: boolean;
}

/** Every import of a file, in the order of the text. @param path absolute path */
export function importsOf(path: string): Import[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, false);
  const found: Import[] = [];
  const add = (node: ts.Node, name: ts.Expression | undefined, typeOnly: boolean, dynamic = false): void => {
    if (!name || !ts.isStringLiteralLike(name)) return;
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    found.push({ name: name.text, line, typeOnly, dynamic });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node, node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node)) {
      add(node, node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node, node.argument.literal, true);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node, node.arguments[0], false, true);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
