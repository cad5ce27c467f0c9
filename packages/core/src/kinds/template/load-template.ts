import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { KmagicError } from '../../errors/kmagic-error.ts';
import { compileTemplate, precompiledTemplate } from './render-template.ts';

const require = createRequire(import.meta.url);

/** The text of `BASE/NAME.hbs`; `base` is a directory URL. The one place a kind's folder reads the controller's disk. */
export function loadTemplate(base: URL, name: string): string {
  const url = urlOf(base, name);
  try {
    return readFileSync(url, 'utf8');
  } catch (error) {
    throw new KmagicError('bug', `the template ${name} cannot be read from ${url.pathname}`, { cause: error });
  }
}

/** `BASE/NAME.hbs` ready to render: as the build has compiled it into `NAME.hbs.cjs`, where it has, and compiled now otherwise. */
export function openTemplate(base: URL, name: string): (vars: unknown) => string {
  const built = new URL(`${urlOf(base, name).href}.cjs`);
  if (!existsSync(built)) return compileTemplate(`the template ${name}`, loadTemplate(base, name));
  return precompiledTemplate(`the template ${name}`, require(fileURLToPath(built)));
}

function urlOf(base: URL, name: string): URL {
  return new URL(`${name}.hbs`, base.href.endsWith('/') ? base : `${base.href}/`);
}
