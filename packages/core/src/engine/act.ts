import { KmagicError, asKmagicError } from '../errors/kmagic-error.ts';
import type { GraphNode } from '../graph/graph.ts';
import { actAndObserve, observe, type Answer, type Answers, type Question } from '../observe/observe.ts';
import { isDriverQuestion } from '../observe/probe.ts';
import type { Change, Step } from '../resource/kind.ts';
import { resolve, resolveLate } from '../resource/resolve.ts';
import type { Output, Transport } from '../transport/transport.ts';
import { segments, tail, type Segment } from './act-script.ts';
import type { Knowledge } from './knowledge.ts';
import { wantKeyOf, type WantKey } from './knowledge.ts';
import { recordEntry } from './ledger.ts';
import type { LateValues } from './late.ts';
import { nameOf, type RunContext } from './run-context.ts';
import { answerOf, questionOf } from './survey.ts';
import { troubleOf } from './trouble.ts';

type Poll = Extract<Step, { do: 'poll' }>;

/** What acting on one node needs beside the run. */
export interface Acting {
  readonly context: RunContext;
  readonly knowledge: Knowledge;
  readonly late: LateValues;
  readonly transport: Transport;
}

/** What a node came to, and what was seen of the nodes asked along. */
export interface Acted {
  readonly outcome: 'changed' | 'unchanged';
  readonly peeked?: Answers;
}

/** What the round trips of one node may use and carry besides. */
export interface Shared {
  /** What was last seen of it, where that still holds. */
  readonly known: Answer | undefined;
  /** Nodes to ask about in the same round trip. */
  readonly peek: readonly GraphNode[];
}

/** Makes one node true: diff once more, act, verify by asking again; throws where it cannot. */
export async function act(acting: Acting, node: GraphNode, { known, peek }: Shared): Promise<Acted> {
  const begun = await begin(acting, node, known ?? answerOf(await ask(acting, [node]), node.id));
  if (begun === undefined) return { outcome: 'unchanged' };
  let after = await carryOut(acting, begun, peek);
  // What was waited for may be undone at once by what others do, such as a node that joins: then it is waited for again.
  const wait = onlyWait(begun);
  const end = acting.context.clock() + (wait?.timeoutMs ?? 0);
  while (wait && isUndone(begun, after.verified) && acting.context.clock() < end) {
    await pause(wait.everyMs, acting.context.signal);
    after = await carryOut(acting, begun, peek);
  }
  verify(acting, begun, after.verified);
  return { outcome: 'changed', ...(after.peeked && { peeked: after.peeked }) };
}

function onlyWait({ steps }: Begun): Poll | undefined {
  const [first] = steps;
  return steps.length === 1 && first?.do === 'poll' ? first : undefined;
}

function isUndone({ node, want }: Begun, verified: Answer): boolean {
  return 'seen' in verified && node.resource.kind.diff(want, verified.seen).length > 0;
}

/** What is to be done for a node that differs. */
export interface Begun {
  readonly node: GraphNode;
  readonly want: unknown;
  readonly wantKey: WantKey;
  readonly steps: readonly Step[];
  /** The ledger's line, as shell. */
  readonly record: string;
}

/** What a node needs by what was seen of it; undefined where that is nothing. */
export async function begin(acting: Acting, node: GraphNode, answer: Answer): Promise<Begun | undefined> {
  const { kind, subject } = node.resource;
  if ('error' in answer) throw answer.error;
  const want = resolve(node.resource.want, acting.knowledge);
  const wantKey = wantKeyOf(node, want);
  const changes = kind.observesOnly === true ? [] : kind.diff(want, answer.seen);
  if (changes.length === 0) {
    acting.knowledge.converged(node, answer.seen, wantKey);
    return undefined;
  }
  // It may have stood in a queue meanwhile.
  if (acting.context.drain?.aborted === true) throw new KmagicError('interrupted', `${node.id} was not begun`, { host: node.host });
  acting.context.emit({ type: 'nodeStarted', node: nameOf(node), changes });
  const late = await resolveLate(node.resource.late, (source) => acting.late.make(source));
  const steps = kind.steps({ subject, want, seen: answer.seen, late, changes });
  return { node, want, wantKey, steps, record: record(node, wantKey, changes) };
}

/** The second diff, by what was seen after the steps; throws where it is not empty. */
export function verify(acting: Acting, { node, want, wantKey }: Begun, verified: Answer): void {
  if ('error' in verified) throw verified.error;
  const left = node.resource.kind.diff(want, verified.seen);
  if (left.length > 0) throw notConverged(node, left);
  acting.knowledge.converged(node, verified.seen, wantKey);
}

