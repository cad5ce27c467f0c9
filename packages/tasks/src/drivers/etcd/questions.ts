import type { DriverAction, DriverQuestion } from '@kmagic/core';

/** A member as seen from its own host. */
export interface EtcdEndpoint {
  /** The host's inventory name: its `admin-HOST` certificate is used. */
  readonly host: string;
  /** Where that certificate stands: etcd_cert_dir. */
  readonly certDir: string;
  /** Where the member listens for clients. */
  readonly address: string;
  /** 2379 where left out. */
  readonly port?: number;
}

/** What the etcd driver can be asked. */
export interface EtcdQuestion {
  readonly ask: 'cluster';
  readonly at: EtcdEndpoint;
}

export interface EtcdMemberSeen {
  readonly id: string;
  /** Empty until the member has started. */
  readonly name: string;
  readonly peerUrls: readonly string[];
  readonly clientUrls: readonly string[];
  readonly isLearner: boolean;
}

/** The cluster as one member sees it; that it answers at all means it has a quorum. */
export interface EtcdCluster {
  readonly version: string;
  readonly members: readonly EtcdMemberSeen[];
  /** Such as `NOSPACE on 8e9e05c52164694d`. */
  readonly alarms: readonly string[];
}

/** The answer, or why there is none: 'absent' where the host has no certificates for it yet. */
export type Etcd =
  { readonly etcd: 'up'; readonly cluster: EtcdCluster } | { readonly etcd: 'absent' } | { readonly etcd: 'down'; readonly why: string };

/** What the etcd driver can do; members are told by their names or ids. */
export type EtcdAction = { readonly at: EtcdEndpoint } & (
  | { readonly do: 'add'; readonly peerUrls: readonly string[]; readonly as: 'learner' | 'voter' }
  | { readonly do: 'promote'; readonly member: string }
  | { readonly do: 'remove'; readonly member: string }
  | { readonly do: 'update'; readonly member: string; readonly peerUrls: readonly string[] }
  /** To another member that has started, when this one leads; otherwise nothing. */
  | { readonly do: 'moveLeader' }
);

export function askEtcd(at: EtcdEndpoint): DriverQuestion {
  return { driver: 'etcd', question: { ask: 'cluster', at } satisfies EtcdQuestion };
}

export function actEtcd(action: EtcdAction): DriverAction {
  return { driver: 'etcd', action };
}
