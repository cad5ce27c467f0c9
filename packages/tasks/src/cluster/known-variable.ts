import { connectionNames, isFactName } from '@kmagic/core';
import { isComputed, type KnownType } from '../spec/kubespray/known-group.ts';
import { knownByName, removedByName, renamedByName, type Known } from '../spec/kubespray/known-variables.ts';
import { sinceRelease } from '../spec/kubespray/since.ts';
import { judge } from '../spec/known-names.ts';
import type { HostInput } from '../spec/spec-input.ts';
import { variablesByName, type AnyVariable } from '../spec/topics.ts';
import { isDerived } from '../spec/variable.ts';

/** A default as a document says it. */
export type KnownDefault = { readonly is: 'fixed'; readonly value: unknown } | { readonly is: 'worked out'; readonly how: string };

/** What kmagic itself knows of a name. */
export type KnownVariable =
  | {
      readonly is: 'variable';
      readonly about: string;
      /** What a value may be, for people. */
      readonly type: string;
      /** True: kubespray does not have it. */
      readonly ours: boolean;
      /** The release of kubespray it came with, where that is after 2.24. */
      readonly since?: string;
      readonly default: KnownDefault;
    }
  /** Kubespray's; kmagic has no variable for it. */
  | {
      readonly is: 'planned' | 'refused' | 'accepted';
      readonly about: string;
      readonly type: KnownType;
      readonly since?: string;
      readonly default: KnownDefault;
      /** The part of kubespray it belongs to. */
      readonly part: string;
      /** What turns the part on; while all of it is off the name has no effect. Empty where nothing does. */
      readonly switches: readonly string[];
      readonly reason: string;
      readonly instead?: string;
    }
  | { readonly is: 'renamed'; readonly release: string; readonly to: string }
  | { readonly is: 'removed'; readonly release: string; readonly reason: string; readonly instead?: string }
  /** How a host is reached; `names` all mean the same. */
  | { readonly is: 'connection'; readonly about: string; readonly names: readonly string[] }
  | { readonly is: 'without effect'; readonly reason: string }
  /** What hosts say of themselves. */
  | { readonly is: 'fact' }
  /** The inventory's own: it only serves other variables' templates. */
  | { readonly is: 'own' }
  /** The inventory says it, and neither kmagic nor a template takes it. */
  | { readonly is: 'unknown'; readonly nearest?: string };

/** What is known of a name whatever an inventory says; undefined where nobody knows it. */
export function knownVariable(name: string): KnownVariable | undefined {
  const variable = variablesByName.get(name)?.variable;
  if (variable !== undefined) return supported(variable);
  const known = knownByName.get(name);
  if (known !== undefined) return ofKubespray(known);
  const renamed = renamedByName.get(name);
  if (renamed !== undefined) return { is: 'renamed', release: renamed.release, to: renamed.to };
  const removed = removedByName.get(name);
  if (removed !== undefined) {
    const { release, because: reason, instead } = removed;
    return { is: 'removed', release, reason, ...(instead !== undefined && { instead }) };
  }
  return ofConnection(name) ?? (isFactName(name) ? { is: 'fact' } : undefined);
}

function supported({ name, about, type, ours, written, default: value }: AnyVariable): KnownVariable {
  const since = sinceRelease(name);
  const byDefault: KnownDefault = isDerived(value) ? { is: 'worked out', how: value.shown } : { is: 'fixed', value: written ?? value };
  return { is: 'variable', about, type: type.shown, ours, ...(since !== undefined && { since }), default: byDefault };
}

function ofKubespray({ row: [name, type, fallback, about, early], group }: Known): KnownVariable {
  const since = early ?? sinceRelease(name);
  const { status, because: reason, instead, switches = [] } = group;
  return {
    is: status,
    about,
    type,
    ...(since !== undefined && { since }),
    default: isComputed(fallback) ? { is: 'worked out', how: fallback.computed } : { is: 'fixed', value: fallback },
    part: group.about,
    switches,
    reason,
    ...(instead !== undefined && { instead }),
  };
}

const connectionAbouts: Readonly<Record<keyof typeof connectionNames, string>> = {
  connection: 'How a host is reached: ssh, or local where it is the controller itself.',
  address: 'The address a host is reached at; left out, its inventory name.',
  port: 'The port sshd listens on; left out, 22.',
  user: 'The user who logs in; left out, the one who runs kmagic.',
  password: 'The password of the user who logs in.',
  privateKeyFile: 'The file of the private key; relative paths start at the inventory.',
  privateKey: 'The private key itself.',
  passphrase: 'The passphrase of the private key.',
  sshArguments: 'Arguments for ssh, of which jump hosts and key files count.',
  become: 'Whether root is become; left out, unless the user who logs in is root.',
  becomeMethod: 'How root is become: sudo.',
  becomeUser: 'Who is become: root.',
  becomePassword: 'The password sudo asks for.',
};

function ofConnection(name: string): KnownVariable | undefined {
  for (const [key, names] of Object.entries(connectionNames) as [keyof typeof connectionNames, readonly string[]][])
    if (names.includes(name)) return { is: 'connection', about: connectionAbouts[key], names };
  const verdict = judge(name)(nobody);
  return verdict.is === 'noted' ? { is: 'without effect', reason: verdict.because } : undefined;
}

/** A host of which nothing is said. */
export const nobody: HostInput = { name: '', groups: [], variables: {}, origins: {} };
