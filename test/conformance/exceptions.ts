import type { Difference } from './differences.ts';

/** A difference from Ansible that is on purpose; the table in docs/parity.md says the same. */
export interface Exception {
  readonly name: string;
  readonly why: string;
  /** False: only random inventories have it. */
  readonly isOfCorpus: boolean;
  applies(difference: Difference): boolean;
}

/** Everything kmagic makes of inventories otherwise than Ansible, on purpose. */
export const exceptions: readonly Exception[] = [
  {
    name: "kubespray's dashed group names",
    why: 'a group of a former name is the group of today, with its files of variables; kubespray gives its hosts to a second group, and k8s-cluster to none',
    isOfCorpus: true,
    applies: ({ case: name, of, at }) => name === 'dashed-groups' && (of !== 'value' || at.endsWith('.group_names')),
  },
  {
    name: 'order of a k8s_cluster no inventory makes',
    why: 'control plane first, then nodes; in a play it is the order in which hosts answer',
    isOfCorpus: true,
    applies: ({ of, at, ansible, kmagic }) =>
      /^(?:groups\.)?k8s_cluster$/.test(at)
        ? sortedText(ansible) === sortedText(kmagic)
        : of === 'graph' && String(ansible).includes('@k8s_cluster:') && sortedText(ansible) === sortedText(kmagic),
  },
  {
    name: 'large integers',
    why: 'a whole number beyond 2^53 stays as it was written',
    isOfCorpus: true,
    applies: ({ ansible, kmagic }) => isText(kmagic) && JSON.stringify(ansible) === JSON.stringify({ $integer: kmagic }),
  },
  {
    name: 'times',
    why: 'a date with a time is the text that was written, not a time in Python’s or ISO’s writing',
    isOfCorpus: true,
    applies: ({ ansible, kmagic }) => {
      const theirs = typeof ansible === 'object' && ansible !== null && '$date' in ansible ? ansible.$date : ansible;
      return isTime(kmagic) && isTime(theirs) && new Date(theirs).getTime() === new Date(kmagic).getTime();
    },
  },
  {
    name: 'what Ansible cannot evaluate',
    why: 'where a random template fails in Ansible (a dictionary sought in a text, ...) any answer will do: no inventory has it',
    isOfCorpus: false,
    applies: ({ case: name, ansible }) =>
      name.startsWith('seed-') && typeof ansible === 'object' && ansible !== null && '$error' in ansible,
  },
  {
    name: 'mappings within a list that is !unsafe',
    why: 'Ansible loses what is in them',
    isOfCorpus: true,
    applies: ({ case: name, at, ansible }) => name === 'unsafe' && at.endsWith('.sequence') && JSON.stringify(ansible).endsWith(',{}]'),
  },
];

function sortedText(value: unknown): string {
  const text = typeof value === 'string' ? value.split('\n') : JSON.stringify(value ?? null).split(/[{}[\],]/);
  return text.sort().join('\n');
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d/.test(value);
}
