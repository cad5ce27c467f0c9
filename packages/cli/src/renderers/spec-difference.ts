import { redact, shortened } from '@kmagic/core';
import type { SpecDifference } from '@kmagic/tasks';
import { counted } from './counted.ts';

type SettingDifference = SpecDifference['differences'][number];
type Found = SettingDifference['a'][number];
type OtherDifference = SpecDifference['others'][number];

/** The two inventories that were compared, as they were named. */
export interface Sides {
  readonly a: string;
  readonly b: string;
}

/** How two clusters differ, for people; `hostsOwn` listed too where everything was asked for. */
export function differenceText(sides: Sides, difference: SpecDifference, listed: 'most' | 'all'): string {
  const { differences, groups, others, hostsOwn, hosts, writtenOnce } = difference;
  const settings = listed === 'all' ? [...hostsOwn, ...differences] : differences;
  const topics = Map.groupBy(settings, ({ topic }) => topic);
  const width = Math.max(0, ...groups.map(({ name }) => name.length));
  const blocks = [
    [`a: ${sides.a}`, `b: ${sides.b}`],
    section(
      'hosts in groups',
      groups.map(({ name, a, b }) => `${name.padEnd(width)}  ${a ?? 'no group'} | ${b ?? 'no group'}`),
    ),
    ...[...topics].map(([topic, list]) => section(topic, list.flatMap(settingLines))),
    section('only in a, no settings', othersIn(others, 'a')),
    section('only in b, no settings', othersIn(others, 'b')),
    section('in both, no settings', othersInBoth(others)),
    section('hosts only in a', listed === 'all' ? hosts.a : []),
    section('hosts only in b', listed === 'all' ? hosts.b : []),
    [...notes(difference, listed), ...once('a', writtenOnce.a), ...once('b', writtenOnce.b), summary(difference)],
  ];
  return redact(
    `${blocks
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n')}\n`,
  );
}

/** The same for programs. */
export function differenceJson(sides: Sides, difference: SpecDifference): string {
  return redact(`${JSON.stringify({ sides, ...difference }, null, 2)}\n`);
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

function settingLines({ name, on, a, b }: SettingDifference): readonly string[] {
  const title = on === 'cluster' ? name : `${name} (${on})`;
  if (isOnlySecret(a) && isOnlySecret(b)) return [`${title}: (secret) differs   ${[...placesOf(a), '|', ...placesOf(b)].join(' ')}`];
  return [title, ...foundLines('a', a), ...foundLines('b', b)];
}

function isOnlySecret([first, second]: readonly Found[]): boolean {
  return first?.isSecret === true && second === undefined;
}

function foundLines(side: string, found: readonly Found[]): readonly string[] {
  return found.map((one, index) => {
    const on = found.length > 1 ? ` on ${counted(one.hosts, 'host')}` : '';
    return `  ${index === 0 ? side : ' '} ${shown(one)}${on}   ${placesOf([one]).join(' ')}`.trimEnd();
  });
}

function shown({ value, isSecret }: Found): string {
  if (isSecret) return '(secret)';
  return value === undefined ? 'not set' : JSON.stringify(value);
}

/** Of many places the first few. */
function placesOf(found: readonly Found[]): readonly string[] {
  const places = found.flatMap((one) =>
    one.places.length > 0 ? one.places : one.how === undefined ? ['default'] : [`default: ${one.how}`],
  );
  return places.length > 3 ? [...places.slice(0, 2), `and ${places.length - 2} more`] : places;
}

function othersIn(others: readonly OtherDifference[], side: 'a' | 'b'): readonly string[] {
  return others.flatMap(({ name, a, b }) => {
    const found = side === 'a' ? a : b;
    return found === undefined || (a !== undefined && b !== undefined) ? [] : [`${name}   ${found.standing}   ${at(found.places)}`];
  });
}

function othersInBoth(others: readonly OtherDifference[]): readonly string[] {
  return others.flatMap(({ name, a, b }) => {
    if (a === undefined || b === undefined) return [];
    const standing = a.standing === b.standing ? a.standing : `${a.standing} | ${b.standing}`;
    return [`${name}   ${standing}   ${at(a.places)} | ${at(b.places)}`];
  });
}

function at(places: readonly string[]): string {
  return places.length > 2 ? `${places[0] ?? ''} and ${places.length - 1} more` : places.join(' ');
}

function notes({ hostsOwn, hosts }: SpecDifference, listed: 'most' | 'all'): readonly string[] {
  const names = [...new Set(hostsOwn.map(({ name }) => name))];
  const count = hosts.a.length + hosts.b.length;
  if (listed === 'all' || names.length + count === 0) return [];
  const what = [...(count > 0 ? [counted(count, 'name')] : []), ...(names.length > 0 ? [names.join(', ')] : [])];
  return [`each host's own, not listed without --all: ${what.join(', ')}`];
}

function once(side: 'a' | 'b', names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`only ${side} writes what the other has by default: ${shortened(names, 6)}`];
}

function summary({ differs, differences, groups, others }: SpecDifference): string {
  if (!differs) return 'Nothing differs.';
  const settings = new Set(differences.map(({ name }) => name)).size;
  const parts = [
    [settings, 'setting'],
    [groups.length, 'group'],
    [others.length, 'other name'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => counted(count, word));
  return `${said.join(', ')} differ${said.length === 1 && said[0]?.startsWith('1 ') === true ? 's' : ''}.`;
}
