import { createRequire } from 'node:module';
import type Handlebars from 'handlebars';
import { KmagicError } from '../../errors/kmagic-error.ts';

const options = { strict: true, noEscape: true } as const;
const require = createRequire(import.meta.url);
/** Handlebars without its compiler, which takes longer to load than a cluster's templates to render. */
const runtime = withHelpers(require('handlebars/runtime.js') as typeof Handlebars);

/** The text of a handlebars template: strict (a missing variable throws), nothing escaped; helpers `eq`, `join`, `json`. */
export function renderTemplate(text: string, vars: unknown): string {
  return compileTemplate('a template', text)(vars);
}

/** A template made ready to render many times; errors name it. */
export function compileTemplate(name: string, text: string): (vars: unknown) => string {
  return named(name, withHelpers(require('handlebars') as typeof Handlebars).compile(text, options));
}

/** The JavaScript expression of a template, for `precompiledTemplate` to render without the compiler. */
export function precompileTemplate(text: string): string {
  // Its type is that of the specification, but what comes is its source.
  return (require('handlebars') as typeof Handlebars).precompile(text, options) as string;
}

/** As `compileTemplate`, from what the expression of `precompileTemplate` evaluates to. */
export function precompiledTemplate(name: string, specification: unknown): (vars: unknown) => string {
  return named(name, runtime.template(specification as TemplateSpecification));
}

function withHelpers({ create }: Pick<typeof Handlebars, 'create'>): typeof Handlebars {
  const engine = create();
  engine.registerHelper('eq', (a: unknown, b: unknown) => a === b);
  engine.registerHelper('join', (list: readonly unknown[], between: unknown) => list.join(typeof between === 'string' ? between : ','));
  engine.registerHelper('json', (value: unknown) => JSON.stringify(value));
  return engine;
}

function named(name: string, render: Handlebars.TemplateDelegate): (vars: unknown) => string {
  return (vars) => {
    try {
      return render(vars);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new KmagicError('bug', `${name} cannot be rendered: ${why}`, {
        cause: error,
        hint: 'give the template the variable it asks for',
      });
    }
  };
}
