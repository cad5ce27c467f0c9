import { readFileSync } from 'node:fs';
import { KmagicError } from '../../errors/kmagic-error.ts';

/** The text of `BASE/NAME.hbs`; `base` is a directory URL. The one place a kind's folder reads the controller's disk. */
export function loadTemplate(base: URL, name: string): string {
  const url = new URL(`${name}.hbs`, base.href.endsWith('/') ? base : `${base.href}/`);
  try {
    return readFileSync(url, 'utf8');
  } catch (error) {
    throw new KmagicError('bug', `the template ${name} cannot be read from ${url.pathname}`, { cause: error });
  }
}
