import { ready, type Resource } from '@kmagic/core';
import { askKube } from '../../drivers/kube/questions.ts';

const hint =
  'kubectl describe node NAME says what a node lacks, journalctl -u kubelet on that host why; then apply again: it goes on from here';

/** Waits until all of these nodes are registered, or Ready too; asked at a control-plane host. */
export function nodesAre(state: 'registered' | 'Ready', names: readonly string[]): Resource<void> {
  return ready(
    { name: 'nodes', ask: askKube({ ask: 'nodesAre', state, names }), trouble: { hint } },
    { what: `${names.length} nodes are ${state}`, timeoutMs: 600_000, everyMs: 1000 },
  );
}
