import { asKmagicError, KmagicError } from '../errors/kmagic-error.ts';
import type { AnyKind } from '../resource/kind.ts';
import { redact } from '../secret/secret.ts';
import type { Output, Transport } from '../transport/transport.ts';
import { frame, frameActs } from './frames.ts';
import { isDriverQuestion, type Driver, type Probe, type Reading } from './probe.ts';
import { shellQuestions, type ShellGroup } from './shell-questions.ts';

/** Something to ask a host; `kind` and `subject` let many of one kind be asked together. */
export interface Question {
  /** What the answer is found by. */
  readonly key: string;
  readonly kind?: AnyKind;
  readonly subject?: unknown;
  readonly probe: Probe<unknown>;
}

/** What asking needs beside the host: who answers what is not the shell's, and what ends it at once. */
export interface Asking {
  readonly drivers: ReadonlyMap<string, Driver>;
  readonly signal: AbortSignal;
}

export type Answer = { readonly seen: unknown } | { readonly error: KmagicError };

export type Answers = ReadonlyMap<string, Answer>;

/**
 * Asks a host everything: the shell questions in one round trip, which first reads what drivers must know of the host; as soon as
 * that has come, or at once where they know it already, each driver its own. A question that cannot be answered has an error; the
 * whole rejects only where the host cannot be asked.
 */
export async function observe(questions: readonly Question[], transport: Transport, { drivers, signal }: Asking): Promise<Answers> {
  const [byShell, byDriver] = split(questions);
  const asked = [...Map.groupBy(byDriver, (question) => question.driver)].map(([name, own]) => ({ name, own, driver: drivers.get(name) }));
  const readings = asked.flatMap(({ driver, own }) => driver?.readings?.(own.map(questionIn), transport) ?? []);
  const read = Promise.withResolvers<'read'>();
  const shell = askShell(byShell, { readings, haveRead: () => read.resolve('read') }, { transport, signal });
  if (readings.length > 0) await Promise.race([read.promise, shell]);
  const answers = await Promise.all([
    shell,
    ...asked.map(({ name, own, driver }) =>
      askDriver(name, own, async () => {
        if (driver === undefined) throw new KmagicError('bug', `no driver is named ${name}`, { host: transport.host });
        return await driver.ask(own.map(questionIn), transport, signal);
      }),
    ),
  ]);
  return spread(questions, new Map(answers.flatMap((some) => [...some])));
}

/** What acts came to: one Output each as far as they were begun, and answers where all of them exited 0. */
export interface ActedAndObserved {
  readonly acts: readonly Output[];
  readonly answers: Answers;
}

/** Acts, one text after another until one fails, and, where all exit 0, asks the shell questions, all in one round trip. */
export async function actAndObserve(
  { texts: acts, questions }: { readonly texts: readonly string[]; readonly questions: readonly Question[] },
  transport: Transport,
  signal: AbortSignal,
): Promise<ActedAndObserved> {
  const [byShell, byDriver] = split(questions);
  if (byDriver.length > 0) throw new KmagicError('bug', 'a driver cannot be asked in the script that acts', { host: transport.host });
  const { texts, groups } = shellQuestions(byShell);
  const script = frameActs(acts, texts);
  const out = await transport.script(script.text, signal);
  const { acts: outs, frames } = script.parse(out.stdout);
  const ended = outs.flatMap((acted) => acted ?? []);
  const failed = ended.at(-1)?.code !== 0;
  if (ended.length === 0 || (!failed && ended.length < acts.length)) throw cutShort(transport.host, out);
  if (failed) return { acts: ended, answers: new Map() };
  return { acts: ended, answers: spread(questions, answersOfGroups(groups, frames, cutShort(transport.host, out))) };
}

interface Shell {
  readonly transport: Transport;
  readonly signal: AbortSignal;
}

interface Readings {
  readonly readings: readonly Reading[];
  /** Called when all of them have been given what they asked for. */
  readonly haveRead: () => void;
}

async function askShell(questions: readonly Question[], { readings, haveRead }: Readings, { transport, signal }: Shell): Promise<Answers> {
  if (questions.length + readings.length === 0) return new Map();
  const { texts, groups } = shellQuestions(questions);
  const script = frame([...readings.map(({ command }) => command.real()), ...texts]);
  const early = script.first(readings.length, (outs) => {
    for (const [i, reading] of readings.entries()) if (outs[i] !== undefined) reading.take(outs[i]);
    haveRead();
  });
  const out = await transport.script(script.text, signal, readings.length === 0 ? undefined : early);
  const frames = script.parse(out.stdout);
  return answersOfGroups(groups, frames.slice(readings.length), cutShort(transport.host, out));
}

/** By probe key. */
function answersOfGroups(groups: readonly ShellGroup[], frames: readonly (Output | undefined)[], missing: KmagicError): Answers {
  return new Map(
    groups.flatMap((group) => {
      const outs = group.from.flatMap((i) => frames[i] ?? []);
      if (outs.length < group.from.length) return group.keys.map((key) => [key, { error: missing }] as const);
      return group.parse(outs);
    }),
  );
}

interface DriverAsked {
  readonly driver: string;
  readonly question: unknown;
  readonly probe: Probe<unknown>;
}

function questionIn({ question }: DriverAsked): unknown {
  return question;
}

async function askDriver(name: string, asked: readonly DriverAsked[], ask: () => Promise<readonly Output[]>): Promise<Answers> {
  try {
    const outs = await ask();
    return new Map(asked.map(({ probe }, i) => [probe.key, parsed(probe, outs[i], name)] as const));
  } catch (thrown) {
    const error = asKmagicError(thrown);
    return new Map(asked.map(({ probe }) => [probe.key, { error }] as const));
  }
}

function parsed(probe: Probe<unknown>, out: Output | undefined, driver: string): Answer {
  if (out === undefined) return { error: new KmagicError('bug', `the driver ${driver} gave fewer answers than it was asked`) };
  try {
    return { seen: probe.parse(out) };
  } catch (thrown) {
    return { error: asKmagicError(thrown) };
  }
}

/** Questions for the shell and for drivers, each probe key once. */
function split(questions: readonly Question[]): readonly [readonly Question[], readonly DriverAsked[]] {
  const once = new Map<string, Question>();
  for (const question of questions) if (!once.has(question.probe.key)) once.set(question.probe.key, question);
  const byShell: Question[] = [];
  const byDriver: DriverAsked[] = [];
  for (const question of once.values()) {
    const { ask } = question.probe;
    if (isDriverQuestion(ask)) byDriver.push({ ...ask, probe: question.probe });
    else byShell.push(question);
  }
  return [byShell, byDriver];
}

/** From probe keys to the keys of all who asked. */
function spread(questions: readonly Question[], byProbe: Answers): Answers {
  return new Map(
    questions.flatMap(({ key, probe }) => {
      const answer = byProbe.get(probe.key);
      return answer === undefined ? [] : [[key, answer] as const];
    }),
  );
}

function cutShort(host: string, out: Output): KmagicError {
  const last = redact(out.stderr).trim().split('\n').at(-1) ?? '';
  return new KmagicError(
    'commandFailed',
    `${host}: the script ended (status ${out.code}) before every question was answered${last === '' ? '' : `: ${last}`}`,
    {
      host,
      hint: 'is the host out of memory or processes?',
    },
  );
}
