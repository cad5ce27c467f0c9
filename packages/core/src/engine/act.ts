import { KmagicError, asKmagicError } from '../errors/kmagic-error.ts';
import type { GraphNode } from '../graph/graph.ts';
import { actAndObserve, observe, type Answer, type Question } from '../observe/observe.ts';
import { isDriverQuestion } from '../observe/probe.ts';
import type { Change, Step } from '../resource/kind.ts';
import { resolve, resolveLate } from '../resource/resolve.ts';
import type { Transport } from '../transport/transport.ts';
import { segments, tail, type Segment } from './act-script.ts';
import type { Knowledge } from './knowledge.ts';
import { wantKeyOf, type WantKey } from './knowledge.ts';
import { recordEntry } from './ledger.ts';
import type { LateValues } from './late.ts';
import { nameOf, type RunContext } from './run-context.ts';
import { answerOf, questionOf } from './survey.ts';
import { troubleOf } from './trouble.ts';

/** What acting on one node needs beside the run. */
export interface Acting {
  readonly context: RunContext;
  readonly knowledge: Knowledge;
  readonly late: LateValues;
  readonly transport: Transport;
}

/** What a node came to, and what was seen of the node asked along. */
export interface Acted {
  readonly outcome: 'changed' | 'unchanged';
  readonly peeked?: Answer;
}

/** What the round trips of one node may use and carry besides. */
export interface Shared {
  /** What the survey saw, where nothing acted on the host since. */
  readonly known: Answer | undefined;
  /** A node to ask about in the same round trip. */
  readonly peek: GraphNode | undefined;
}

/** Makes one node true: diff once more, act, verify by asking again; throws where it cannot. */
export async function act(acting: Acting, node: GraphNode, { known, peek }: Shared): Promise<Acted> {
  const { kind, subject } = node.resource;
  const answer = known ?? (await ask(acting, node));
  if ('error' in answer) throw answer.error;
  const want = resolve(node.resource.want, acting.knowledge);
  const wantKey = wantKeyOf(node, want);
  const changes = kind.observesOnly === true ? [] : kind.diff(want, answer.seen);
  if (changes.length === 0) {
    acting.knowledge.converged(node, answer.seen, wantKey);
    return { outcome: 'unchanged' };
  }
  // It may have stood in a queue meanwhile.
  if (acting.context.drain?.aborted === true) throw new KmagicError('interrupted', `${node.id} was not begun`, { host: node.host });
  acting.context.emit({ type: 'nodeStarted', node: nameOf(node), changes });
  const late = await resolveLate(node.resource.late, (source) => acting.late.make(source));
  const steps = kind.steps({ subject, want, seen: answer.seen, late, changes });
  const after = await carryOut(acting, node, { steps, record: record(node, wantKey, changes), ...(peek && { peek }) });
  const verified = after.verified;
  if ('error' in verified) throw verified.error;
  const left = kind.diff(want, verified.seen);
  if (left.length > 0) throw notConverged(node, left);
  acting.knowledge.converged(node, verified.seen, wantKey);
  return { outcome: 'changed', ...(after.peeked && { peeked: after.peeked }) };
}

interface Work {
  readonly steps: readonly Step[];
  readonly record: string;
  readonly peek?: GraphNode;
}

async function carryOut(acting: Acting, node: GraphNode, work: Work): Promise<{ verified: Answer; peeked?: Answer }> {
  const parts = segments(work.steps);
  const last = parts.at(-1);
  const together = last?.do === 'script' ? last : undefined;
  for (const part of together ? parts.slice(0, -1) : parts) await carryOutPart(acting, node, part);
  // The ledger's line, the last steps, the check and the look at the next node share one round trip.
  const text = `${together ? `${together.text}\n` : ''}${work.record}`;
  const own = questionOf(node);
  if (isShell(own)) {
    const also = work.peek ? [questionOf(work.peek)].filter(isShell) : [];
    const result = await actAndObserve({ text, questions: [own, ...also] }, acting.transport, acting.context.signal);
    if (result.act.code !== 0) throw stepFailed(node, result.act.code, result.act.stdout + result.act.stderr);
    const [peeked] = also.map(({ key }) => answerOf(result.answers, key));
    return { verified: answerOf(result.answers, node.id), ...(peeked && { peeked }) };
  }
  if (together) await runScript(acting, node, text);
  return { verified: await ask(acting, node) };
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
  if (out.code !== 0) throw stepFailed(node, out.code, out.stdout + out.stderr);
}

async function poll(acting: Acting, node: GraphNode, part: Extract<Step, { do: 'poll' }>): Promise<void> {
  const { context } = acting;
  const deadline = context.clock() + part.timeoutMs;
  context.emit({ type: 'nodeWaiting', node: nameOf(node), what: part.what });
  for (;;) {
    const found = await observe([{ key: part.until.key, probe: part.until }], acting.transport, context);
    const answer = answerOf(found, part.until.key);
    if ('seen' in answer && answer.seen === true) return;
    // Waiting leaves nothing half done: whoever interrupts the run need not wait along.
    if (context.drain?.aborted === true)
      throw new KmagicError('interrupted', `${node.id} was waiting for ${part.what}`, { host: node.host });
    if (context.clock() > deadline) {
      const why = 'error' in answer ? `: ${answer.error.message}` : '';
      throw new KmagicError('timeout', `${node.id} waited ${Math.round(part.timeoutMs / 1000)} s for ${part.what}, in vain${why}`, {
        host: node.host,
        task: node.id,
        ...(await troubleOf(part, acting.transport, context.signal)),
      });
    }
    await pause(part.everyMs, context.signal);
  }
}

async function ask(acting: Acting, node: GraphNode): Promise<Answer> {
  const found = await observe([questionOf(node)], acting.transport, acting.context);
  return answerOf(found, node.id);
}

function record(node: GraphNode, wantKey: WantKey, changes: readonly Change[]): string {
  const { kind, subject } = node.resource;
  if (kind.isRecorded === false) return '';
  const origin = changes.every((c) => c.action === 'create') ? 'created' : 'changed';
  const entry = { fingerprint: wantKey(), origin } as const;
  return recordEntry(`${kind.name}:${kind.owns(subject)}`, entry).real();
}

function stepFailed(node: GraphNode, code: number, output: string): KmagicError {
  const last = tail(output);
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
