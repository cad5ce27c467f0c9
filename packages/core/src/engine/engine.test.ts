import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { command } from '../kinds/command/command.ts';
import { file } from '../kinds/file/file.ts';
import { observe } from '../kinds/observation/observation.ts';
import { ready } from '../kinds/ready/ready.ts';
import { Ref } from '../resource/ref.ts';
import { compile } from '../role/compile.ts';
import { defineRole, type Operation, type Recipe, type Task } from '../role/role.ts';
import { sh } from '../shell/command.ts';
import { localHosts, type LocalHosts } from '../testing/local-hosts.ts';
import { applyRun } from './apply-run.ts';
import { planRun } from './plan-run.ts';
import type { RunContext } from './run-context.ts';

const me = userInfo().username;
const own = { mode: '0644', owner: me, group: me } as const;

function oneRole(recipe: (task: Task, r: Recipe<undefined>) => void): Operation<undefined> {
  const role = defineRole({ name: 'r', about: 'a role', vars: () => undefined, recipe });
  return { name: 'test', about: 'a test', stages: () => [{ name: 's', about: 'a stage', hosts: (all) => all, roles: [role] }] };
}

async function apply(context: RunContext): ReturnType<typeof applyRun> {
  return applyRun(context, await planRun(context));
}

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
    expect((await apply(lab.context(graph))).counts).toEqual({ unchanged: 0, changed: 4, failed: 0, blocked: 0 });
    expect(readFileSync(inDir(lab, 'b', 'one'), 'utf8')).toBe('b\n');
    const before = lab.scripts('a');
    expect((await apply(lab.context(graph))).counts).toEqual({ unchanged: 4, changed: 0, failed: 0, blocked: 0 });
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
    await apply(lab.context(graph('1')));
    expect((await planRun(lab.context(graph('2')))).plan.rows).toMatchObject([{ reason: 'inventory changed' }]);
    writeFileSync(inDir(lab, 'a', 'f'), 'by hand');
    expect((await planRun(lab.context(graph('1')))).plan.rows).toMatchObject([{ reason: 'host changed' }]);
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
    expect((await apply(lab.context(graph))).counts.failed).toBe(0);
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
    const { outcomes, counts } = await apply(lab.context(compile(operation, undefined, lab.hosts)));
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
    expect([...(await apply(lab.context(graph))).outcomes.values()]).toMatchObject([{ state: 'failed', error: { code: 'notConverged' } }]);
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
    expect((await apply(lab.context(graph))).counts).toMatchObject({ changed: 1, failed: 1 });
  });
});

/** Waits until three hosts have started: they can only do so together. */
function allThree(log: string): ReturnType<typeof sh> {
  return sh`for i in 1 2 3 4 5 6 7 8 9 10; do [ "$(grep -c ^start ${log})" -ge 3 ] && break; sleep 0.5; done`;
}

describe('rolling sections', () => {
  /** A server is a file that says which text it was started with; restarting one that runs disrupts. */
  function servers(
    lab: LocalHosts,
    { text, log, broken }: { readonly text: string; readonly log: string; readonly broken?: string },
  ): Operation<undefined> {
    return oneRole((task, { host }) => {
      task.rolling('Restart', 1, () => {
        const path = inDir(lab, host.name, 'server');
        const run =
          host.name === broken
            ? sh`echo broken >&2; exit 1`
            : sh`echo start ${host.name} >> ${log}; ${existsSync(path) ? sh`sleep 0.1` : allThree(log)}; echo ${text} > ${path}; echo end ${host.name} >> ${log}`;
        task(
          'Start',
          command(
            { name: 'server', probe: sh`[ "$(cat ${path} 2>/dev/null)" = ${text} ]`, ...(existsSync(path) && { disrupts: 'restarts' }) },
            { run, done: 'the server runs' },
          ),
        );
      });
    });
  }

  it('first starts go together, restarts go one after another', async () => {
    const lab = localHosts(['a', 'b', 'c']);
    const log = join(lab.root('a'), 'log');
    await apply(lab.context(compile(servers(lab, { text: '1', log }), undefined, lab.hosts)));
    expect(
      readFileSync(log, 'utf8')
        .trim()
        .split('\n')
        .slice(0, 3)
        .every((l) => l.startsWith('start')),
    ).toBe(true);
    writeFileSync(log, '');
    await apply(lab.context(compile(servers(lab, { text: '2', log }), undefined, lab.hosts)));
    expect(
      readFileSync(log, 'utf8')
        .trim()
        .split('\n')
        .map((l) => l.split(' ')[0]),
    ).toEqual(['start', 'end', 'start', 'end', 'start', 'end']);
  });

  it('a host is asked anew whether it is well after something changed in the section, before the next begins', async () => {
    const lab = localHosts(['a', 'b']);
    const log = join(lab.root('a'), 'log');
    const operation = (text: string): Operation<undefined> =>
      oneRole((task, { host }) => {
        const path = inDir(lab, host.name, 'server');
        task.rolling('Restart', 1, () => {
          const subject = { path, restarts: 'the server' };
          task('Write', file(subject, { content: text, ...own }));
          task(
            'Well',
            ready(
              { name: 'server', ask: sh`echo asked ${host.name} >> ${log}; [ -f ${path} ]` },
              { what: 'it is well', timeoutMs: 1000, everyMs: 10 },
            ),
          );
        });
      });
    await apply(lab.context(compile(operation('1'), undefined, lab.hosts)));
    const planned = await planRun(lab.context(compile(operation('2'), undefined, lab.hosts)));
    writeFileSync(log, '');
    await applyRun(lab.context(compile(operation('2'), undefined, lab.hosts)), planned);
    expect(readFileSync(log, 'utf8')).toBe('asked a\nasked b\n');
  });

  it('after one failure nobody else is disturbed', async () => {
    const lab = localHosts(['a', 'b', 'c']);
    const log = join(lab.root('a'), 'log');
    await apply(lab.context(compile(servers(lab, { text: '1', log }), undefined, lab.hosts)));
    const { counts, outcomes } = await apply(lab.context(compile(servers(lab, { text: '2', log, broken: 'a' }), undefined, lab.hosts)));
    expect(counts).toMatchObject({ changed: 0, failed: 3 });
    expect([...outcomes.values()][1]).toMatchObject({ error: { code: 'refused' } });
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
      await apply(dying).catch(() => undefined);
      expect((await apply(lab.context(graph))).counts.failed).toBe(0);
      expect((await planRun(lab.context(graph))).plan.rows).toEqual([]);
      expect(['1', '2', '3'].map((n) => readFileSync(inDir(lab, 'a', n), 'utf8'))).toEqual(['1', '2', '3']);
    }
  });
});
