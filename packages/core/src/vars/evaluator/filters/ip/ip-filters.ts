import type { Callable } from '../../call.ts';
import type { Input } from '../input.ts';
import { filter } from '../input.ts';
import { longestList } from '../text/longest-text.ts';
import { addressText, highest, parseAnyAddress, wordsOf } from './address.ts';
import { hardwareQuery, interfaceIdentifier, parseHardware } from './hardware.ts';
import { checkedSubject, integerArgument, ipaddr, recognize, textArgument } from './ipaddr.ts';
import { networkIn, reduceOnNetwork } from './membership.ts';
import { cidrMerge } from './merge-networks.ts';
import { firstOf } from './network.ts';
import { ipCut, ipMath, ipsubnet, nthHost, usableRange, usableStep } from './subnets.ts';

/** Filters of ansible.utils for addresses and networks. */
export const ipFilters: Readonly<Record<string, Callable>> = {
  ipaddr: filter('query? version? alias?', (input) => {
    const version = input.value('version') === undefined || input.value('version') === null ? undefined : integerArgument(input, 'version');
    if (version !== undefined && version !== 4 && version !== 6)
      throw input.fail(`there is no version ${version}`, 'the versions are 4 and 6');
    return ipaddr(input, checkedSubject(input), { query: textArgument(input, 'query', ''), ...(version && { version }) });
  }),
  ipv4: filter('query?', (input) => ipaddr(input, checkedSubject(input), { query: textArgument(input, 'query', ''), version: 4 })),
  ipv6: filter('query?', (input) => ipaddr(input, checkedSubject(input), { query: textArgument(input, 'query', ''), version: 6 })),
  ipwrap: filter('query?', (input) => {
    const wrap = (value: unknown): unknown => {
      const found = ipaddr(input, value, { query: textArgument(input, 'query', '') });
      return input.truthy(found) ? ipaddr(input, Array.isArray(input.subject) ? value : found, { query: 'wrap' }) : value;
    };
    const subject = checkedSubject(input);
    if (typeof subject === 'number') throw input.fail('needs text or a list, not an integer');
    return Array.isArray(subject) ? subject.map(wrap) : wrap(subject);
  }),
  ipsubnet: filter('query? index?', ipsubnet),
  ipmath: filter('amount', ipMath),
  ipcut: filter('amount', ipCut),
  nthhost: filter('query?', nthHost),
  network_in_network: filter('test', (input) => networkIn(input, 'all')),
  network_in_usable: filter('test', (input) => networkIn(input, 'usable')),
  next_nth_usable: filter('offset', (input) => usableStep(input, 1)),
  previous_nth_usable: filter('offset', (input) => usableStep(input, -1)),
  reduce_on_network: filter('network', reduceOnNetwork),
  cidr_merge: filter('action?', cidrMerge),
  usable_range: filter('', (input) => usableRange(input, longestList)),
  ipv6form: filter('format', ipv6Form),
  ip4_hex: filter('delimiter?', (input) => {
    const address = typeof input.subject === 'string' ? parseAnyAddress(input.subject) : undefined;
    if (address?.version !== 4) throw input.fail('needs an address of version 4');
    const digits = address.value.toString(16).padStart(8, '0').match(/../g) ?? [];
    return digits.join(textArgument(input, 'delimiter', ''));
  }),
  slaac: filter('query?', slaac),
  hwaddr: filter('query? alias?', hardwareQuery),
  macaddr: filter('query?', hardwareQuery),
};

function slaac(input: Input): unknown {
  const network = recognize(input.subject)?.network;
  const hardware = parseHardware(textArgument(input, 'query', ''));
  if (network?.version !== 6 || hardware === undefined) return false;
  const value = firstOf(network) + interfaceIdentifier(hardware);
  if (value > highest(6)) throw input.fail('the result is no address');
  return addressText({ version: 6, value });
}

function ipv6Form(input: Input): string {
  const format = input.text('format');
  const address = typeof input.subject === 'string' ? parseAnyAddress(input.subject) : undefined;
  if (address === undefined) throw input.fail('needs an address');
  if (format === 'compress') return addressText(address);
  if (format === 'x509' && address.version === 4) throw input.fail('needs an address of version 6');
  const words = wordsOf(address.value).map((word) => word.toString(16));
  if (format === 'x509') return words.join(':');
  if (format !== 'expand') throw input.fail(`the format must be compress, expand or x509, not '${format}'`);
  return address.version === 4 ? addressText(address) : words.map((word) => word.padStart(4, '0')).join(':');
}
