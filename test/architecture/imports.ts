import { readdirSync, readFileSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import ts from 'typescript';

/** One import of one source file; paths are relative to `packages/`, others are `node:NAME` or a package's name. */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly names: readonly string[];
  /** True: only types come over; nothing of it is there at run time. */
  readonly typeOnly: boolean;
}

/** A source file, without what is beside it for tests. */
export interface Source {
  readonly path: string;
  readonly tree: ts.SourceFile;
}

const packages = resolve(import.meta.dirname, '..', '..', 'packages');

/** Every source file of the packages; tests and their cases are not among them. */
export function sources(): readonly Source[] {
  return readdirSync(packages, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^[^/]+\/src\/.*\.ts$/.test(path) && !/(\.test|\/cases|\.cases)\.ts$/.test(path))
    .toSorted()
    .map((path) => ({
      path,
      tree: ts.createSourceFile(path, readFileSync(resolve(packages, path), 'utf8'), ts.ScriptTarget.Latest, true),
    }));
}

/** What a source file imports: statements, re-exports, `import('...')` and import types. */
export function importsOf({ path, tree }: Source): readonly Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, names: readonly string[], typeOnly: boolean): void => {
    if (specifier && ts.isStringLiteral(specifier)) found.push({ from: path, to: target(path, specifier.text), names, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, namesOf(node.importClause?.namedBindings), isTypeOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, namesOf(node.exportClause), node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, [], true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], [], false);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Where a source file says `object.property`, or `new object()` for a property of ''; lines count from 1. */
export function mentions({ tree }: Source, object: string, property: string): readonly number[] {
  const found: number[] = [];
  const visit = (node: ts.Node): void => {
    const hit =
      property === ''
        ? ts.isNewExpression(node) && node.expression.getText(tree) === object && (node.arguments ?? []).length === 0
        : ts.isPropertyAccessExpression(node) && node.expression.getText(tree) === object && [node.name.text, '*'].includes(property);
    if (hit) found.push(tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function target(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), specifier));
  if (specifier.startsWith('node:')) return specifier;
  return (
    specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/') + (specifier === '@kmagic/core/reveal' ? '/reveal' : '')
  );
}

function namesOf(bindings: ts.NamedImportBindings | ts.NamedExportBindings | undefined): readonly string[] {
  if (!bindings || !('elements' in bindings)) return [];
  return bindings.elements.map((e) => (e.propertyName ?? e.name).text);
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { namedBindings } = clause;
  return (
    !clause.name &&
    !!namedBindings &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.length > 0 &&
    namedBindings.elements.every((e) => e.isTypeOnly)
  );
}
