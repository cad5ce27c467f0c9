import { compile, type HostView, type NodeId } from '@kmagic/core';
import { expect, it } from 'vitest';
import { sampleFacts, sampleSpec } from '../spec/sample-spec.ts';
import { apply } from './apply.ts';

/** What an apply does elsewhere, but not before a silent host has done something. */
function heldUpBy(silent: string, variables: Readonly<Record<string, unknown>>): readonly string[] {
  const spec = sampleSpec(variables);
  const views = spec.hosts.map(({ name, groups }): HostView => ({ name, groups, facts: sampleFacts, reachable: name !== silent }));
  const held = new Set<NodeId>();
  for (const { id, host, needs, follows } of compile(apply, spec, views).nodes) {
    if (host === silent || [...needs, ...follows].some((before) => held.has(before))) held.add(id);
  }
  return [...held].filter((id) => !id.endsWith(`@${silent}`));
}

const settings = [{}, { etcd_deployment_type: 'host', kube_encrypt_secret_data: true, enable_nodelocaldns: true }];

it.each(settings)('a host that does not answer holds up what concerns its own node, and nothing else: %o', (variables) => {
  const { hosts } = sampleSpec(variables);
  const speaks = (silent: string): string => (silent === 'node1' ? 'node2' : 'node1');
  for (const { name } of hosts)
    expect(heldUpBy(name, variables)).toEqual([
      `node-label/Keep the labels and taints of ${name}@${speaks(name)}`,
      `node-label/Wait until ${name} is a ready node@${speaks(name)}`,
    ]);
});
