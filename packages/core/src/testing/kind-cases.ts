import { describe, expect, it } from 'vitest';
import { batchCommand } from '../kinds/batched.ts';
import type { Change, Kind, Step } from '../resource/kind.ts';
import { Secret } from '../secret/secret.ts';
import { localShell, type LocalShell, type LocalShellOptions } from './local-shell.ts';
import { answer, runSteps } from './run-steps.ts';

/** What a kind makes of a want and what was seen, as data. */
export interface KindCase<Subject, Want, Seen> {
  readonly name: string;
  readonly subject: Subject;
  readonly want: Want;
  readonly seen: Seen;
  readonly changes: readonly Change[];
  /** The shown text of each step, whole or what must be in it; left out: none is taken, or it is of no interest. */
  readonly steps?: readonly (string | RegExp)[];
}

/** Something to be made true on this machine, in a directory of its own. */
export interface Convergence<Subject, Want> extends LocalShellOptions {
  readonly name: string;
  /** Shell text run first, in the directory. */
  readonly arrange?: string;
  readonly subject: (root: string) => Subject;
  readonly want: (root: string) => Want;
  /** The `what` of each change before acting, with the directory spelled ROOT; empty: it must be true already. */
  readonly changes: readonly string[];
  /** Shell text that must exit 0 afterwards, in the directory. */
  readonly check?: string;
  /** The kind writes files that belong to root: left out where the tests run as somebody else. */
  readonly asRoot?: boolean;
}

/** Tests each case: the diff is as said, and the steps read as said. */
export function testCases<S, W, Seen, Late, Out>(kind: Kind<S, W, Seen, Late, Out>, cases: readonly KindCase<S, W, Seen>[]): void {
  describe(`${kind.name}, case by case`, () => {
    it.each(cases.map((c) => [c.name, c] as const))('%s', (_name, { subject, want, seen, changes, steps }) => {
      expect(kind.diff(want, seen)).toEqual(changes);
      if (changes.length === 0) return;
      const shown = kind.steps({ subject, want, seen, late: {} as Late, changes }).map(shownStep);
      if (steps === undefined) return;
      expect(shown).toHaveLength(steps.length);
      steps.forEach((expected, i) => (typeof expected === 'string' ? expect(shown[i]).toBe(expected) : expect(shown[i]).toMatch(expected)));
    });
  });
}

/** Tests on this machine: asking changes nothing, and after the steps the diff is empty. */
export function testConvergence<S, W, Seen, Late, Out>(kind: Kind<S, W, Seen, Late, Out>, cases: readonly Convergence<S, W>[]): void {
  describe(`${kind.name}, carried out for real`, () => {
    for (const each of cases) {
      // Handing a file to root takes root.
      const test = each.asRoot === true && process.getuid?.() !== 0 ? it.skip : it;
      test(each.name, async () => converge(kind, each));
    }
  });
}

async function converge<S, W, Seen, Late, Out>(kind: Kind<S, W, Seen, Late, Out>, each: Convergence<S, W>): Promise<void> {
  const shell = await localShell(each);
  try {
    const inRoot = (text: string): Promise<{ code: number; stderr: string }> => shell.script(`cd '${shell.root}'\n${text}`);
    if (each.arrange !== undefined) expect(await inRoot(`set -e\n${each.arrange}`)).toMatchObject({ code: 0 });
    const [subject, want] = [each.subject(shell.root), each.want(shell.root)];
    const before = await everything(shell);
    const seen = await answer(kind.probe(subject), shell);
    if (kind.together) {
      const out = await shell.script(batchCommand(kind.together, [subject, subject]).real());
      expect(kind.together.parse(out, [subject, subject])).toEqual([seen, seen]);
    }
    const changes = kind.diff(want, seen);
    if (kind.detail && changes.length > 0) {
      const closer = await answer(kind.detail.probe(subject), shell);
      expect(kind.detail.changes(want, seen, closer).map((c) => c.what)).toEqual(changes.map((c) => c.what));
    }
    expect(await everything(shell), 'asking must not change the host').toBe(before);
    expect(changes.map((c) => c.what.replaceAll(shell.root, 'ROOT'))).toEqual(each.changes);
    if (changes.length > 0) await runSteps(kind.steps({ subject, want, seen, late: {} as Late, changes }), shell);
    expect(kind.diff(want, await answer(kind.probe(subject), shell))).toEqual([]);
    if (each.check !== undefined) expect(await inRoot(`set -e\n${each.check}`)).toMatchObject({ code: 0 });
  } finally {
    await shell.close();
  }
}

/** Every name, attribute and time below the shell's directory. */
async function everything(shell: LocalShell): Promise<string> {
  return (await shell.script(`find '${shell.root}' -printf '%p %m %u %g %s %T@ %l\\n' | sort`)).stdout;
}

/** A step as people read it. */
function shownStep(step: Step): string {
  switch (step.do) {
    case 'run':
      return step.command.shown;
    case 'write':
      return `write ${step.path} ${step.mode} ${step.owner}:${step.group}\n${step.content instanceof Secret ? '(secret)' : step.content}`;
    case 'poll':
      return `wait until ${step.what}, asking every ${step.everyMs} ms for ${step.timeoutMs} ms`;
    case 'drive':
      return `drive ${step.driver}: ${step.what}`;
  }
}
