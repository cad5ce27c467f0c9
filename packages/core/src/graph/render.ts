import type { Graph } from './graph.ts';

/** The graph for graphviz: solid edges carry values or explicit order, dotted ones are the order on a host. */
export function graphDot(graph: Graph): string {
  const lines = graph.nodes.flatMap((node) => [
    `  ${quoted(node.id)}${node.section ? ` [label=${quoted(`${node.id}\n(rolling: ${node.section.id}, ${node.section.size} at a time)`)}]` : ''};`,
    ...node.needs.map((id) => `  ${quoted(id)} -> ${quoted(node.id)};`),
    ...node.follows.filter((id) => !node.needs.includes(id)).map((id) => `  ${quoted(id)} -> ${quoted(node.id)} [style=dotted];`),
  ]);
  return `digraph ${quoted(graph.operation)} {\n  rankdir=LR; node [shape=box];\n${lines.join('\n')}\n}\n`;
}

/** The graph as JSON: nodes in the order they were declared. */
export function graphJson(graph: Graph): string {
  const nodes = graph.nodes.map(({ id, stage, role, task, host, lane, needs, follows, section, resource }) => ({
    id,
    stage,
    role,
    task,
    host,
    kind: resource.kind.name,
    lane,
    needs,
    follows,
    ...(section && { section }),
  }));
  return `${JSON.stringify({ operation: graph.operation, stages: graph.stages, nodes }, null, 2)}\n`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
