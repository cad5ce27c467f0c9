import pLimit from 'p-limit';
import { limitTo, type GraphNode } from '../graph/graph.ts';
import { observe, type Question } from '../observe/observe.ts';
import type { Plan, PlanRow, Reason } from '../plan/plan.ts';
import type { NodeId } from '../resource/ref.ts';
import { assess, type Assessment } from './assess.ts';
import { Knowledge } from './knowledge.ts';
import { nameOf, type RunContext } from './run-context.ts';
import { answerOf, survey, type Survey } from './survey.ts';

/** A plan with what the engine found out on the way, for an apply to go on from. */
export interface Planned {
  readonly plan: Plan;
  readonly nodes: readonly GraphNode[];
  /** Nodes outside the limit: their values are read, they are never acted on. */
  readonly lenders: ReadonlySet<NodeId>;
  readonly survey: Survey;
  readonly assessments: ReadonlyMap<NodeId, Assessment>;
  readonly knowledge: Knowledge;
}

/** Surveys and compares; writes nothing anywhere. */
export async function planRun(context: RunContext): Promise<Planned> {
  const { nodes, lenders } = context.limit
    ? limitTo(context.graph, context.limit)
    : { nodes: context.graph.nodes, lenders: new Set<NodeId>() };
  const found = await survey(context, nodes);
  const knowledge = new Knowledge();
  const assessments = new Map<NodeId, Assessment>();
  for (const node of nodes) {
    const answer = found.answers.get(node.id);
    if (answer !== undefined) assessments.set(node.id, assess(node, answer, knowledge));
  }
  await lookCloser(context, nodes, assessments);
  const planned = { nodes, lenders, survey: found, assessments, knowledge };
  return { ...planned, plan: makePlan(context, planned) };
}

/** A second look, only at what differs and only where a kind can show text. */
async function lookCloser(context: RunContext, nodes: readonly GraphNode[], assessments: Map<NodeId, Assessment>): Promise<void> {
  const limit = pLimit(context.forks);
  const differing = nodes.filter((n) => n.resource.kind.detail && assessments.get(n.id)?.state === 'differs');
  await Promise.all(
    [...Map.groupBy(differing, (n) => n.host)].map(([host, hostNodes]) =>
      limit(async () => {
        const questions: Question[] = hostNodes.map((n) => ({ key: n.id, probe: n.resource.kind.detail!.probe(n.resource.subject) }));
        const found = await observe(questions, await context.connect(host, context.signal), context);
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
  const { nodes, survey: found, assessments } = planned;
  const rows = nodes.flatMap((node): PlanRow[] => {
    const assessment = assessments.get(node.id);
    const name = nameOf(node);
    if (assessment === undefined || assessment.state === 'same') return [];
    if (assessment.state === 'error') return [{ ...name, state: 'error', error: assessment.error }];
    if (assessment.state === 'unknown') return [{ ...name, state: 'unknown', after: assessment.after, impacts: assessment.impacts }];
    const { changes, impacts, wantKey } = assessment;
    return [{ ...name, state: 'differs', changes, impacts, wantKey, reason: reasonOf(node, wantKey, found) }];
  });
  const perHost = Map.groupBy(nodes, (n) => n.host);
  const hosts = [...perHost].map(([name, own]) => {
    const error = found.unreachable.get(name);
    return { name, nodes: own.length, ...(error && { unreachable: error }) };
  });
  const unchanged = [...assessments.values()].filter((a) => a.state === 'same').length;
  return { operation: context.graph.operation, stages: context.graph.stages, hosts, rows, unchanged };
}

function reasonOf(node: GraphNode, wantKey: string, found: Survey): Reason {
  const { kind, subject } = node.resource;
  const entry = found.ledgers.get(node.host)?.get(`${kind.name}:${kind.owns(subject)}`);
  if (entry === undefined) return 'new';
  return entry.fingerprint === wantKey ? 'host changed' : 'inventory changed';
}
