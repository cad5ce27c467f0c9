import type { Chance } from '../random/chance.ts';
import type { FuzzInput } from './fuzz-input.ts';
import { names, pieces, signs } from './words.ts';

/** An input with some changes, as a slip of the hand or of a program makes them; `others` lend their lines. */
export function mutated(chance: Chance, input: FuzzInput, others: readonly FuzzInput[]): FuzzInput {
  const { files, extraVars } = input;
  const paths = Object.keys(files);
  const changed = { ...files };
  for (let left = chance.pick([1, 1, 2, 3, 6]); left > 0; left -= 1) {
    const path = chance.pick(paths);
    changed[path] = chance.pick(changes)(chance, changed[path] ?? '', linesOf(chance, others));
  }
  if (chance.percent(10)) rename(chance, changed);
  const given = chance.percent(15) ? [...extraVars, extraVariable(chance)] : extraVars;
  return { ...input, files: changed, extraVars: given.map((one) => (chance.percent(8) ? changeSome(chance, one) : one)) };
}

/** A template with some changes. */
export function mutatedTemplate(chance: Chance, template: string, others: readonly string[]): string {
  let text = template;
  for (let left = chance.pick([0, 1, 1, 2, 4]); left > 0; left -= 1) {
    const at = chance.int(0, text.length);
    const piece = chance.percent(20) ? chance.pick(others) || '' : chance.pick(pieces);
    text = text.slice(0, at) + piece + text.slice(at + (chance.percent(50) ? chance.int(0, 6) : 0));
  }
  return text;
}

type Change = (chance: Chance, text: string, lines: readonly string[]) => string;

const changes: readonly Change[] = [
  changeSome,
  changeSome,
  (chance, text) => cut(chance, text, ''),
  (chance, text) => insert(chance, text, chance.pick(signs)),
  (chance, text) => insert(chance, text, chance.pick(signs)),
  (chance, text) => insert(chance, text, chance.pick(names)),
  (chance, text) => cut(chance, text, chance.pick(signs)),
  (chance, text) => onLines(chance, text, (lines, at) => lines.splice(at, 1)),
  (chance, text) => onLines(chance, text, (lines, at) => lines.splice(at, 0, lines[chance.int(0, lines.length - 1)] ?? '')),
  (chance, text) => onLines(chance, text, (lines, at) => (lines[at] = ' '.repeat(chance.int(0, 9)) + (lines[at] ?? '').trimStart())),
  (chance, text, others) => onLines(chance, text, (lines, at) => lines.splice(at, 0, ...others)),
  // A word at another place, or for another.
  (chance, text) => words(chance, text, (all) => chance.pick(all)),
  (chance, text) => words(chance, text, () => chance.pick(names)),
  (chance, text) => words(chance, text, () => chance.pick(signs)),
  (chance, text) => words(chance, text, () => `"{{ x${chance.pick(pieces)} }}"`),
  (chance, text) => text.slice(0, chance.int(0, text.length)),
];

/** One byte, or one bit of it. */
function changeSome(chance: Chance, text: string): string {
  if (text === '') return String.fromCharCode(chance.int(0, 255));
  const at = chance.int(0, text.length - 1);
  const byte = chance.percent(50) ? chance.int(0, 255) : text.charCodeAt(at) ^ (1 << chance.int(0, 7));
  return text.slice(0, at) + String.fromCharCode(byte & 255) + text.slice(at + 1);
}

function insert(chance: Chance, text: string, what: string): string {
  const at = chance.int(0, text.length);
  return text.slice(0, at) + what + text.slice(at);
}

function cut(chance: Chance, text: string, instead: string): string {
  const at = chance.int(0, text.length);
  return text.slice(0, at) + instead + text.slice(at + chance.int(1, 12));
}

function onLines(chance: Chance, text: string, change: (lines: string[], at: number) => unknown): string {
  const lines = text.split('\n');
  change(lines, chance.int(0, lines.length - 1));
  return lines.join('\n');
}

function words(chance: Chance, text: string, instead: (all: readonly string[]) => string): string {
  const found = [...text.matchAll(/[\w.-]+/g)];
  if (found.length === 0) return text;
  const { 0: word, index } = chance.pick(found);
  return text.slice(0, index) + instead(found.map((one) => one[0])) + text.slice(index + word.length);
}

function linesOf(chance: Chance, others: readonly FuzzInput[]): readonly string[] {
  const lines = (chance.pick(Object.values(chance.pick(others).files)) || '').split('\n');
  const at = chance.int(0, lines.length - 1);
  return lines.slice(at, at + chance.int(1, 4));
}

function rename(chance: Chance, files: Record<string, string>): void {
  const path = chance.pick(Object.keys(files));
  const text = files[path] ?? '';
  Reflect.deleteProperty(files, path);
  files[chance.pick([`${path}.yml`, path.replace(/\.\w+$/, ''), `${path}/x`, 'group_vars/all', 'host_vars/x.json', 'inv/hosts'])] = text;
}

function extraVariable(chance: Chance): string {
  const name = chance.pick(names);
  return chance.pick([
    `${name}=${chance.pick(signs)}`,
    `{"${name}": ${chance.pick(signs)}}`,
    `@${name}`,
    chance.pick(signs),
    `${name}="{{ x${chance.pick(pieces)} }}"`,
  ]);
}
