import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { exitCodes, KmagicError, type Plan, type PlanRow } from '@kmagic/core';
import { describe, expect, it } from 'vitest';
import { planJson } from '../packages/cli/src/renderers/plan-json.ts';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

describe('docs/reference/plan.schema.json', () => {
  const schema = JSON.parse(read('docs/reference/plan.schema.json')) as object;
  const validate = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, strictTypes: false }).compile(schema);
  const problemsOf = (text: string): unknown => (validate(JSON.parse(text)) ? [] : validate.errors);

  it('holds for the plan of an example', () => {
    expect(problemsOf(read('test/golden/plans/single.json'))).toEqual([]);
  });

  it('holds for a plan with every sort of row, and a host that does not answer', () => {
    expect(problemsOf(planJson(plan))).toEqual([]);
  });

  it('does not hold for what it does not describe', () => {
    const [first] = rows;
    expect(problemsOf(planJson({ ...plan, rows: [{ ...first, surprise: true } as unknown as PlanRow] }))).not.toEqual([]);
    expect(problemsOf(planJson({ ...plan, unchanged: -1 }))).not.toEqual([]);
  });
});

it('docs/reference/exit-codes.md gives every error its status', () => {
  const listed = [...read('docs/reference/exit-codes.md').matchAll(/^\| (\d+) \| `(\w+)` \|/gm)].map(([, status, code]) => [
    code,
    Number(status),
  ]);
  expect(Object.fromEntries(listed)).toEqual(exitCodes);
});

const task = { stage: 'prepare', role: 'etcd', task: 'Run etcd' } as const;
const rows: readonly PlanRow[] = [
  {
    ...task,
    id: 'etcd/Run etcd@node1',
    host: 'node1',
    state: 'differs',
    changes: [{ what: 'restart etcd.service', action: 'run', before: 'a', after: 'b' }],
    impacts: [{ what: 'restarts etcd', disrupts: true }],
    reason: 'inventory changed',
    wantKey: 'abc',
  },
  { ...task, id: 'etcd/Run etcd@node2', host: 'node2', state: 'unknown', after: ['pki/Install the etcd CA@node1'], impacts: [] },
  {
    ...task,
    id: 'etcd/Run etcd@node3',
    host: 'node3',
    state: 'error',
    error: new KmagicError('driverFailed', 'etcd does not answer', { host: 'node3', hint: 'look at its log', output: 'refused' }),
  },
];
const plan: Plan = {
  operation: 'apply',
  stages: [{ name: 'prepare', about: 'operating system' }],
  hosts: [
    { name: 'node1', nodes: 3 },
    { name: 'node4', nodes: 3, unreachable: new KmagicError('unreachable', 'node4 does not answer') },
  ],
  rows,
  unchanged: 1,
};
