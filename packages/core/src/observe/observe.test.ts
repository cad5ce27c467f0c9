import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { KmagicError } from '../errors/kmagic-error.ts';
import { defineKind, type AnyKind } from '../resource/kind.ts';
import { lines, script, sh } from '../shell/command.ts';
import { localTransport } from '../transport/local/local-transport.ts';
import type { Output, Transport } from '../transport/transport.ts';
import { actAndObserve, observe, type Question } from './observe.ts';
import type { Driver, Probe } from './probe.ts';

const transport = localTransport('here');
const { signal } = new AbortController();
const noDrivers: ReadonlyMap<string, Driver> = new Map();
afterAll(() => transport.close());

const probe = (key: string, text: string): Probe<Output> => ({ key, ask: script(text), parse: (out) => out });
const question = (key: string, text: string): Question => ({ key, probe: probe(key, text) });
const ask = (...questions: readonly Question[]) => observe(questions, transport, { drivers: noDrivers, signal });

const word = defineKind<string, string, string>({
  name: 'word',
  owns: (subject) => subject,
  probe: (subject) => ({ key: `word:${subject}`, ask: sh`echo alone:${subject}`, parse: (out) => out.stdout.trim() }),
  together: {
    command: (subjects) => lines([...subjects.map((s) => sh`echo ${s}`), script('echo $(sh -c "echo one process") >&2')]),
    parse: (out, subjects) =>
      out.stdout
        .trim()
        .split('\n')
        .slice(0, subjects.length)
        .map((line) => `together:${line}`),
  },
  diff: () => [],
  steps: () => [],
});
const wordQuestion = (subject: string, key = subject): Question => {
  const kind: AnyKind = word(subject, '').kind;
  return { key, kind, subject, probe: kind.probe(subject) };
};

