import type { StableFacts } from '@kmagic/core';
import { describe, expect, it } from 'vitest';
import { sampleFacts, sampleSpec } from '../../spec/sample-spec.ts';
import { factFindings } from './fact-rules.ts';

interface Case {
  readonly name: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** What the facts of hosts have that those of a fit host have not. */
  readonly facts?: Readonly<Record<string, Partial<StableFacts>>>;
  readonly found: readonly string[];
}

const os = (id: string, versionId: string): Partial<StableFacts> => ({
  os: { id, versionId, prettyName: `${id} ${versionId}`, idLike: [] },
});

const cases: readonly Case[] = [
  { name: 'five fit hosts', found: [] },
  {
    name: 'clones',
    facts: { node4: { machineId: 'same' }, node5: { machineId: 'same' } },
    found: ['error: node4, node5 have the same machine-id'],
  },
  {
    name: 'one machine under two names',
    facts: { node4: { machineId: 'm', bootId: 'b', hostname: 'h' }, node5: { machineId: 'm', bootId: 'b', hostname: 'h' } },
    found: ['error: node4, node5 are one and the same machine'],
  },
  {
    name: 'one hostname for two, where kmagic is not to name them',
    variables: { override_system_hostname: false },
    facts: { node4: { hostname: 'debian' }, node5: { hostname: 'debian' } },
    found: ['warning: node4, node5 are all called debian'],
  },
  { name: 'a host without a machine-id is no clone', facts: { node4: { machineId: '' }, node5: { machineId: '' } }, found: [] },
  {
    name: 'an ip the host does not have',
    facts: { node4: { addresses: ['192.0.2.4'] } },
    found: ['error: node4 does not have the address 10.0.0.14 that ip says (it has 192.0.2.4)'],
  },
  { name: 'addresses nobody could read', facts: { node4: { addresses: [] } }, found: [] },
  {
    name: 'an ip that is another host’s too',
    facts: { node5: { addresses: ['10.0.0.15', '10.0.0.14'] } },
    found: ['error: node4, node5 both have the address 10.0.0.14'],
  },
  {
    name: 'a second address in the pods’ range',
    facts: { node4: { addresses: ['10.0.0.14', '10.233.64.7'] } },
    found: ['error: node4 has 10.233.64.7, which kube_pods_subnet 10.233.64.0/18 holds'],
  },
  {
    name: 'too little memory for what the host is to be',
    facts: { node1: { memoryMiB: 1400 }, node4: { memoryMiB: 1400 }, node5: { memoryMiB: 900 } },
    found: ['error: node1 has 1400 MiB of memory; 1500 are needed', 'error: node5 has 900 MiB of memory; 1024 are needed'],
  },
  {
    name: 'systems tried and untried',
    facts: {
      node1: os('ubuntu', '24.04'),
      node2: os('rocky', '9.4'),
      node3: os('debian', '10'),
      node4: os('arch', ''),
      node5: os('ubuntu', '22.10'),
    },
    found: ['error: node3 runs debian 10', 'error: node4 runs arch ', 'error: node5 runs ubuntu 22.10'],
  },
  {
    name: 'an untried system that was asked for',
    variables: { allow_unsupported_distribution_setup: true },
    facts: { node4: os('arch', '') },
    found: [],
  },
];

describe('what facts show', () => {
  it.each(cases.map((c) => [c.name, c] as const))('%s', (_name, { variables = {}, facts = {}, found }) => {
    const spec = sampleSpec(variables);
    const known = spec.hosts.map((host) => {
      const own = { machineId: `machine ${host.name}`, bootId: `boot ${host.name}`, hostname: host.name, addresses: [host.ip] };
      return { host, facts: { ...sampleFacts, ...own, ...facts[host.name] } };
    });
    expect(factFindings(spec, known).map((f) => `${f.severity}: ${f.hosts.join(', ')} ${f.what}`)).toEqual(found);
  });
});