async function carryOut(
  acting: Acting,
  { node, steps, record }: Begun,
  peek: readonly GraphNode[],
): Promise<{ verified: Answer; peeked?: Answers }> {
  const parts = segments(steps);
  const last = parts.at(-1);
  const together = last?.do === 'script' ? last : undefined;
  for (const part of together ? parts.slice(0, -1) : parts) await carryOutPart(acting, node, part);
  // The ledger's line, the last steps, the check and the look at the next nodes share one round trip.
  const text = actText(together?.text, record);
  const own = questionOf(node);
  if (isShell(own)) {
    const questions = [own, ...peekQuestions(peek)];
    const { acts, answers } = await actAndObserve({ texts: [text], questions }, acting.transport, acting.context.signal);
    for (const out of acts) if (out.code !== 0) throw stepFailed(node, out);
    return { verified: answerOf(answers, node.id), peeked: answers };
  }
  if (together) await runScript(acting, node, text);
  return { verified: answerOf(await ask(acting, [node]), node.id) };
}

/** Steps and the ledger's line as one text. */
export function actText(steps: string | undefined, record: string): string {
  return `${steps === undefined ? '' : `${steps}\n`}${record}`;
}

/** What can be asked by the way of these nodes: the shell's questions. */
export function peekQuestions(nodes: readonly GraphNode[]): readonly Question[] {
  return nodes.map(questionOf).filter(isShell);
}

function isShell({ probe }: Question): boolean {
  return !isDriverQuestion(probe.ask);
}

async function carryOutPart(acting: Acting, node: GraphNode, part: Segment): Promise<void> {
  if (part.do === 'script') return runScript(acting, node, part.text);
  if (part.do === 'poll') return poll(acting, node, part);
  const driver = acting.context.drivers.get(part.driver);
  if (driver === undefined) throw new KmagicError('bug', `no driver is named ${part.driver}`);
  acting.context.emit({ type: 'nodeWaiting', node: nameOf(node), what: part.what });
  await driver.act(part.action, acting.transport, acting.context.signal);
}

async function runScript(acting: Acting, node: GraphNode, text: string): Promise<void> {
  const out = await acting.transport.script(text, acting.context.signal);
  if (out.code !== 0) throw stepFailed(node, out);
}

async function poll(acting: Acting, node: GraphNode, part: Poll): Promise<void> {
  const { context } = acting;
  let deadline = context.clock() + part.timeoutMs;
  const said: string[] = [];
  context.emit({ type: 'nodeWaiting', node: nameOf(node), what: part.what });
  for (;;) {
    const found = await observe([{ key: part.until.key, probe: part.until }], acting.transport, context);
    const answer = answerOf(found, part.until.key);
    const seen = 'seen' in answer ? answer.seen : undefined;
    if (seen === true) return;
    // Further than ever: what goes to and fro does not get there.
    if (typeof seen === 'string' && !said.includes(seen)) {
      said.push(seen);
      deadline = context.clock() + part.timeoutMs;
      context.emit({ type: 'nodeWaiting', node: nameOf(node), what: `${part.what}: ${seen}` });
    }
    // Waiting leaves nothing half done: whoever interrupts the run need not wait along.
    if (context.drain?.aborted === true)
      throw new KmagicError('interrupted', `${node.id} was waiting for ${part.what}`, { host: node.host });
    if (context.clock() > deadline) {
      const why = 'error' in answer ? answer.error.message : said.at(-1);
      const inVain = `${node.id} waited ${Math.round(part.timeoutMs / 1000)} s for ${part.what}, in vain`;
      throw new KmagicError('timeout', why === undefined ? inVain : `${inVain}: ${why}`, {
        host: node.host,
        task: node.id,
        ...(await troubleOf(part, acting.transport, context.signal)),
      });
    }
    await pause(part.everyMs, context.signal);
  }
}

/** What hosts say of some nodes now. */
export async function ask(acting: Acting, nodes: readonly GraphNode[]): Promise<Answers> {
  return await observe(nodes.map(questionOf), acting.transport, acting.context);
}

function record(node: GraphNode, wantKey: WantKey, changes: readonly Change[]): string {
  const { kind, subject } = node.resource;
  if (kind.isRecorded === false) return '';
  const origin = changes.every((c) => c.action === 'create') ? 'created' : 'changed';
  const entry = { fingerprint: wantKey(), origin } as const;
  return recordEntry(`${kind.name}:${kind.owns(subject)}`, entry).real();
}

export function stepFailed(node: GraphNode, { code, stdout, stderr }: Output): KmagicError {
  const last = tail(stdout + stderr);
  return new KmagicError('commandFailed', `${node.id} failed with status ${code}: ${last.split('\n').at(-1) ?? 'no output'}`, {
    host: node.host,
    task: node.id,
    output: last,
  });
}

function notConverged(node: GraphNode, left: readonly Change[]): KmagicError {
  const what = left.map((c) => c.what).join('; ');
  return new KmagicError('notConverged', `${node.id} was carried out without an error, yet still differs: ${what}`, {
    host: node.host,
    task: node.id,
    hint: 'something on the host undoes it, or the task is defective; run `kmagic plan` to see the difference',
  });
}

/** Resolves after a time, or rejects when the run is ended. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    const stop = (): void => {
      clearTimeout(timer);
      fail(asKmagicError(new KmagicError('interrupted', 'interrupted')));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      done();
    }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
