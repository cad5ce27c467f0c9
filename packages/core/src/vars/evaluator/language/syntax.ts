/** The arguments of a call, a filter or a test; `rest` and `namedRest` are what follows `*` and `**`. */
export interface Arguments {
  readonly positional: readonly Expression[];
  readonly named: ReadonlyMap<string, Expression>;
  readonly rest?: Expression;
  readonly namedRest?: Expression;
}

export type BinaryOperator =
  'and' | 'or' | '==' | '!=' | '<' | '>' | '<=' | '>=' | 'in' | 'not in' | '+' | '-' | '~' | '*' | '/' | '//' | '%' | '**';

/** An expression taken apart; `at` is its offset in the template, of an operation that of its operator. */
export type Expression = { readonly at: number } & (
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'tuple'; readonly items: readonly Expression[] }
  | { readonly kind: 'mapping'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'member'; readonly of: Expression; readonly key: Expression; readonly by: 'dot' | 'brackets' }
  | { readonly kind: 'slice'; readonly of: Expression; readonly bounds: readonly (Expression | undefined)[] }
  | { readonly kind: 'call'; readonly callee: Expression; readonly args: Arguments }
  | { readonly kind: 'filter'; readonly of: Expression; readonly name: string; readonly args: Arguments }
  | { readonly kind: 'test'; readonly of: Expression; readonly name: string; readonly args: Arguments }
  | { readonly kind: 'unary'; readonly operator: 'not' | '-' | '+'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'comparison';
      readonly first: Expression;
      readonly rest: readonly { readonly operator: BinaryOperator; readonly with: Expression; readonly at: number }[];
    }
  | { readonly kind: 'choice'; readonly when: Expression; readonly then: Expression; readonly otherwise?: Expression }
);

/** What an assignment fills: a name, an attribute of a namespace, or several targets from one list. */
export type Target =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'attribute'; readonly of: string; readonly name: string; readonly at: number }
  | { readonly kind: 'targets'; readonly targets: readonly Target[]; readonly at: number };

/** A filter applied to the text of a block. */
export interface BlockFilter {
  readonly name: string;
  readonly args: Arguments;
  readonly at: number;
}

/** The parameters and body of a macro; a parameter without a default is undefined where it is not given. */
export interface MacroDefinition {
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly otherwise?: Expression }[];
  readonly body: readonly Statement[];
}

/** One piece of a template: text, an expression to print, or a statement. */
export type Statement = { readonly at: number } & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'output'; readonly expression: Expression; readonly source: string }
  | {
      readonly kind: 'if';
      readonly branches: readonly { readonly when: Expression; readonly body: readonly Statement[] }[];
      readonly otherwise: readonly Statement[];
    }
  | {
      readonly kind: 'for';
      readonly target: Target;
      readonly of: Expression;
      readonly only?: Expression;
      readonly recursive: boolean;
      readonly body: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  | { readonly kind: 'set'; readonly target: Target; readonly value: Expression }
  | { readonly kind: 'set block'; readonly target: Target; readonly filters: readonly BlockFilter[]; readonly body: readonly Statement[] }
  | { readonly kind: 'macro'; readonly macro: MacroDefinition }
  | { readonly kind: 'call block'; readonly call: Expression & { readonly kind: 'call' }; readonly caller: MacroDefinition }
  | { readonly kind: 'filter block'; readonly filters: readonly BlockFilter[]; readonly body: readonly Statement[] }
  | {
      readonly kind: 'with';
      readonly assignments: readonly { readonly target: Target; readonly value: Expression }[];
      readonly body: readonly Statement[];
    }
);

/** Why a template cannot be read, and the offset where. */
export class TemplateSyntaxError extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** What the language has and kmagic refuses, and the offset where. */
export class UnsupportedTemplate extends TemplateSyntaxError {
  readonly hint: string;
  constructor(message: string, at: number, hint: string) {
    super(message, at);
    this.hint = hint;
  }
}
