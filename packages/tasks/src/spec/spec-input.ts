import type { StableFacts } from '@kmagic/core';

/** Where a value was written. */
export interface Origin {
  readonly file: string;
  readonly line: number;
}

/** One inventory host with its merged variables, templates already resolved. */
export interface HostInput {
  readonly name: string;
  readonly groups: readonly string[];
  readonly variables: Readonly<Record<string, unknown>>;
  readonly origins: Readonly<Record<string, Origin>>;
  /** The names it has by itself, from host_vars/ or its own line of an inventory; none where left out. */
  readonly ownNames?: ReadonlySet<string>;
  /** Undefined where the host never answered. */
  readonly facts?: StableFacts | undefined;
}

/** Everything a spec is built from. */
export interface SpecInput {
  /** In inventory order; hosts outside etcd and k8s_cluster (a bastion) are left alone. */
  readonly hosts: readonly HostInput[];
  /** The members of etcd in the order of their group, by which they are numbered; inventory order when left out. */
  readonly etcdMembers?: readonly string[];
  /** Names other definitions refer to in `{{ }}`: unknown ones among them are a person's own. */
  readonly referenced: ReadonlySet<string>;
  readonly now: Date;
}

/** One thing that is wrong with the input. */
export interface Problem {
  readonly code: 'badVariable' | 'badInventory' | 'unsupported';
  /** The variable, group or host it is about. */
  readonly subject: string;
  /** What is wrong and why, one sentence. */
  readonly message: string;
  /** What to do. */
  readonly hint: string;
  readonly hosts: readonly string[];
  readonly origins: readonly Origin[];
  /** Facts of the hosts would mend it: it is none as long as those may be asked. */
  readonly untilFacts?: true;
}
