import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { findingLines } from './findings.ts';

const said = (what: string, hosts: readonly string[]): string =>
  stripVTControlCharacters(findingLines({ severity: 'warning', hosts, what, why: 'y', hint: 'h' })[0]!);

it.each([
  ['does not synchronise its clock', 'a does not synchronise its clock', 'a, b do not synchronise their clock'],
  ['has 500 MiB of memory', 'a has 500 MiB of memory', 'a, b have 500 MiB of memory'],
  ['is in 10.0.0.0/8', 'a is in 10.0.0.0/8', 'a, b are in 10.0.0.0/8'],
  ['runs Debian', 'a runs Debian', 'a, b run Debian'],
  ['installs updates on its own', 'a installs updates on its own', 'a, b install updates on their own'],
  ['cannot be looked at', 'a cannot be looked at', 'a, b cannot be looked at'],
])('%s: of one host and of several', (what, one, several) => {
  expect([said(what, ['a']), said(what, ['a', 'b'])]).toEqual([`warning: ${one}`, `warning: ${several}`]);
});
