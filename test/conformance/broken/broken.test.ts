import { describe, expect, it } from 'vitest';
import { variablesByName } from '../../../packages/tasks/src/spec/topics.ts';
import { saidOf, type BrokenCase } from './broken-case.ts';
import { soundHosts } from './broken-files.ts';
import { connectionCases } from './connection.cases.ts';
import { crossCheckCases } from './cross-check.cases.ts';
import { encryptedCases } from './encrypted.cases.ts';
import { extraVariableCases } from './extra-variable.cases.ts';
import { fileCases } from './file.cases.ts';
import { groupCases } from './group.cases.ts';
import { hostNameCases } from './host-name.cases.ts';
import { iniCases } from './ini.cases.ts';
import { templateFailureCases } from './template-failure.cases.ts';
import { templateLimitCases } from './template-limit.cases.ts';
import { templateStatementCases } from './template-statement.cases.ts';
import { templateSupportCases } from './template-support.cases.ts';
import { templateSyntaxCases } from './template-syntax.cases.ts';
import { templateValueCases } from './template-value.cases.ts';
import { typeCases } from './type.cases.ts';
import { variableCases } from './variable.cases.ts';
import { vaultCases } from './vault.cases.ts';
import { yamlSyntaxCases } from './yaml-syntax.cases.ts';
import { yamlValueCases } from './yaml-value.cases.ts';

const tables: readonly (readonly [about: string, cases: readonly BrokenCase[]])[] = [
  ['files and paths', fileCases],
  ['syntax of YAML', yamlSyntaxCases],
  ['values in YAML', yamlValueCases],
  ['syntax of INI', iniCases],
  ['names of hosts', hostNameCases],
  ['groups', groupCases],
  ['extra variables', extraVariableCases],
  ['variables', variableCases],
  ['settings together', crossCheckCases],
  ['types', typeCases],
  ['syntax of templates', templateSyntaxCases],
  ['statements of templates', templateStatementCases],
  ['values in templates', templateValueCases],
  ['what templates may not do', templateSupportCases],
  ['templates that fail', templateFailureCases],
  ['templates without end', templateLimitCases],
  ['vaults', vaultCases],
  ['what is encrypted', encryptedCases],
  ['connections', connectionCases],
];

describe.each(tables)('a broken inventory: %s', (_about, cases) => {
  it.each(cases)('$name', (one) => {
    const { says, notes } = saidOf(one);
    expect(says).toEqual(one.says);
    if (one.notes !== undefined) expect(notes).toEqual(one.notes);
    const text = [...says, ...notes].join('\n');
    for (const secret of one.secrets ?? []) expect(text).not.toContain(secret);
  });

  it('each has a name of its own, and is told what to do', () => {
    const names = cases.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(cases.filter(({ says, notes = [] }) => says.length + notes.length === 0)).toEqual([]);
    expect(cases.flatMap(({ says }) => says.filter((text) => !/^\w+: .+ \| .+$/s.test(text)))).toEqual([]);
  });
});

it('the hosts of the cases are sound', () => {
  expect(saidOf({ name: 'sound', files: soundHosts, says: [] })).toEqual({ says: [], notes: [] });
});

it('every type of a setting has a case, but for words to choose from, which are of one kind', () => {
  const tried = new Set(typeCases.map(({ name }) => variablesByName.get(name.split(':')[0] ?? '')?.variable.type.shown));
  const shown = [...variablesByName.values()].map(({ variable }) => variable.type.shown).filter((type) => !/^(?:`\w+` ?)+$/.test(type));
  expect([...new Set(shown)].filter((type) => !tried.has(type))).toEqual([]);
});
