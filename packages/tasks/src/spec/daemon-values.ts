import { nearestName } from '@kmagic/core';
import { z } from 'zod';
import { parseCidr, parseIpv4 } from './cidr.ts';
import { admissionPlugins, cipherSuites, evictionSignals, removedAdmissionPlugins } from './daemon-names.ts';
import { isLabelKey, isLabelValue } from './labels.ts';
import { amountOf } from './quantities.ts';
import { address, chosen, domain, textList, textMap } from './values.ts';
import type { ValueType } from './variable.ts';

/** Types of what daemons are told as it stands: with a wrong value they would not start. */

/** What is wrong with an entry, a clause about it; undefined where nothing is. */
type Complaint = (entry: string) => string | undefined;

function listOf(shown: string, complaint: Complaint): ValueType<readonly string[]> {
  const schema = textList.schema.superRefine((list, context) => {
    for (const entry of list.flatMap((one) => complaint(one) ?? [])) context.addIssue(entry);
  });
  return { shown, schema };
}

/** The list, or nothing as inventories of kubespray write it: its templates only ask for the length, so `{}` and empty text do. */
function emptyOr({ shown, schema }: ValueType<readonly string[]>): ValueType<readonly string[]> {
  const none = z.unknown().transform((): readonly string[] => []);
  return { shown, schema: chosen((raw) => (raw === '' || emptyMap.safeParse(raw).success ? none : schema)) };
}

const emptyMap = z.strictObject({});

export const cipherSuiteList = emptyOr(
  listOf('list of cipher suites', (entry) => entryOf(entry, cipherSuites, 'no cipher suite Kubernetes knows')),
);

export const admissionPluginList = listOf('list of admission plugins', (entry) => {
  const release = removedAdmissionPlugins[entry];
  if (release !== undefined) return `${entry} was removed in Kubernetes ${release}`;
  return entryOf(entry, admissionPlugins, 'no admission plugin of kube-apiserver');
});

/** Names may stand in one entry with commas between, as the flags have them. */
function entryOf(entry: string, known: readonly string[], what: string): string | undefined {
  const wrong = entry
    .split(',')
    .map((part) => part.trim())
    .find((part) => !known.includes(part));
  if (wrong === undefined) return undefined;
  const near = nearestName(wrong, known);
  return `${wrong} is ${what}${near === undefined ? '' : `; the nearest is ${near}`}`;
}

/** Names and addresses of a certificate. */
export const altNames = listOf('list of DNS names and addresses', (entry) => {
  const isName = domain.schema.safeParse(entry.replace(/^\*\./, '')).success && !/^[\d.]+$/.test(entry);
  const isFine = entry === '' || isAddress(entry) || isName;
  return isFine ? undefined : `${entry} is neither a DNS name in lower case nor an IP address`;
});

/** Servers CoreDNS forwards to: it takes addresses, and the resolver files of its container. */
export const dnsServers = emptyOr(
  listOf('list of addresses', (entry) => {
    const server = serverAddress(entry);
    return server === undefined && !entry.trim().startsWith('/') ? `${entry} is not an IP address, with or without a port` : undefined;
  }),
);

/** The address alone of a DNS server, which may have a scheme, a port, and a zone or the name of its certificate after `%`; undefined where there is none. */
export function serverAddress(server: string): string | undefined {
  const host = server
    .trim()
    .replace(/^(?:dns|tls):\/\//, '')
    .replace(/%[^\s%:[\]]+(?=$|\]|:\d{1,5}$)/, '');
  const [, bracketed, plain] = /^(?:\[([^\]]*)\](?::\d{1,5})?|(\d[\d.]*)(?::\d{1,5})?)$/.exec(host) ?? [];
  return [bracketed, plain, host].find((text) => text !== undefined && isAddress(text));
}

function isAddress(text: string): boolean {
  return address.schema.safeParse(text).success;
}

/** Labels of nodes. */
export const labels: ValueType<Readonly<Record<string, string>>> = {
  shown: textMap.shown,
  schema: textMap.schema.superRefine((map, context) => {
    for (const [key, value] of Object.entries(map)) {
      if (!isLabelKey(key)) context.addIssue(`${key} cannot be the key of a label`);
      if (!isLabelValue(value)) {
        context.addIssue(
          `${value} cannot be the value of label ${key}: it takes up to 63 letters, digits, -, _ and ., a letter or digit at both ends`,
        );
      }
    }
  }),
};

/** When kubelet evicts pods. */
export const evictionThresholds: ValueType<Readonly<Record<string, string>>> = {
  shown: 'map of signal to amount or percentage',
  schema: textMap.schema.superRefine((map, context) => {
    for (const [signal, threshold] of Object.entries(map)) {
      const wrong = entryOf(signal, evictionSignals, 'nothing kubelet measures');
      if (wrong !== undefined) context.addIssue(wrong);
      else if (!isThreshold(threshold))
        context.addIssue(`${signal} ${threshold} is neither an amount such as 300Mi nor a percentage such as 10%`);
    }
  }),
};

function isThreshold(text: string): boolean {
  if (text.endsWith('%')) return /^(\d+(\.\d*)?|\.\d+)%$/.test(text) && Number.parseFloat(text) <= 100;
  return amountOf(text) > 0;
}

const autoMethods = 'first-found, kubernetes-internal-ip, can-reach=HOST, interface=NAMES, skip-interface=NAMES and cidr=RANGES';

/** How calico finds an address. */
export const autoMethod: ValueType<string> = {
  shown: 'text',
  schema: z
    .string({ error: 'must be text' })
    .trim()
    .refine(isAutoMethod, { error: ({ input }) => `must be one of ${autoMethods}, and not ${String(input)}` }),
};

/** Calico takes empty text for first-found, and lets blanks stand around the commas of its lists. */
function isAutoMethod(text: string): boolean {
  if (['', 'first-found', 'kubernetes-internal-ip'].includes(text)) return true;
  const [, how, what = ''] = /^(can-reach|interface|skip-interface|cidr)=(\S.*)$/.exec(text) ?? [];
  const parts = how === 'can-reach' ? [what] : what.split(/\s*,\s*/);
  return how !== undefined && parts.every((part) => (how === 'cidr' ? isRange(part) : !/\s/.test(part)));
}

/** Calico masks what a range has beyond its prefix. */
function isRange(text: string): boolean {
  const [ip = '', ...prefix] = text.split('/');
  return parseIpv4(ip) !== undefined && parseCidr(['0.0.0.0', ...prefix].join('/')) !== undefined;
}
