import Handlebars from 'handlebars';
import { KmagicError } from '../../errors/kmagic-error.ts';

const engine = Handlebars.create();
engine.registerHelper('eq', (a: unknown, b: unknown) => a === b);
engine.registerHelper('join', (list: readonly unknown[], between: unknown) => list.join(typeof between === 'string' ? between : ','));
engine.registerHelper('json', (value: unknown) => JSON.stringify(value));

/** The text of a handlebars template: strict (a missing variable throws), nothing escaped; helpers `eq`, `join`, `json`. */
export function renderTemplate(text: string, vars: unknown): string {
  return compileTemplate('a template', text)(vars);
}

/** A template made ready to render many times; errors name it. */
export function compileTemplate(name: string, text: string): (vars: unknown) => string {
  const render = engine.compile(text, { strict: true, noEscape: true });
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
