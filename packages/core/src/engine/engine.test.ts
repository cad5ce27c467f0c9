import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { command } from '../kinds/command/command.ts';
import { file } from '../kinds/file/file.ts';
import { observe } from '../kinds/observation/observation.ts';
import { ready } from '../kinds/ready/ready.ts';
import { defineKind } from '../resource/kind.ts';
import { Ref } from '../resource/ref.ts';
import { compile } from '../role/compile.ts';
import type { Operation } from '../role/role.ts';
import { sh } from '../shell/command.ts';
import { localHosts, type LocalHosts } from '../testing/local-hosts.ts';
import { me } from '../testing/me.ts';
import { oneRole, planAndApply } from '../testing/one-role.ts';
import { planRun } from './plan-run.ts';

const own = { mode: '0644', ...me } as const;

function inDir(lab: LocalHosts, host: string, name: string): string {
  return join(lab.root(host), name);
}

describe('plan and apply', () => {
  it('a plan writes nothing, an apply converges, a second apply costs one round trip a host', async () => {
    const lab = localHosts(['a', 'b']);
    const operation = oneRole((task, { host }) => {
      task('Write one', file({ path: inDir(lab, host.name, 'one') }, { content: `${host.name}\n`, ...own }));
      task('Write two', file({ path: inDir(lab, host.name, 'two') }, { content: 'two', ...own }));
    });
    const graph = compile(operation, undefined, lab.hosts);
    const { plan } = await planRun(lab.context(graph));
    expect(plan.rows.map((r) => [r.id, r.state])).toEqual([
      ['r/Write one@a', 'differs'],
      ['r/Write two@a', 'differs'],
      ['r/Write one@b', 'differs'],
      ['r/Write two@b', 'differs'],
    ]);
    expect(existsSync(inDir(lab, 'a', 'one'))).toBe(false);
    expect((await planAndApply(lab.context(graph))).counts).toEqual({ unchanged: 0, changed: 4, failed: 0, blocked: 0 });
    expect(readFileSync(inDir(lab, 'b', 'one'), 'utf8')).toBe('b\n');
    const before = lab.scripts('a');
    expect((await planAndApply(lab.context(graph))).counts).toEqual({ unchanged: 4, changed: 0, failed: 0, blocked: 0 });
    expect(lab.scripts('a') - before).toBe(1);
  });

  it('tells a changed inventory from a changed host', async () => {
    const lab = localHosts(['a']);
    const graph = (content: string): ReturnType<typeof compile> =>
      compile(
        oneRole((task) => void task('Write', file({ path: inDir(lab, 'a', 'f') }, { content, ...own }))),
        undefined,
        lab.hosts,
      );
    await planAndApply(lab.context(graph('1')));
    expect((await planRun(lab.context(graph('2')))).plan.rows).toMatchObject([{ reason: 'inventory changed' }]);
    writeFileSync(inDir(lab, 'a', 'f'), 'by hand');
    expect((await planRun(lab.context(graph('1')))).plan.rows).toMatchObject([{ reason: 'host changed' }]);
  });

  it('what time alone brought is nobody doing', async () => {
    const lab = localHosts(['a']);
    const path = inDir(lab, 'a', 'lasting');
    const lasting = defineKind<object, { readonly name: string }, readonly string[]>({
      name: 'lasting',
      owns: () => 'lasting',
      probe: () => ({ key: 'lasting', ask: sh`cat ${path} 2>/dev/null; :`, parse: (out) => out.stdout.split('\n').filter(Boolean) }),
      diff: ({ name }, seen) => [
        ...(seen.includes(name) ? [] : [{ what: 'another name', action: 'update' } as const]),
        ...(seen.includes('old') ? [{ what: 'old', action: 'update', due: true } as const] : []),
      ],
      steps: ({ want }) => [{ do: 'run', command: sh`echo ${want.name} > ${path}` }],
    });
    const graph = compile(
      oneRole((task) => void task('Keep', lasting({}, { name: 'x' }))),
      undefined,
      lab.hosts,
    );
    const rows = async (): Promise<unknown> => (await planRun(lab.context(graph))).plan.rows;
    await planAndApply(lab.context(graph));
    expect(await rows()).toEqual([]);
    writeFileSync(path, 'x\nold\n');
    expect(await rows()).toMatchObject([{ reason: 'due', changes: [{ what: 'old' }] }]);
    writeFileSync(path, 'y\nold\n');
    expect(await rows()).toMatchObject([{ reason: 'host changed', changes: [{ what: 'another name' }, { what: 'old' }] }]);
  });

  it('what was well and is not is no change of the host', async () => {
    const lab = localHosts(['a']);
    const [started, well] = [inDir(lab, 'a', 'started'), inDir(lab, 'a', 'well')];
    const graph = compile(
      oneRole((task) => {
        task('Start', command({ name: 'x', probe: sh`[ -f ${started} ]` }, { run: sh`: > ${started}`, done: 'x runs' }));
        // It is well when it is asked the second time.
        const ask = sh`[ -f ${well} ] || { [ ! -f ${started} ] || : > ${well}; exit 1; }`;
        task('Wait', ready({ name: 'x', ask }, { what: 'x is up', timeoutMs: 10_000, everyMs: 1 }));
      }),
      undefined,
      lab.hosts,
    );
    const rows = async (): Promise<unknown> => (await planRun(lab.context(graph))).plan.rows;
    expect(await rows()).toMatchObject([{ reason: 'new' }, { reason: 'new' }]);
    await planAndApply(lab.context(graph));
    expect(await rows()).toEqual([]);
    for (const path of [started, well]) rmSync(path);
    expect(await rows()).toMatchObject([
      { task: 'Start', reason: 'host changed' },
      { task: 'Wait', reason: 'not well' },
    ]);
  });

  it('a value of one host reaches another, and is "known after" its task in a plan', async () => {
    const lab = localHosts(['a', 'b']);
    const operation: Operation<undefined> = oneRole((task, { host, hosts }) => {
      if (host.name === 'a') return;
      const [a] = hosts('all');
      const made = task.on(a!)(
        'Make a number',
        command(
          { name: 'n', probe: sh`[ -f ${inDir(lab, 'a', 'n')} ]` },
          { run: sh`echo 42 > ${inDir(lab, 'a', 'n')}`, done: 'there is a number' },
        ),
      );
      const number = task.on(a!)(
        'Read the number',
        observe({ key: 'n', ask: sh`cat ${inDir(lab, 'a', 'n')} 2>/dev/null; :`, parse: (o) => o.stdout.trim() }),
        { after: [made] },
      );
      task('Copy it', file({ path: inDir(lab, 'b', 'n') }, { content: number, ...own }));
    });
    const graph = compile(operation, undefined, lab.hosts);
    expect((await planAndApply(lab.context(graph))).counts.failed).toBe(0);
    expect(readFileSync(inDir(lab, 'b', 'n'), 'utf8')).toBe('42');
    expect((await planRun(lab.context(graph))).plan.rows).toEqual([]);
  });

  it('a failed task blocks what needs it and nothing else', async () => {
    const lab = localHosts(['a', 'b']);
    const operation = oneRole((task, { host }) => {
      task(
        'May fail',
        command(
          { name: 'x', probe: sh`[ -f ${inDir(lab, host.name, 'x')} ]` },
          { run: host.name === 'a' ? sh`echo no >&2; exit 7` : sh`touch ${inDir(lab, 'b', 'x')}`, done: 'x' },
        ),
      );
      task('Then', file({ path: inDir(lab, host.name, 'then') }, { content: '', ...own }));
    });
    const { outcomes, counts } = await planAndApply(lab.context(compile(operation, undefined, lab.hosts)));
    expect(counts).toEqual({ unchanged: 0, changed: 2, failed: 1, blocked: 1 });
    expect(outcomes.get('r/Then@a' as never)).toEqual({ state: 'blocked', by: 'r/May fail@a' });
    expect([...outcomes.values()].find((o) => o.state === 'failed')).toMatchObject({
      error: { code: 'commandFailed', host: 'a', output: 'no' },
    });
  });

  it('what a task left unconverged is an error, not a success', async () => {
    const lab = localHosts(['a']);
    const graph = compile(
      oneRole((task) => void task('Lie', command({ name: 'x', probe: sh`false` }, { run: sh`:`, done: 'nothing' }))),
      undefined,
      lab.hosts,
    );
    expect([...(await planAndApply(lab.context(graph))).outcomes.values()]).toMatchObject([
      { state: 'failed', error: { code: 'notConverged' } },
    ]);
  });

  it('stays blocked on an unknown reference in one node only', async () => {
    const lab = localHosts(['a']);
    const never = new Ref<string>([], () => {
      throw new Error('broken');
    });
    const graph = compile(
      oneRole((task) => {
        task('Good', file({ path: inDir(lab, 'a', 'g') }, { content: '', ...own }));
        task('Bad', file({ path: inDir(lab, 'a', 'b') }, { content: never, ...own }));
      }),
      undefined,
      lab.hosts,
    );
    expect((await planAndApply(lab.context(graph))).counts).toMatchObject({ changed: 1, failed: 1 });
  });
});

