import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KmagicError } from '../errors/kmagic-error.ts';
import { command } from '../kinds/command/command.ts';
import { file } from '../kinds/file/file.ts';
import { ready } from '../kinds/ready/ready.ts';
import { compile } from '../role/compile.ts';
import type { Operation } from '../role/role.ts';
import { sh } from '../shell/command.ts';
import { localHosts, type LocalHosts } from '../testing/local-hosts.ts';
import { me } from '../testing/me.ts';
import { oneRole, planAndApply } from '../testing/one-role.ts';
import { applyRun } from './apply-run.ts';
import { planRun } from './plan-run.ts';
import type { RunContext } from './run-context.ts';

const own = { mode: '0644', ...me } as const;

function inDir(lab: LocalHosts, host: string, name: string): string {
  return join(lab.root(host), name);
}

/** Waits until three hosts have started: they can only do so together. */
function allThree(log: string): ReturnType<typeof sh> {
  return sh`i=0; while [ "$(grep -c ^start ${log})" -lt 3 ] && [ $i -lt 100 ]; do sleep 0.05; i=$((i + 1)); done`;
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

  it('a section that would let nobody in is a mistake of its role', () => {
    const lab = localHosts(['a']);
    const operation = oneRole((task) => task.rolling('Restart', 0, () => undefined));
    expect(() => compile(operation, undefined, lab.hosts)).toThrow(/^the rolling section Restart of role .+ would let nobody in$/);
  });

  it('first starts go together, restarts go one after another', async () => {
    const lab = localHosts(['a', 'b', 'c']);
    const log = join(lab.root('a'), 'log');
    await planAndApply(lab.context(compile(servers(lab, { text: '1', log }), undefined, lab.hosts)));
    expect(
      readFileSync(log, 'utf8')
        .trim()
        .split('\n')
        .slice(0, 3)
        .every((l) => l.startsWith('start')),
    ).toBe(true);
    writeFileSync(log, '');
    await planAndApply(lab.context(compile(servers(lab, { text: '2', log }), undefined, lab.hosts)));
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
    await planAndApply(lab.context(compile(operation('1'), undefined, lab.hosts)));
    const planned = await planRun(lab.context(compile(operation('2'), undefined, lab.hosts)));
    writeFileSync(log, '');
    await applyRun(lab.context(compile(operation('2'), undefined, lab.hosts)), planned);
    expect(readFileSync(log, 'utf8')).toBe('asked a\nasked b\n');
  });

  it('health is asked again wherever something changed before it, with others in between', async () => {
    const lab = localHosts(['a']);
    const log = join(lab.root('a'), 'log');
    const operation = (text: string): Operation<undefined> =>
      oneRole((task) => {
        task('Write', file({ path: inDir(lab, 'a', 'one') }, { content: text, ...own }));
        task('Keep', file({ path: inDir(lab, 'a', 'two') }, { content: 'same', ...own }));
        const health = ready({ name: 'health', ask: sh`echo asked >> ${log}` }, { what: 'it is well', timeoutMs: 1000, everyMs: 10 });
        task('Well', health);
      });
    await planAndApply(lab.context(compile(operation('1'), undefined, lab.hosts)));
    const asked = async (text: string): Promise<string> => {
      const context = lab.context(compile(operation(text), undefined, lab.hosts));
      const planned = await planRun(context);
      writeFileSync(log, '');
      await applyRun(context, planned);
      return readFileSync(log, 'utf8');
    };
    expect(await asked('2')).toBe('asked\n');
    expect(await asked('2')).toBe('');
  });

  it('after one failure nobody else is disturbed', async () => {
    const lab = localHosts(['a', 'b', 'c']);
    const log = join(lab.root('a'), 'log');
    await planAndApply(lab.context(compile(servers(lab, { text: '1', log }), undefined, lab.hosts)));
    const { counts, outcomes } = await planAndApply(
      lab.context(compile(servers(lab, { text: '2', log, broken: 'a' }), undefined, lab.hosts)),
    );
    expect(counts).toMatchObject({ changed: 0, failed: 3 });
    expect([...outcomes.values()][1]).toMatchObject({ error: { code: 'refused' } });
  });

  it('after more failures than a section of two tolerates, those behind are left alone', async () => {
    const lab = localHosts(['a', 'b', 'c', 'd', 'e']);
    const operation = (text: string, tolerate?: number): Operation<undefined> => {
      const role = oneRole((task, { host }) => {
        task.rolling('Restart', 2, () => {
          const path = inDir(lab, host.name, 'server');
          const run = text === '2' && host.name === 'a' ? sh`exit 1` : sh`sleep 0.2; echo ${text} > ${path}`;
          const probe = sh`[ "$(cat ${path} 2>/dev/null)" = ${text} ]`;
          task('Start', command({ name: 'server', probe, ...(existsSync(path) && { disrupts: 'restarts' }) }, { run, done: 'it runs' }));
        });
      });
      const stages = (): ReturnType<typeof role.stages> =>
        role.stages(undefined).map((stage) => ({ ...stage, ...(tolerate !== undefined && { tolerate }) }));
      return { ...role, stages };
    };
    await planAndApply(lab.context(compile(operation('1'), undefined, lab.hosts)));
    const { counts, outcomes } = await planAndApply(lab.context(compile(operation('2'), undefined, lab.hosts)));
    expect(counts).toEqual({ unchanged: 0, changed: 1, failed: 4, blocked: 0 });
    expect(outcomes.get('r/Start@c' as never)).toMatchObject({
      error: { message: expect.stringContaining('a failed in r/Restart') as string },
    });
    expect((await planAndApply(lab.context(compile(operation('2', 1), undefined, lab.hosts)))).counts).toMatchObject({
      changed: 3,
      failed: 1,
    });
  });
});

