import { loadTemplate, renderTemplate } from '@kmagic/core';

const templates = new URL('../../../../templates/', import.meta.url);
const loaded = new Map<string, string>();

/** The text of `templates/NAME.hbs` with these values; a value the template names and the values lack is an error. */
export function render(name: string, values: object): string {
  const text = loaded.get(name) ?? loadTemplate(templates, name);
  loaded.set(name, text);
  return renderTemplate(text, values);
}
