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

/** A property that is read, `process.env`, or what is made without an argument, `new Date()`, whose property is ''. */
interface Mention {
  readonly object: string;
  readonly property: string;
  readonly line: number;
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
export const importsOf = eachOnce(foundImports);

/** Where a source file says `object.property`, or `new object()` for a property of ''; lines count from 1. */
export function mentions(source: Source, object: string, property: string): readonly number[] {
  return allMentions(source)
    .filter((one) => one.object === object && (one.property === property || (property === '*' && one.property !== '')))
    .map((one) => one.line);
}

const allMentions = eachOnce(foundMentions);

/** Every rule asks the same of the same files. */
function eachOnce<T>(find: (source: Source) => T): (source: Source) => T {
  const found = new WeakMap<Source, T>();
  return (source) => {
    const known = found.get(source) ?? find(source);
    found.set(source, known);
    return known;
  };
}

function foundImports({ path, tree }: Source): readonly Import[] {
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

function foundMentions({ tree }: Source): readonly Mention[] {
  const found: Mention[] = [];
  const add = (node: ts.Node, object: ts.Node, property: string): void => {
    const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
    found.push({ object: object.getText(tree), property, line });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) add(node, node.expression, node.name.text);
    else if (ts.isNewExpression(node) && (node.arguments ?? []).length === 0) add(node, node.expression, '');
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