describe('an interruption', () => {
  it('lets a step finish, ends mere waiting, and starts nothing new', async () => {
    const lab = localHosts(['a', 'b']);
    const at = (name: string): string => inDir(lab, 'a', name);
    const operation = oneRole((task, { host }) => {
      if (host.name === 'b') {
        task('Wait', ready({ name: 'never', ask: sh`false` }, { what: 'what never comes', timeoutMs: 600_000, everyMs: 10 }));
        return;
      }
      const run = sh`touch ${at('begun')}; while [ ! -f ${at('go')} ]; do sleep 0.1; done; touch ${at('done')}`;
      task('Step', command({ name: 'step', probe: sh`[ -f ${at('done')} ]` }, { run, done: 'it is done' }));
      task('Next', file({ path: at('next') }, { content: '', ...own }));
    });
    const drain = new AbortController();
    const context = lab.context(compile(operation, undefined, lab.hosts), { drain: drain.signal });
    const running = planAndApply(context);
    const isWaiting = (): boolean => context.events.some((e) => e.type === 'nodeWaiting');
    await expect.poll(() => existsSync(at('begun')) && isWaiting(), { timeout: 20_000 }).toBe(true);
    drain.abort();
    writeFileSync(at('go'), '');
    const { outcomes } = await running;
    const blocked = { state: 'blocked', by: 'the run was interrupted' };
    expect(Object.fromEntries(outcomes)).toEqual({ 'r/Wait@b': blocked, 'r/Step@a': { state: 'changed' }, 'r/Next@a': blocked });
  });
});

