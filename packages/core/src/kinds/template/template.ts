import type { Resource } from '../../resource/kind.ts';
import { Ref, type NodeId, type Resolvable } from '../../resource/ref.ts';
import { isPlain, resolve } from '../../resource/resolve.ts';
import { file, type FileSubject } from '../file/file.ts';
import type { Attributes } from '../path/attributes.ts';
import { compileTemplate } from './render-template.ts';

/** A template bound to the type of its variables. */
export interface Template<Vars> {
  readonly name: string;
  render(vars: Vars): string;
}

export type TemplateWant<Vars> = Attributes & {
  /** Plain values or Refs at any depth; no Secret, for a rendered text can be shown. */
  readonly vars: Resolvable<Vars>;
};

/** Binds a template by name (`ROLE/FILE`); `load` gives its text, and is called once, when it is first rendered. */
export function defineTemplate<Vars>(name: string, load: (name: string) => string): Template<Vars> {
  let compiled: ((vars: unknown) => string) | undefined;
  return Object.freeze({
    name,
    render(vars: Vars): string {
      compiled ??= compileTemplate(`the template ${name}`, load(name));
      return compiled(vars);
    },
  });
}

/** A file whose content is a rendered template. */
export function template<Vars>(subject: FileSubject, binding: Template<Vars>, want: TemplateWant<Vars>): Resource<void> {
  const { vars, ...attributes } = want;
  const needs = [...new Set(needsOf(vars))];
  const render = (values: unknown): string => binding.render(values as Vars);
  const content = needs.length === 0 ? render(vars) : new Ref(needs, (answers) => render(resolve(vars, answers)));
  return file(subject, { ...attributes, content });
}

function needsOf(value: unknown): readonly NodeId[] {
  if (value instanceof Ref) return value.needs;
  if (Array.isArray(value)) return value.flatMap(needsOf);
  return isPlain(value) ? Object.values(value).flatMap(needsOf) : [];
}
