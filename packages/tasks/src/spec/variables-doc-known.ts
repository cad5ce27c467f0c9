import { knownGroups } from './kubespray/groups.ts';
import { removed, renamed } from './kubespray/history.ts';
import { isComputed, type KnownGroup, type KnownRow } from './kubespray/known-group.ts';
import { sinceRelease } from './kubespray/since.ts';
import { cell, code, table } from './variables-doc-table.ts';

/** The sections of what kubespray has and kmagic has no typed variable for. */
export function knownSections(): readonly string[] {
  return [
    '',
    '## Planned and refused',
    '',
    'An error where a switch is on, or where there is no switch; off, empty and the default are always let through.',
    ...knownGroups.filter(({ status }) => status !== 'accepted').flatMap(section),
    '',
    '## Accepted',
    '',
    'Without effect, and noted.',
    ...knownGroups.filter(({ status }) => status === 'accepted').flatMap(section),
  ];
}

/** The section of variables that are gone. */
export function historySection(): readonly string[] {
  const rows = [
    ...renamed.map(({ release, from, to }) => ({ release, name: from, what: `renamed to ${code(to)}` })),
    ...removed.flatMap(({ release, names, because, instead }) =>
      names.map((name) => ({ release, name, what: cell(instead === undefined ? because : `${because}; ${instead}`) })),
    ),
  ].sort((one, other) => one.release.localeCompare(other.release, 'en', { numeric: true }));
  return [
    '',
    '## History',
    '',
    'What kubespray has renamed or removed since 2.5.',
    '',
    '| variable | gone in | why, and what instead |',
    '| --- | --- | --- |',
    ...rows.map(({ release, name, what }) => `| ${code(name)} | ${release} | ${what} |`),
  ];
}

function section(group: KnownGroup): readonly string[] {
  const instead = group.instead === undefined ? '' : `; ${group.instead}`;
  const switches = group.switches === undefined ? '' : ` Switched on by ${group.switches.map(code).join(', ')}.`;
  const status = { planned: 'Planned', refused: 'Refused', accepted: 'Accepted' }[group.status];
  return [
    '',
    `### ${group.group}: ${group.about}`,
    '',
    `${status}: ${group.because}${instead}.${switches}`,
    '',
    ...table(group.rows.map(docRow)),
  ];
}

function docRow([name, type, fallback, about, since]: KnownRow) {
  return { name: code(name), type, fallback: shown(fallback), since: since ?? sinceRelease(name) ?? '', about: cell(about) };
}

function shown(fallback: unknown): string {
  if (fallback === undefined || fallback === '') return '';
  if (isComputed(fallback)) return fallback.computed.includes('{') ? code(fallback.computed) : cell(fallback.computed);
  return code(typeof fallback === 'string' ? fallback : JSON.stringify(fallback));
}