describe('crash', () => {
  it('killed after any round trip, one more apply converges', async () => {
    for (let after = 1; after <= 5; after += 1) {
      const lab = localHosts(['a']);
      const graph = compile(
        oneRole((task) => {
          for (const name of ['1', '2', '3']) task(`Write ${name}`, file({ path: inDir(lab, 'a', name) }, { content: name, ...own }));
        }),
        undefined,
        lab.hosts,
      );
      const context = lab.context(graph);
      let left = after;
      const dying = {
        ...context,
        connect: async (host: string, signal: AbortSignal) => {
          const open = await context.connect(host, signal);
          return {
            host,
            stats: open.stats,
            script: (text: string, s: AbortSignal) => ((left -= 1) < 0 ? Promise.reject(new Error('killed')) : open.script(text, s)),
            stream: open.stream.bind(open),
            upload: open.upload.bind(open),
            forward: open.forward.bind(open),
            close: () => open.close(),
          };
        },
      };
      await planAndApply(dying).catch(() => undefined);
      await lab.hangUp();
      expect((await planAndApply(lab.context(graph))).counts.failed).toBe(0);
      expect((await planRun(lab.context(graph))).plan.rows).toEqual([]);
      expect(['1', '2', '3'].map((n) => readFileSync(inDir(lab, 'a', n), 'utf8'))).toEqual(['1', '2', '3']);
    }
  });
});
