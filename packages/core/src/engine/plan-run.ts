import pLimit from 'p-limit';
import { KmagicError } from '../errors/kmagic-error.ts';
import { limitTo, type GraphNode } from '../graph/graph.ts';
import { observe, type Answer, type Question } from '../observe/observe.ts';
import { endsRun, type Plan, type PlanRow, type Reason } from '../plan/plan.ts';
import type { NodeId } from '../resource/ref.ts';
import { assess, disrupts, type Assessment } from './assess.ts';
import { Knowledge } from './knowledge.ts';
import { nameOf, type RunContext } from './run-context.ts';
import { answerOf, survey, type Survey } from './survey.ts';

/** A plan with what the engine found out on the way, for an apply to go on from. */
export interface Planned {
  readonly plan: Plan;
  readonly nodes: readonly GraphNode[];
  /** Nodes outside the limit: their values are read, they are never acted on. */
  readonly lenders: ReadonlySet<NodeId>;
  /** Nodes outside the limit that say whether the other hosts of a rolling section are well. */
  readonly witnesses: readonly GraphNode[];
  readonly survey: Survey;
  readonly assessments: ReadonlyMap<NodeId, Assessment>;
  readonly knowledge: Knowledge;
}

/** Surveys and compares; writes nothing anywhere. */
export async function planRun(context: RunContext): Promise<Planned> {
  const { nodes, lenders } = context.limit
    ? limitTo(context.graph, context.limit)
    : { nodes: context.graph.nodes, lenders: new Set<NodeId>() };
  const knowledge = new Knowledge();
  const assessments = new Map<NodeId, Assessment>();
  const look = async (at: readonly GraphNode[]): Promise<Survey> => {
    const found = await survey(context, at);
    if (context.drain?.aborted === true) throw new KmagicError('interrupted', 'interrupted while looking at the hosts');
    for (const node of at) {
      const answer = found.answers.get(node.id);
      if (answer !== undefined) assessments.set(node.id, assess(node, answer, knowledge));
    }
    return found;
  };
  const found = await look(nodes);
  const witnesses = context.limit ? witnessesOf(context, nodes, assessments) : [];
  const asked = witnesses.filter((n) => !found.unreachable.has(n.host));
  const all = asked.length > 0 ? together(found, await look(asked)) : found;
  await lookCloser(context, nodes, assessments);
  const planned = { nodes, lenders, witnesses, survey: all, assessments, knowledge };
  return { ...planned, plan: makePlan(context, planned) };
}

/** Where a host inside the limit will disrupt in a rolling section: that section's nodes on the hosts that were left out. */
function witnessesOf(
  { graph, limit }: RunContext,
  nodes: readonly GraphNode[],
  assessments: ReadonlyMap<NodeId, Assessment>,
): readonly GraphNode[] {
  const disrupted = new Set(nodes.filter((n) => limit?.has(n.host) && disrupts(assessments.get(n.id))).map((n) => n.section?.id));
  const asked = new Set(nodes);
  return graph.nodes.filter((n) => n.section !== undefined && disrupted.has(n.section.id) && !limit?.has(n.host) && !asked.has(n));
}

function together(one: Survey, other: Survey): Survey {
  return {
    answers: new Map([...one.answers, ...other.answers]),
    ledgers: new Map([...one.ledgers, ...other.ledgers]),
    holders: new Map([...other.holders, ...one.holders]),
    unreachable: new Map([...one.unreachable, ...other.unreachable]),
  };
}

/** A second look, only at what differs and only where a kind can show text; where the host is gone by now the first look has to do. */
async function lookCloser(context: RunContext, nodes: readonly GraphNode[], assessments: Map<NodeId, Assessment>): Promise<void> {
  const limit = pLimit(context.forks);
  const ask = async (host: string, questions: readonly Question[]): Promise<ReadonlyMap<string, Answer>> =>
    await observe(questions, await context.connect(host, context.signal), context);
  const differing = nodes.filter((n) => n.resource.kind.detail && assessments.get(n.id)?.state === 'differs');
  await Promise.all(
    [...Map.groupBy(differing, (n) => n.host)].map(([host, hostNodes]) =>
      limit(async () => {
        const questions: Question[] = hostNodes.map((n) => ({ key: n.id, probe: n.resource.kind.detail!.probe(n.resource.subject) }));
        const found = await ask(host, questions).catch(() => new Map<string, Answer>());
        for (const node of hostNodes) {
          const before = assessments.get(node.id);
          const answer = answerOf(found, node.id);
          if (before?.state !== 'differs' || 'error' in answer) continue;
          const changes = node.resource.kind.detail!.changes(before.want, before.seen, answer.seen);
          assessments.set(node.id, { ...before, changes });
        }
      }),
    ),
  );
}

function makePlan(context: RunContext, planned: Omit<Planned, 'plan'>): Plan {
  const { nodes, witnesses, survey: found, assessments } = planned;
  const rows = nodes.flatMap((node): PlanRow[] => {
    const assessment = assessments.get(node.id);
    const name = nameOf(node);
    if (assessment === undefined || assessment.state === 'same') return [];
    if (assessment.state === 'error') return [{ ...name, state: 'error', error: assessment.error }];
    if (assessment.state === 'unknown') return [{ ...name, state: 'unknown', after: assessment.after, impacts: assessment.impacts }];
    const { changes, impacts, wantKey } = assessment;
    return [{ ...name, state: 'differs', changes, impacts, wantKey, reason: reasonOf(node, assessment, found) }];
  });
  const forbidding = rows.filter(endsRun);
  const perHost = Map.groupBy([...nodes, ...witnesses], (n) => n.host);
  const hosts = [...perHost].map(([name, own]) => {
    const error = found.unreachable.get(name);
    return { name, nodes: own.length, ...(error && { unreachable: error }) };
  });
  const unchanged = nodes.filter((n) => assessments.get(n.id)?.state === 'same').length;
  return {
    operation: context.graph.operation,
    stages: context.graph.stages,
    hosts,
    rows: forbidding.length > 0 ? forbidding : rows,
    unchanged,
  };
}

function reasonOf(node: GraphNode, { changes, wantKey }: Extract<Assessment, { state: 'differs' }>, found: Survey): Reason {
  const { kind, subject } = node.resource;
  const entry = found.ledgers.get(node.host)?.get(`${kind.name}:${kind.owns(subject)}`);
  if (entry === undefined) return 'new';
  if (kind.isHealth === true) return 'not well';
  if (entry.fingerprint !== wantKey) return 'inventory changed';
  return changes.every((change) => change.due) ? 'due' : 'host changed';
}
