import { compileTemplate, loadTemplate } from '@kmagic/core';
import { templatesUrl } from '../templates-url.ts';

const compiled = new Map<string, ReturnType<typeof compileTemplate>>();

/** The text of `templates/NAME.hbs` with these values; a value the template names and the values lack is an error. */
export function render(name: string, values: object): string {
  const template = compiled.get(name) ?? compileTemplate(`the template ${name}`, loadTemplate(templatesUrl, name));
  compiled.set(name, template);
  return template(values);
}