describe('rolling sections under a limit', () => {
  /** On each host a server that is restarted when its text changes, and a look at whether it is well (a file `well`). */
  function rolled(lab: LocalHosts, text: string): ReturnType<typeof compile> {
    const operation = oneRole((task, { host }) => {
      task.rolling('Restart', 1, () => {
        task('Write', file({ path: inDir(lab, host.name, 'server'), restarts: 'the server' }, { content: text, ...own }));
        task(
          'Well',
          ready({ name: 'server', ask: sh`[ -f ${inDir(lab, host.name, 'well')} ]` }, { what: 'it is well', timeoutMs: 1000, everyMs: 10 }),
        );
      });
    });
    return compile(operation, undefined, lab.hosts);
  }

  async function running(): Promise<LocalHosts> {
    const lab = localHosts(['a', 'b', 'c']);
    for (const host of ['a', 'b', 'c']) writeFileSync(inDir(lab, host, 'well'), '');
    await planAndApply(lab.context(rolled(lab, '1')));
    return lab;
  }

  const limit = new Set(['a']);

  it('the hosts left out are asked whether they are well, and not brought up to date', async () => {
    const lab = await running();
    const { counts } = await planAndApply(lab.context(rolled(lab, '2'), { limit }));
    expect(counts).toEqual({ unchanged: 1, changed: 1, failed: 0, blocked: 0 });
    expect(['a', 'b', 'c'].map((host) => readFileSync(inDir(lab, host, 'server'), 'utf8'))).toEqual(['2', '1', '1']);
  });

  it('nobody inside is disturbed while one of them is not well', async () => {
    const lab = await running();
    rmSync(inDir(lab, 'b', 'well'));
    const { outcomes } = await planAndApply(lab.context(rolled(lab, '2'), { limit }));
    expect(outcomes.get('r/Write@a' as never)).toMatchObject({
      error: { code: 'refused', message: expect.stringContaining('b is not well, so a must go on undisturbed') as string },
    });
    expect(readFileSync(inDir(lab, 'a', 'server'), 'utf8')).toBe('1');
  });

  it('one that does not answer counts as not well, and is a row of the plan', async () => {
    const lab = await running();
    const context = lab.context(rolled(lab, '2'), { limit });
    const connect: RunContext['connect'] = (host, signal) =>
      host === 'b' ? Promise.reject(new KmagicError('unreachable', 'b is off')) : context.connect(host, signal);
    const planned = await planRun({ ...context, connect });
    expect(planned.plan.hosts.filter((h) => h.unreachable).map((h) => h.name)).toEqual(['b']);
    expect((await applyRun({ ...context, connect }, planned)).counts).toMatchObject({ changed: 0, failed: 1 });
  });

  it('they are asked nothing where nobody inside is going to be disturbed', async () => {
    const lab = await running();
    const before = lab.scripts('b');
    await planAndApply(lab.context(rolled(lab, '1'), { limit }));
    expect(lab.scripts('b')).toBe(before);
  });
});
