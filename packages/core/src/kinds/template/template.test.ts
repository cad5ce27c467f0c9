import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { Ref, Unknown, type Answers, type NodeId } from '../../resource/ref.ts';
import { resolve } from '../../resource/resolve.ts';
import { Secret } from '../../secret/secret.ts';
import { loadTemplate, openTemplate } from './load-template.ts';
import { precompileTemplate, renderTemplate } from './render-template.ts';
import { defineTemplate, template } from './template.ts';

const attributes = { mode: '0640', owner: 'root', group: 'root' };
const greeting = defineTemplate<{ who: string; peers: readonly string[] }>('etcd/greeting', () => '{{who}}: {{join peers ","}}\n');

it('renders text without escaping, with its few helpers', () => {
  const text = '{{#if (eq role "etcd")}}A="{{name}}"{{/if}}\n{{json labels}} {{join peers " "}}';
  expect(renderTemplate(text, { role: 'etcd', name: '<&>', labels: { a: 1 }, peers: ['x', 'y'] })).toBe('A="<&>"\n{"a":1} x y');
});

it('refuses a variable that is not there, naming it and the template', () => {
  const typo = defineTemplate<{ a: string }>('etcd/typo', () => '{{b}}');
  expect(() => typo.render({ a: 'x' })).toThrow(/the template etcd\/typo cannot be rendered: "b" not defined/);
});

it('refuses a secret, for rendered text can be shown', () => {
  expect(() => renderTemplate('{{x}}', { x: new Secret('hidden-value') })).toThrow('a Secret was used as text');
});

it('is a file whose content is rendered when the graph is built', () => {
  const resource = template({ path: '/etc/greeting' }, greeting, { ...attributes, vars: { who: 'a', peers: ['b', 'c'] } });
  expect(resource.kind.name).toBe('file');
  expect(resource.want).toEqual({ ...attributes, content: 'a: b,c\n' });
});

it('waits for the nodes whose values it names, at any depth', () => {
  const node = 'etcd/Ask@n1' as NodeId;
  const address = new Ref(['etcd/Ask@n1' as NodeId], (answers) => {
    const out = answers.output(node);
    if (out === undefined) throw new Unknown([node]);
    return String(out.value);
  });
  const resource = template({ path: '/etc/greeting' }, greeting, { ...attributes, vars: { who: 'a', peers: [address] } });
  const content = (resource.want as { content: Ref<string> }).content;
  expect(content.needs).toEqual([node]);
  const answers = (value: unknown): Answers => ({
    output: () => (value === undefined ? undefined : { value }),
    fingerprint: () => undefined,
  });
  expect(() => resolve(resource.want, answers(undefined))).toThrow('known after etcd/Ask@n1');
  expect(resolve(resource.want, answers('10.0.0.1'))).toMatchObject({ content: 'a: 10.0.0.1\n' });
});

it('is read from a directory by its name, and says where it was looked for', () => {
  const dir = mkdtempSync(join(tmpdir(), 'kmagic-template-'));
  writeFileSync(join(dir, 'x.env.hbs'), 'X={{x}}\n');
  expect(loadTemplate(pathToFileURL(dir), 'x.env')).toBe('X={{x}}\n');
  expect(() => loadTemplate(pathToFileURL(dir), 'nosuch')).toThrow(`the template nosuch cannot be read from ${dir}/nosuch.hbs`);
  rmSync(dir, { recursive: true });
});

it('renders what a build has compiled as it renders the text, errors and all', () => {
  const dir = mkdtempSync(join(tmpdir(), 'kmagic-template-'));
  const text =
    '{{#each peers}}{{@index}}={{this}}{{#unless @last}},{{/unless}}{{/each}} {{json who}} {{#if (eq who "<a>")}}yes{{/if}} {{who}}\n';
  writeFileSync(join(dir, 'x.env.hbs'), text);
  const vars = { who: '<a>', peers: ['b', 'c'] };
  const fromText = openTemplate(pathToFileURL(dir), 'x.env');
  writeFileSync(join(dir, 'x.env.hbs.cjs'), `module.exports = ${precompileTemplate(text)};`);
  writeFileSync(join(dir, 'x.env.hbs'), 'not read');
  const built = openTemplate(pathToFileURL(dir), 'x.env');
  expect(built(vars)).toBe('0=b,1=c "<a>" yes <a>\n');
  expect(built(vars)).toBe(fromText(vars));
  expect(() => built({ peers: [] })).toThrow('the template x.env cannot be rendered: "who" not defined');
  expect(() => fromText({ peers: [] })).toThrow('the template x.env cannot be rendered: "who" not defined');
  rmSync(dir, { recursive: true });
});