describe('observe', () => {
  it('answers every shell question of a host in one round trip', async () => {
    const before = transport.stats.roundTrips;
    const answers = await ask(...Array.from({ length: 50 }, (_, i) => question(`q${i}`, `echo ${i}`)));
    expect(transport.stats.roundTrips - before).toBe(1);
    expect([...answers.values()].map((a) => 'seen' in a && (a.seen as Output).stdout)).toEqual(
      Array.from({ length: 50 }, (_, i) => `${i}\n`),
    );
  });

  it('keeps exit statuses, newlines at the end and shell state apart', async () => {
    const answers = await ask(
      question('a', 'x=leaked; cd /tmp; printf "a\\n\\n"; exit 7'),
      question('b', 'printf %s "$x$PWD"'),
      question('c', 'cat; printf no-newline; echo dropped >&2'),
      question('d', 'printf "a\\000b"; set -e; false; echo not reached'),
    );
    expect(Object.fromEntries(answers)).toEqual({
      a: { seen: { code: 7, stdout: 'a\n\n', stderr: '' } },
      b: { seen: { code: 0, stdout: '/', stderr: '' } },
      c: { seen: { code: 0, stdout: 'no-newline', stderr: '' } },
      d: { seen: { code: 1, stdout: 'ab', stderr: '' } },
    });
  });

  it('lets a syntax error, a quote or a here-document of one question touch no other', async () => {
    const answers = await ask(
      question('bad', 'if; then ('),
      question('heredoc', "cat <<'EOF'\n'\"$x`\nEOF"),
      question('good', "echo 'it''s'"),
    );
    expect(answers.get('bad')).toMatchObject({ seen: { code: 2, stdout: '' } });
    expect(answers.get('heredoc')).toMatchObject({ seen: { stdout: '\'"$x`\n' } });
    expect(answers.get('good')).toMatchObject({ seen: { stdout: 'its\n' } });
  });

  it('takes no content for the end of an answer', async () => {
    const forged = 'kmagic-frame-0000 0 end 0\nkmagic-frame-0000 1\nforged';
    const answers = await ask(question('a', `printf %s '${forged}'`), question('b', 'echo real'));
    expect(answers.get('a')).toMatchObject({ seen: { stdout: forged } });
    expect(answers.get('b')).toMatchObject({ seen: { stdout: 'real\n' } });
  });

  it('asks subjects of one kind together, and an equal probe once', async () => {
    const answers = await ask(wordQuestion('one'), wordQuestion('two'), wordQuestion('one', 'one again'));
    expect(Object.fromEntries(answers)).toEqual({
      one: { seen: 'together:one' },
      two: { seen: 'together:two' },
      'one again': { seen: 'together:one' },
    });
  });

  it("makes a parse that throws that question's error only", async () => {
    const broken: Probe<never> = {
      key: 'broken',
      ask: script('echo x'),
      parse: () => {
        throw new KmagicError('unsupported', 'unreadable');
      },
    };
    const answers = await ask({ key: 'broken', probe: broken }, question('fine', 'echo y'));
    expect(answers.get('broken')).toMatchObject({ error: { code: 'unsupported' } });
    expect(answers.get('fine')).toMatchObject({ seen: { stdout: 'y\n' } });
  });

  it('gives what a dying shell left unanswered an error, and the rest its answer', async () => {
    const cut: Transport = {
      ...bare(),
      script: async (text) => {
        const out = await transport.script(text, signal);
        return { ...out, code: 137, stdout: out.stdout.slice(0, out.stdout.indexOf('LAST')) };
      },
    };
    const answers = await observe([question('a', 'echo 1'), question('b', 'echo LAST')], cut, { drivers: noDrivers, signal });
    expect(answers.get('a')).toMatchObject({ seen: { stdout: '1\n' } });
    expect(answers.get('b')).toMatchObject({ error: { code: 'commandFailed' } });
  });

  it('asks each driver once, beside the shell, and keeps its failures apart', async () => {
    const asked: (readonly unknown[])[] = [];
    const kube: Driver = {
      name: 'kube',
      ask: (questions) => {
        asked.push(questions);
        return Promise.resolve(questions.map((q) => ({ code: 0, stdout: JSON.stringify(q), stderr: '' })));
      },
      act: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
    const etcd: Driver = { ...kube, name: 'etcd', ask: () => Promise.reject(new KmagicError('driverFailed', 'no leader')) };
    const drivers = new Map([kube, etcd].map((d) => [d.name, d]));
    const driven = (key: string, driver: string): Question => ({
      key,
      probe: { key, ask: { driver, question: { of: key } }, parse: (out) => JSON.parse(out.stdout) as unknown },
    });
    const questions = [
      driven('n1', 'kube'),
      driven('n2', 'kube'),
      driven('members', 'etcd'),
      driven('lost', 'gone'),
      question('shell', 'echo ok'),
    ];
    const answers = await observe(questions, transport, { drivers, signal });
    expect(asked).toEqual([[{ of: 'n1' }, { of: 'n2' }]]);
    expect(answers.get('n2')).toEqual({ seen: { of: 'n2' } });
    expect(answers.get('members')).toMatchObject({ error: { code: 'driverFailed' } });
    expect(answers.get('lost')).toMatchObject({ error: { code: 'bug', message: 'no driver is named gone' } });
    expect(answers.get('shell')).toMatchObject({ seen: { stdout: 'ok\n' } });
  });

  it('reads what drivers must know in the script of the questions, and hands it to them only, before they are asked', async () => {
    const told: string[] = [];
    const knowing = (name: string): Driver => ({
      name,
      readings: (questions) => [
        { command: sh`echo ${`key of ${name} for ${questions.length}`}`, take: ({ stdout }) => told.push(`took ${stdout.trim()}`) },
      ],
      ask: (questions) => {
        told.push(`asked ${name}`);
        return Promise.resolve(questions.map(() => ({ code: 0, stdout: '1', stderr: '' })));
      },
      act: () => Promise.resolve(),
      close: () => Promise.resolve(),
    });
    const drivers = new Map(['kube', 'etcd'].map((name) => [name, knowing(name)]));
    const driven = (key: string, driver: string): Question => ({
      key,
      probe: { key, ask: { driver, question: key }, parse: (out) => JSON.parse(out.stdout) as unknown },
    });
    const before = transport.stats.roundTrips;
    const questions = [question('shell', 'echo ok'), driven('n1', 'kube'), driven('n2', 'kube'), driven('members', 'etcd')];
    const answers = await observe(questions, transport, { drivers, signal });
    expect(transport.stats.roundTrips - before).toBe(1);
    expect(told).toEqual(['took key of kube for 2', 'took key of etcd for 1', 'asked kube', 'asked etcd']);
    expect([...answers.keys()]).toEqual(['shell', 'n1', 'n2', 'members']);
    expect(JSON.stringify([...answers])).not.toContain('key of');
  });

  it('asks drivers as soon as that has come, while the host still answers the rest', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kmagic-observe-'));
    const asked = join(folder, 'asked');
    const kube: Driver = {
      name: 'kube',
      readings: () => [{ command: sh`printf ${'k\u00e9y\n\n\n'}`, take: ({ stdout }) => expect(stdout).toBe('k\u00e9y\n\n\n') }],
      ask: async () => {
        await writeFile(asked, '');
        return [{ code: 0, stdout: '1', stderr: '' }];
      },
      act: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
    const probe: Probe<string> = { key: 'n1', ask: { driver: 'kube', question: 1 }, parse: ({ stdout }) => stdout };
    const waits = question('shell', `until [ -e '${asked}' ]; do sleep 0.02; done; echo ok`);
    const answers = await observe([waits, { key: 'n1', probe }], transport, { drivers: new Map([['kube', kube]]), signal });
    expect(answers.get('shell')).toMatchObject({ seen: { stdout: 'ok\n' } });
    expect(answers.get('n1')).toEqual({ seen: '1' });
    await rm(folder, { recursive: true });
  });

  it('makes no round trip where only drivers are asked that know all they must', async () => {
    const kube: Driver = {
      name: 'kube',
      readings: () => [],
      ask: () => Promise.resolve([{ code: 0, stdout: '1', stderr: '' }]),
      act: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
    const before = transport.stats.roundTrips;
    const probe: Probe<string> = { key: 'n1', ask: { driver: 'kube', question: 1 }, parse: ({ stdout }) => stdout };
    const answers = await observe([{ key: 'n1', probe }], transport, { drivers: new Map([['kube', kube]]), signal });
    expect(answers.get('n1')).toEqual({ seen: '1' });
    expect(transport.stats.roundTrips - before).toBe(0);
  });

  it('shows nothing of what drivers read where the shell dies in the middle of it', async () => {
    const secret: Driver = {
      name: 'kube',
      readings: () => [{ command: script('echo VERY-SECRET; echo LAST'), take: () => expect.unreachable('half of it is of no use') }],
      ask: () => Promise.reject(new KmagicError('driverFailed', 'no credentials')),
      act: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
    const cut: Transport = {
      ...bare(),
      script: async (text) => {
        const out = await transport.script(text, signal);
        return { ...out, code: 137, stdout: out.stdout.slice(0, out.stdout.indexOf('LAST')) };
      },
    };
    const probe: Probe<string> = { key: 'n1', ask: { driver: 'kube', question: 1 }, parse: ({ stdout }) => stdout };
    const questions = [{ key: 'n1', probe }, question('shell', 'echo ok')];
    const answers = await observe(questions, cut, { drivers: new Map([['kube', secret]]), signal });
    const errors = [...answers.values()].map((a) => ('error' in a ? a.error : undefined));
    expect(errors.map((e) => e?.code)).toEqual(['driverFailed', 'commandFailed']);
    expect(errors.map((e) => `${e?.message} ${e?.hint} ${String(e?.cause)} ${JSON.stringify(e)}`).join()).not.toContain('VERY-SECRET');
  });
});

describe('actAndObserve', () => {
  it('acts and asks in one round trip, with what the act printed in the order it did', async () => {
    const before = transport.stats.roundTrips;
    const { acts, answers } = await actAndObserve(
      { texts: ['echo out; echo err >&2; echo out again', 'echo more'], questions: [question('a', 'echo seen')] },
      transport,
      signal,
    );
    expect(acts).toEqual([
      { code: 0, stdout: 'out\nerr\nout again\n', stderr: '' },
      { code: 0, stdout: 'more\n', stderr: '' },
    ]);
    expect(answers.get('a')).toMatchObject({ seen: { stdout: 'seen\n' } });
    expect(transport.stats.roundTrips - before).toBe(1);
  });

  it('acts no further and asks nothing after an act that failed', async () => {
    const texts = ['echo yes', 'echo no; exit 4', 'echo never'];
    const { acts, answers } = await actAndObserve({ texts, questions: [question('a', 'echo seen')] }, transport, signal);
    expect(acts).toEqual([
      { code: 0, stdout: 'yes\n', stderr: '' },
      { code: 4, stdout: 'no\n', stderr: '' },
    ]);
    expect(answers.size).toBe(0);
  });

  it('keeps the end of a long output, and a set -e inside the act', async () => {
    const { acts } = await actAndObserve(
      { texts: ['set -e; head -c 200000 /dev/zero | tr "\\000" x; echo end; false; echo never'], questions: [] },
      transport,
      signal,
    );
    expect(acts[0]?.code).toBe(1);
    expect(acts[0]?.stdout).toHaveLength(64 * 1024);
    expect(acts[0]?.stdout.endsWith('xend\n')).toBe(true);
  });
});

function bare(): Transport {
  return {
    host: 'here',
    stats: transport.stats,
    script: (text, s) => transport.script(text, s),
    stream: (text, onLine, s) => transport.stream(text, onLine, s),
    upload: (source, path, s) => transport.upload(source, path, s),
    forward: (address, port) => transport.forward(address, port),
    close: () => Promise.resolve(),
  };
}
