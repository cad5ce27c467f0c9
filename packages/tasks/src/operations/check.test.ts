import { describe, expect, it } from 'vitest';
import { sampleFacts, sampleSpec } from '../spec/sample-spec.ts';
import { findingsOf } from './check.ts';

const views = (memoryMiB: number): Parameters<typeof findingsOf>[1] =>
  sampleSpec().hosts.map(({ name, groups, ip }) => ({
    name,
    groups,
    reachable: true,
    facts: { ...sampleFacts, machineId: name, bootId: name, hostname: name, addresses: [ip], memoryMiB },
  }));

describe('findings', () => {
  it('says once what is so on several hosts', () => {
    const found = findingsOf(sampleSpec(), views(500), new Map());
    expect(found.map((f) => `${f.severity} ${f.hosts.join(' ')}`)).toEqual(['error node1 node2 node3', 'error node4 node5']);
  });

  it('are warnings where ignore_assert_errors says so', () => {
    const found = findingsOf(sampleSpec({ ignore_assert_errors: true }), views(500), new Map());
    expect(new Set(found.map((f) => f.severity))).toEqual(new Set(['warning']));
  });

  it('are none about hosts nothing is known of', () => {
    const unknown = views(500).map((view) => ({ ...view, facts: undefined }));
    expect(findingsOf(sampleSpec(), unknown, new Map())).toEqual([]);
  });
});
