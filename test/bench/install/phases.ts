/** A part of an install; milliseconds since the install began. Parts may lie over each other. */
export interface Phase {
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** The phases in what kubeadm-install.sh printed, in the order they began. */
export function scriptPhases(stdout: string, startedAt: number): readonly Phase[] {
  const lines = [...stdout.matchAll(/^@phase (\S+) (\d+) (\d+)$/gm)];
  return inOrder(lines.map(([, name = '', start, end]) => ({ name, startMs: Number(start) - startedAt, endMs: Number(end) - startedAt })));
}

interface Line {
  readonly at: string;
  readonly type: string;
  readonly node?: { readonly stage: string };
}

/**
 * The phases of an apply in its journal: the survey, each stage from the first task that was started to the last that ended,
 * and the check that nothing is left to do.
 */
export function journalPhases(ndjson: string, startedAt: number): readonly Phase[] {
  const lines = ndjson
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
  const at = (line: Line): number => Date.parse(line.at) - startedAt;
  const between = (name: string, from: (line: Line) => boolean, to: (line: Line) => boolean): readonly Phase[] => {
    const [first, last] = [lines.find(from), lines.findLast(to)];
    return first && last ? [{ name, startMs: at(first), endMs: at(last) }] : [];
  };
  const surveyed = between(
    'facts and survey',
    () => true,
    (line) => line.type === 'surveyed',
  );
  const stages = [...new Set(lines.flatMap((line) => (line.type === 'nodeStarted' && line.node ? [line.node.stage] : [])))];
  const acted = stages.flatMap((stage) =>
    between(
      stage,
      (line) => line.type === 'nodeStarted' && line.node?.stage === stage,
      (line) => line.type === 'nodeFinished' && line.node?.stage === stage,
    ),
  );
  const begun = surveyed.map((phase) => ({ ...phase, startMs: 0 }));
  return inOrder([...begun, ...acted]);
}

function inOrder(phases: readonly Phase[]): readonly Phase[] {
  return phases.toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
}
