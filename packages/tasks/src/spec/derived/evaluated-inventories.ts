import { balanced } from './evaluated-balanced.ts';
import { proxied } from './evaluated-proxied.ts';

/** What kubespray's defaults evaluate to, found by real Ansible (ansible-core 2.18) with kubespray's own role defaults. */
export interface EvaluatedInventory {
  readonly title: string;
  readonly arch: 'amd64' | 'arm64';
  readonly system: 'Debian' | 'RedHat';
  /** Set for all hosts. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Address of the default route, and own variables. */
  readonly hosts: Readonly<Record<string, { readonly ip: string; readonly variables: Readonly<Record<string, unknown>> }>>;
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Names with one value on all hosts asked. */
  readonly every: Readonly<Record<string, unknown>>;
  /** Names whose values differ, by host. */
  readonly of: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Files of each inventory stand in /inventory. */
export const evaluatedInventories: readonly EvaluatedInventory[] = [proxied, balanced];
