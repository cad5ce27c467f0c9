import type { OtherName } from './other-names.ts';

/** What the comment at the top of an exported file says. */
export interface Provenance {
  /** The inventories it was made from, as paths that do not depend on the machine. */
  readonly from: readonly string[];
  /** How many variables the command line gave. */
  readonly extraVariables: number;
  readonly dropped: ReadonlyMap<string, OtherName>;
  /** Settings that were left out because they are secret. */
  readonly withoutSecrets: readonly string[];
}

const firstLine = 'The settings of a cluster as they take effect, in one file that is an inventory itself.';

const reasons: Readonly<Record<OtherName, string>> = {
  own: 'were for templates only',
  'without effect': 'have no effect',
  ignored: 'ignore_variables lists them',
  unknown: 'nobody knows them',
  gone: 'kubespray no longer has them',
  'not supported': 'kmagic does not support them',
};

/** The lines of the comment at the top of an exported file. */
export function header({ from, extraVariables, dropped, withoutSecrets }: Provenance): readonly string[] {
  const extra = extraVariables === 0 ? '' : ` and ${extraVariables} variable${extraVariables === 1 ? '' : 's'} of the command line`;
  const groups = Map.groupBy(dropped, ([, standing]) => standing);
  const left = [
    ...(Object.keys(reasons) as OtherName[]).map((is) => [reasons[is], (groups.get(is) ?? []).map(([name]) => name)] as const),
    ['they are secret', withoutSecrets] as const,
  ].filter(([, names]) => names.length > 0);
  return [
    firstLine,
    `kmagic spec export made it from ${from.join(', ')}${extra}.`,
    ...left.flatMap(([reason, names]) => wrapped(`Left out, ${reason}: ${names.join(', ')}.`)),
  ];
}

/** The comment of a file that `header` began; undefined where the text has none. */
export function headerOf(text: string): readonly string[] | undefined {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    if (!line.startsWith('# ')) break;
    lines.push(line.slice(2));
  }
  return lines[0] === firstLine ? lines : undefined;
}

function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + word.length > 110) lines.push(line === undefined ? word : `  ${word}`);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
