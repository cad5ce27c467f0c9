import { openTemplate } from '@kmagic/core';
import { templatesUrl } from '../templates-url.ts';

const opened = new Map<string, ReturnType<typeof openTemplate>>();

/** The text of `templates/NAME.hbs` with these values; a value the template names and the values lack is an error. */
export function render(name: string, values: object): string {
  const template = opened.get(name) ?? openTemplate(templatesUrl, name);
  opened.set(name, template);
  return template(values);
}
