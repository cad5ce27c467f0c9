import pLimit from 'p-limit';
import { asKmagicError, type KmagicError } from '../errors/kmagic-error.ts';
import type { GraphNode } from '../graph/graph.ts';
import { observe, type Answer, type Question } from '../observe/observe.ts';
import type { NodeId } from '../resource/ref.ts';
import { lastHolderProbe } from './host-lock.ts';
import { ledgerProbe, type Ledger } from './ledger.ts';
import type { RunContext } from './run-context.ts';

/** What the hosts answered to everything the graph asks. */
export interface Survey {
  readonly answers: ReadonlyMap<NodeId, Answer>;
  readonly ledgers: ReadonlyMap<string, Ledger>;
  /** Who acted last on each host that answered; what the lock compares with. */
  readonly holders: ReadonlyMap<string, string>;
  readonly unreachable: ReadonlyMap<string, KmagicError>;
}

/** Asks every host everything its nodes want to know, in one round trip a host. */
export async function survey(context: RunContext, nodes: readonly GraphNode[]): Promise<Survey> {
  const answers = new Map<NodeId, Answer>();
  const ledgers = new Map<string, Ledger>();
  const holders = new Map<string, string>();
  const unreachable = new Map<string, KmagicError>();
  const limit = pLimit(context.forks);
  const perHost = Map.groupBy(nodes, (n) => n.host);
  await Promise.all(
    [...perHost].map(([host, hostNodes]) =>
      limit(async () => {
        const started = context.clock();
        try {
          const transport = await context.connect(host, context.signal);
          context.emit({ type: 'connected', host, elapsedMs: context.clock() - started });
          const own = [ledgerProbe, lastHolderProbe].map((probe) => ({ key: probe.key, probe }));
          const questions = [...own, ...hostNodes.map(questionOf)];
          const found = await observe(questions, transport, context);
          for (const node of hostNodes) answers.set(node.id, answerOf(found, node.id));
          const ledger = answerOf(found, ledgerProbe.key);
          ledgers.set(host, 'seen' in ledger ? (ledger.seen as Ledger) : new Map());
          const holder = answerOf(found, lastHolderProbe.key);
          holders.set(host, 'seen' in holder ? (holder.seen as string) : '');
          context.emit({ type: 'surveyed', host, nodes: hostNodes.length, elapsedMs: context.clock() - started });
        } catch (thrown) {
          const error = asKmagicError(thrown);
          unreachable.set(host, error);
          context.emit({ type: 'unreachable', host, error });
        }
      }),
    ),
  );
  return { answers, ledgers, holders, unreachable };
}

/** What a node asks of its host. */
export function questionOf(node: GraphNode): Question {
  const { kind, subject } = node.resource;
  return { key: node.id, kind, subject, probe: kind.probe(subject) };
}

/** The answer to a question; one that never came is an error. */
export function answerOf(found: ReadonlyMap<string, Answer>, key: string): Answer {
  return found.get(key) ?? { error: asKmagicError(new Error(`no answer to ${key}`)) };
}
