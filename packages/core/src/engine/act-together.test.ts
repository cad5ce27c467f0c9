import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { command } from '../kinds/command/command.ts';
import { directory } from '../kinds/directory/directory.ts';
import { file } from '../kinds/file/file.ts';
import { defineKind } from '../resource/kind.ts';
import { compile } from '../role/compile.ts';
import type { Recipe, Task } from '../role/role.ts';
import type { Graph } from '../graph/graph.ts';
import { script, sh } from '../shell/command.ts';
import { localHosts, type LocalHosts } from '../testing/local-hosts.ts';
import { me } from '../testing/me.ts';
import { oneRole, planAndApply } from '../testing/one-role.ts';
import { planRun } from './plan-run.ts';

const own = { mode: '0644', ...me } as const;

function graphOf(lab: LocalHosts, recipe: (task: Task, r: Recipe<undefined>) => void): Graph {
  return compile(oneRole(recipe), undefined, lab.hosts);
}

/** Round trips of an apply on host a. */
async function scriptsOf(lab: LocalHosts, graph: Graph): Promise<number> {
  const before = lab.scripts('a');
  expect((await planAndApply(lab.context(graph))).counts.failed).toBe(0);
  return lab.scripts('a') - before;
}

it('neighbours that stand alone cost one round trip, however many they are', async () => {
  const lab = localHosts(['a']);
  const files = (names: readonly string[]): Graph =>
    graphOf(lab, (task) => {
      task('Make a directory', directory({ path: join(lab.root('a'), names[0]!) }, { mode: '0755', ...me }));
      for (const name of names) task(`Write ${name}`, file({ path: join(lab.root('a'), names[0]!, name) }, { content: name, ...own }));
    });
  const one = await scriptsOf(lab, files(['x']));
  expect(await scriptsOf(lab, files(['p', 'q', 'r', 's', 't']))).toBe(one);
  expect(readFileSync(join(lab.root('a'), 'p/t'), 'utf8')).toBe('t');
});

it('what acts on more than itself is looked behind before those after it act', async () => {
  const lab = localHosts(['a']);
  const at = (name: string): string => join(lab.root('a'), name);
  const graph = graphOf(lab, (task) => {
    task('Write one', file({ path: at('one') }, { content: '1', ...own }));
    task(
      'Put another there',
      command({ name: 'x', probe: sh`[ -f ${at('done')} ]` }, { run: sh`echo old > ${at('two')}; touch ${at('done')}`, done: 'x' }),
    );
    task('Write two', file({ path: at('two') }, { content: '2', ...own }));
    task('Write three', file({ path: at('three') }, { content: '3', ...own }));
  });
  const context = lab.context(graph);
  await planAndApply(context);
  const begun = context.events.flatMap((e) => (e.type === 'nodeStarted' ? [[e.node.task, e.changes[0]?.action]] : []));
  expect(begun).toEqual([
    ['Write one', 'create'],
    ['Put another there', 'run'],
    ['Write two', 'update'],
    ['Write three', 'create'],
  ]);
});

it('one that fails ends the round trip: those before it are done and checked, those behind it blocked', async () => {
  const lab = localHosts(['a']);
  const at = (name: string): string => join(lab.root('a'), name);
  mkdirSync(at('c'));
  const graph = graphOf(lab, (task) => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) task(`Write ${name}`, file({ path: at(name) }, { content: name, ...own }));
  });
  const { outcomes } = await planAndApply(lab.context(graph));
  expect([...outcomes]).toMatchObject([
    ['r/Write a@a', { state: 'changed' }],
    ['r/Write b@a', { state: 'changed' }],
    ['r/Write c@a', { state: 'failed', error: { code: 'commandFailed', task: 'r/Write c@a' } }],
    ['r/Write d@a', { state: 'blocked', by: 'r/Write c@a' }],
    ['r/Write e@a', { state: 'blocked', by: 'r/Write c@a' }],
  ]);
  expect(existsSync(at('d'))).toBe(false);
});

/** A file of so many lines, whose steps go wrong where others wrote to it since it was seen. */
const linesOf = defineKind<{ path: string; name: string }, { count: number }, number>({
  name: 'lines',
  standsAlone: 'brief',
  owns: ({ path, name }) => `${path}:${name}`,
  probe: ({ path, name }) => ({
    key: name,
    ask: sh`[ ! -f ${path} ] || cat ${path}`,
    parse: ({ stdout }) => stdout.split('\n').length - 1,
  }),
  diff: ({ count }, seen) => (seen === count || (count === 1 && seen > 0) ? [] : [{ what: 'lines', action: 'update' }]),
  steps: ({ subject: { path }, want: { count }, seen }) => [
    {
      do: 'run',
      command:
        seen > count
          ? sh`head -n ${String(count)} ${path} > ${path}.new; mv ${path}.new ${path}`
          : sh`for i in ${script(`$(seq ${count - seen})`)}; do echo x >> ${path}; done`,
    },
  ],
});

it('one that differs still, as those before it changed what it saw, is looked at anew and acted on by itself', async () => {
  const lab = localHosts(['a']);
  const path = join(lab.root('a'), 'f');
  const graph = graphOf(lab, (task) => {
    task('One line', linesOf({ path, name: 'one' }, { count: 1 }));
    task('Two lines', linesOf({ path, name: 'two' }, { count: 2 }));
    task('And a file', file({ path: `${path}2` }, { content: '', ...own }));
  });
  expect((await planAndApply(lab.context(graph))).counts).toEqual({ unchanged: 0, changed: 3, failed: 0, blocked: 0 });
  expect(readFileSync(path, 'utf8')).toBe('x\nx\n');
});

it('cut off between two neighbours, one more apply converges', async () => {
  for (const after of [1, 2]) {
    const lab = localHosts(['a']);
    const graph = graphOf(lab, (task) => {
      for (const name of ['1', '2', '3']) task(`Write ${name}`, file({ path: join(lab.root('a'), name) }, { content: name, ...own }));
    });
    const context = lab.context(graph);
    const cut = {
      ...context,
      connect: async (host: string, signal: AbortSignal) => {
        const open = await context.connect(host, signal);
        const cutOff = (text: string): string => {
          let acts = 0;
          return text.replaceAll('[ "$kmagic_c" = 0 ] || exit 0', (next) => ((acts += 1) === after ? 'exit 9' : next));
        };
        return { ...open, stats: open.stats, script: (text: string, s: AbortSignal) => open.script(cutOff(text), s) };
      },
    };
    const { outcomes } = await planAndApply(cut);
    expect(outcomes.get('r/Write 1@a' as never)?.state).toBe('failed');
    expect(['1', '2', '3'].filter((name) => existsSync(join(lab.root('a'), name)))).toHaveLength(after);
    await lab.hangUp();
    expect((await planAndApply(lab.context(graph))).counts.failed).toBe(0);
    expect((await planRun(lab.context(graph))).plan.rows).toEqual([]);
  }
});
