import { describe, expect, it } from 'vitest';
import { withTables } from './docs-tables.ts';
import { slopeOf, spreadOf } from './figures.ts';
import { missingOf } from './install/cluster-ready.ts';
import { shellSettings } from './install/kubeadm-kit.ts';
import { journalPhases, scriptPhases } from './install/phases.ts';
import { hostCosts } from './measured-kmagic.ts';
import { parseHostCpu } from './survey/host-cpu.ts';
import { resourceCount, surveyGraph } from './survey/resources.ts';
import { table } from './table.ts';

describe('what the benchmark reads', () => {
  it('phases of the script, in the order they began', () => {
    const printed = 'noise\n@phase join 2000 5000\n@phase prepare 1000 1900\n';
    expect(scriptPhases(printed, 1000)).toEqual([
      { name: 'prepare', startMs: 0, endMs: 900 },
      { name: 'join', startMs: 1000, endMs: 4000 },
    ]);
  });

  it('phases of an apply, from its journal', () => {
    const at = (second: number): string => new Date(second * 1000).toISOString();
    const node = (stage: string) => ({ id: 'x', stage });
    const journal = [
      { at: at(1), type: 'runStarted' },
      { at: at(2), type: 'surveyed' },
      { at: at(3), type: 'nodeStarted', node: node('prepare') },
      { at: at(4), type: 'nodeStarted', node: node('etcd') },
      { at: at(7), type: 'nodeFinished', node: node('prepare') },
      { at: at(9), type: 'nodeFinished', node: node('etcd') },
    ];
    expect(journalPhases(journal.map((line) => `${JSON.stringify(line)}\n`).join(''), 0)).toEqual([
      { name: 'facts and survey', startMs: 0, endMs: 2000 },
      { name: 'prepare', startMs: 3000, endMs: 7000 },
      { name: 'etcd', startMs: 4000, endMs: 9000 },
    ]);
  });

  it('what hosts cost, from --stats', () => {
    const stderr = 'note: something\nnode1: 3 round trips, 1200 bytes sent, 34 received\n';
    expect(hostCosts(stderr)).toEqual([{ host: 'node1', roundTrips: 3, bytesSent: 1200, bytesReceived: 34 }]);
  });

  it('processor time from proc(5), past a name with blanks and brackets', () => {
    const stat = (name: string, times: string): string => `12 (${name}) S 1 2 3 4 5 6 7 8 9 10 ${times} 20 0 1`;
    expect(parseHostCpu(`100\n${stat('sh', '1 2 3 4')}\n${stat('sshd: (root)', '5 6 70 80')}\n`)).toEqual({ shellMs: 100, sshdMs: 110 });
  });

  it('what a cluster lacks', () => {
    const whole = [
      'Node a True/',
      'Node b True/',
      'DaemonSet calico-node 2/',
      'DaemonSet kube-proxy 2/',
      'Deployment coredns 2/2',
      'Deployment calico-kube-controllers 1/1',
    ].join('\n');
    expect(missingOf(whole, 2)).toEqual([]);
    expect(missingOf('Node a True/\nNode b False/\nDaemonSet calico-node 1/\nDaemonSet kube-proxy 2/\nDeployment coredns /2\n', 2)).toEqual(
      ['1 Ready nodes', 'calico-node', 'coredns', 'calico-kube-controllers'],
    );
  });
});

describe('what the benchmark writes', () => {
  it('medians and slopes', () => {
    expect(spreadOf([5, 1, 3])).toEqual({ min: 1, median: 3, max: 5 });
    expect(spreadOf([4, 2]).median).toBe(3);
    expect(slopeOf([25, 50, 100].map((x) => ({ x, y: 7 + 3 * x })))).toBeCloseTo(3);
  });

  it('settings a shell reads back', () => {
    expect(shellSettings({ a: "it's", b: 'two\nlines' })).toBe("a='it'\\''s'\nb='two\nlines'\n");
  });

  it('tables between the marks of a document, and nothing else', () => {
    const text = withTables(
      'before\n<!-- bench:a -->\nold\n<!-- /bench:a -->\nafter\n',
      new Map([['a', table(['x', 'n'], [['one', '1']])]]),
    );
    expect(text).toBe('before\n<!-- bench:a -->\n\n| x   |   n |\n| --- | --: |\n| one |   1 |\n\n<!-- /bench:a -->\nafter\n');
    expect(() => withTables('nothing', new Map([['a', '']]))).toThrow('bench:a');
  });

  it('three hundred resources to survey', () => {
    expect(surveyGraph('host').nodes).toHaveLength(resourceCount);
    expect(resourceCount).toBe(300);
  });
});
