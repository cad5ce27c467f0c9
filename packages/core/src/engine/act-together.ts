import { asKmagicError, KmagicError } from '../errors/kmagic-error.ts';
import type { GraphNode } from '../graph/graph.ts';
import { actAndObserve, type Answer, type Answers } from '../observe/observe.ts';
import { act, actText, ask, begin, peekQuestions, stepFailed, verify, type Acted, type Acting, type Begun } from './act.ts';
import { segments } from './act-script.ts';
import { answerOf, questionOf } from './survey.ts';

/** A node that was seen, and what was. */
export interface SeenNode {
  readonly node: GraphNode;
  readonly known: Answer;
}

/** What neighbours came to, in order; where one failed, those behind it were not acted on and are not here. */
export interface ActedTogether {
  readonly ended: readonly (readonly [GraphNode, Acted['outcome'] | KmagicError])[];
  readonly peeked?: Answers;
}

/**
 * Makes neighbours of a lane true in one round trip: their steps one after another until one fails, then one look at all of them and
 * at those asked along. One that still differs is looked at anew and acted on by itself.
 */
export async function actTogether(acting: Acting, members: readonly SeenNode[], peek: readonly GraphNode[]): Promise<ActedTogether> {
  const begun = await beginAll(acting, members);
  const toDo = [...begun.values()].flatMap((one) => one ?? []);
  const all = [...begun.keys()];
  if (toDo.length === 0) return { ended: all.map((node) => [node, 'unchanged']) };
  const questions = [...toDo.map(({ node }) => questionOf(node)), ...peekQuestions(peek)];
  const texts = toDo.map((one) => actText(scriptOf(one), one.record));
  const { acts, answers } = await actAndObserve({ texts, questions }, acting.transport, acting.context.signal);
  const failedAt = acts.findIndex(({ code }) => code !== 0);
  const failed = toDo[failedAt];
  const done = failed === undefined ? all : all.slice(0, all.indexOf(failed.node));
  const seen =
    failed === undefined || failedAt === 0
      ? answers
      : await ask(
          acting,
          toDo.slice(0, failedAt).map(({ node }) => node),
        );
  const ended: (readonly [GraphNode, Acted['outcome'] | KmagicError])[] = [];
  for (const node of done) {
    const outcome = await outcomeOf(acting, node, { begun: begun.get(node), seen });
    ended.push([node, outcome]);
    if (outcome instanceof KmagicError) return { ended };
  }
  if (failed) ended.push([failed.node, stepFailed(failed.node, acts[failedAt]!)]);
  return { ended, peeked: answers };
}

/** As far as can be said what is to be done: the rest has its own turn, and its error then. */
async function beginAll(acting: Acting, members: readonly SeenNode[]): Promise<ReadonlyMap<GraphNode, Begun | undefined>> {
  const settled = await Promise.allSettled(members.map(({ node, known }) => begin(acting, node, known)));
  const begun = new Map<GraphNode, Begun | undefined>();
  for (const [i, one] of settled.entries()) {
    if (one.status === 'fulfilled') begun.set(members[i]!.node, one.value);
    else if (i === 0) throw one.reason;
    else break;
  }
  return begun;
}

interface AfterSteps {
  /** Undefined where nothing differed. */
  readonly begun: Begun | undefined;
  readonly seen: Answers;
}

async function outcomeOf(acting: Acting, node: GraphNode, { begun, seen }: AfterSteps): Promise<Acted['outcome'] | KmagicError> {
  if (begun === undefined) return 'unchanged';
  try {
    verify(acting, begun, answerOf(seen, node.id));
    return 'changed';
  } catch {
    // What was done before it in this round trip may have changed what it needs.
    return await act(acting, node, { known: undefined, peek: [] }).then(() => 'changed' as const, asKmagicError);
  }
}

function scriptOf({ node, steps }: Begun): string {
  const [part, ...more] = segments(steps);
  if (part?.do === 'script' && more.length === 0) return part.text;
  throw new KmagicError('bug', `${node.id} stands alone, so all its steps must be the shell's`, { host: node.host });
}
