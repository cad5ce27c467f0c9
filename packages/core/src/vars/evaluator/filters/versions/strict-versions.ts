import { BadVersion } from './loose-version.ts';

/** Orders versions of two or three numbers, such as 1.2, 1.2.3 and 1.2b1; throws BadVersion for any other. */
export function compareStrict(left: string, right: string): number {
  const parse = (text: string) => {
    const found = /^(\d+)\.(\d+)(?:\.(\d+))?(?:([ab])(\d+))?$/.exec(text);
    if (found === null) throw new BadVersion(`'${text}' is not a version of two or three numbers`);
    const [, major = '', minor = '', patch = '0', phase, phaseNumber] = found;
    return [...[major, minor, patch].map(Number), phase === 'a' ? 0 : phase === 'b' ? 1 : 2, Number(phaseNumber ?? 0)];
  };
  return compareNumbers(parse(left), parse(right));
}

/** Orders semantic versions; what stands behind + does not count. Throws BadVersion for any other. */
export function compareSemantic(left: string, right: string): number {
  const [a, b] = [parseSemantic(left), parseSemantic(right)];
  const order = compareNumbers(a.numbers, b.numbers);
  if (order !== 0) return order;
  if (a.phase.length === 0 || b.phase.length === 0) return b.phase.length - a.phase.length;
  const differs = a.phase.findIndex((part, index) => part !== b.phase[index]);
  const [mine, other] = [a.phase[differs], b.phase[differs]];
  if (mine === undefined || other === undefined) return a.phase.length - b.phase.length;
  const [isNumber, isOtherNumber] = [/^\d+$/.test(mine), /^\d+$/.test(other)];
  if (isNumber && isOtherNumber) return Number(mine) - Number(other);
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  return mine < other ? -1 : 1;
}

function parseSemantic(text: string): { readonly numbers: readonly number[]; readonly phase: readonly string[] } {
  const identifier = '(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)';
  const form = `^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-(${identifier}(?:\\.${identifier})*))?(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?$`;
  const found = new RegExp(form).exec(text);
  if (found === null) throw new BadVersion(`'${text}' is not a semantic version`);
  return { numbers: found.slice(1, 4).map(Number), phase: found[4]?.split('.') ?? [] };
}

function compareNumbers(left: readonly number[], right: readonly number[]): number {
  const differs = left.findIndex((number, index) => number !== right[index]);
  return differs === -1 ? 0 : left[differs]! - right[differs]!;
}
