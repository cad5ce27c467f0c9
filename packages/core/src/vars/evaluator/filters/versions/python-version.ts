import { BadVersion } from './loose-version.ts';

const form = new RegExp(
  '^\\s*v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\\.[0-9]+)*)' +
    '(?:[-_.]?(?<phase>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<phaseNumber>[0-9]+)?)?' +
    '(?<post>-(?<shortPost>[0-9]+)|[-_.]?(?:post|rev|r)[-_.]?(?<postNumber>[0-9]+)?)?' +
    '(?<dev>[-_.]?dev[-_.]?(?<devNumber>[0-9]+)?)?(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?\\s*$',
  'i',
);

const phases: Readonly<Record<string, number>> = { a: 0, alpha: 0, b: 1, beta: 1, c: 2, rc: 2, pre: 2, preview: 2 };

/** Orders versions of Python packages (PEP 440); throws BadVersion for any other. */
export function comparePython(left: string, right: string): number {
  const [a, b] = [parse(left), parse(right)];
  return compareParts(a.key, b.key) || compareLocal(a.local, b.local);
}

function parse(text: string): { readonly key: readonly (readonly number[])[]; readonly local: readonly string[] | undefined } {
  const groups = form.exec(text)?.groups as Readonly<Record<string, string | undefined>> | undefined;
  if (groups === undefined) throw new BadVersion(`'${text}' is not a version of PEP 440`);
  const { epoch, release = '', phase, phaseNumber, post, shortPost, postNumber, dev, devNumber, local } = groups;
  const numbers = release.split('.').map(Number);
  while (numbers.length > 1 && numbers.at(-1) === 0) numbers.pop();
  const isDevOnly = phase === undefined && post === undefined && dev !== undefined;
  const phaseKey = phase === undefined ? [isDevOnly ? -Infinity : Infinity] : [phases[phase.toLowerCase()] ?? 2, Number(phaseNumber ?? 0)];
  const postKey = post === undefined ? -Infinity : Number(shortPost ?? postNumber ?? 0);
  const devKey = dev === undefined ? Infinity : Number(devNumber ?? 0);
  return { key: [[Number(epoch ?? 0)], numbers, phaseKey, [postKey], [devKey]], local: local?.toLowerCase().split(/[-_.]/) };
}

function compareParts(left: readonly (readonly number[])[], right: readonly (readonly number[])[]): number {
  for (const [index, mine] of left.entries()) {
    const other = right[index] ?? [];
    const differs = Array.from({ length: Math.max(mine.length, other.length) }, (_, place) => place).find(
      (place) => (mine[place] ?? Number.NaN) !== (other[place] ?? Number.NaN),
    );
    if (differs === undefined) continue;
    const [a, b] = [mine[differs], other[differs]];
    return a === undefined ? -1 : b === undefined ? 1 : a < b ? -1 : 1;
  }
  return 0;
}

/** A version with something local is after the same without; numbers are after words. */
function compareLocal(left: readonly string[] | undefined, right: readonly string[] | undefined): number {
  if (left === undefined || right === undefined) return Number(left !== undefined) - Number(right !== undefined);
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const [a, b] = [left[index], right[index]];
    if (a === b) continue;
    if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
    const [isNumber, isOtherNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
    if (isNumber && isOtherNumber && Number(a) !== Number(b)) return Number(a) - Number(b);
    if (isNumber !== isOtherNumber) return isNumber ? 1 : -1;
    if (!isNumber) return a < b ? -1 : 1;
  }
  return 0;
}
