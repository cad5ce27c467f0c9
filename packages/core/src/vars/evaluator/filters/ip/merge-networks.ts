import type { Input } from '../input.ts';
import { textOf } from '../../values.ts';
import { bitsOf } from './address.ts';
import { listed } from './membership.ts';
import { cidrOf, firstOf, lastOf, networkText, parseNetwork } from './network.ts';
import type { Network } from './network.ts';

/** `cidr_merge`: the fewest networks that cover the same addresses, or the one that spans them all. */
export function cidrMerge(input: Input): unknown {
  const action = input.text('action', 'merge');
  const networks = listed(input).map((item) => {
    const network = parseNetwork(textOf(item));
    if (network === undefined) throw input.fail(`'${textOf(item)}' is no address or network`);
    return network;
  });
  if (action === 'merge') return merged(networks).map(networkText);
  if (action !== 'span') throw input.fail(`the action must be 'merge' or 'span', not '${action}'`);
  const [first, ...others] = networks;
  if (first === undefined) return null;
  if (others.length === 0) return networkText(first);
  if (others.some(({ version }) => version !== first.version)) throw input.fail('cannot span addresses of both versions');
  return networkText(spanning(networks));
}

interface Block {
  readonly first: bigint;
  readonly last: bigint;
  readonly networks: readonly Network[];
}

function merged(networks: readonly Network[]): readonly Network[] {
  return ([4, 6] as const).flatMap((version) => {
    const blocks: Block[] = [];
    const ordered = networks.filter((network) => network.version === version).sort(byFirst);
    for (const network of ordered) {
      const [first, last] = [firstOf(network), lastOf(network)];
      const before = blocks.at(-1);
      if (before === undefined || first > before.last + 1n) blocks.push({ first, last, networks: [network] });
      else
        blocks[blocks.length - 1] = {
          first: before.first,
          last: last > before.last ? last : before.last,
          networks: [...before.networks, network],
        };
    }
    return blocks.flatMap((block) => (block.networks.length === 1 ? block.networks : divided(block, version)));
  });
}

function byFirst(left: Network, right: Network): number {
  const [a, b] = [firstOf(left), firstOf(right)];
  return a < b ? -1 : a > b ? 1 : left.prefix - right.prefix;
}

/** The networks that make up a block: each as large as its place and what is left allow. */
function divided({ first, last }: Block, version: 4 | 6): readonly Network[] {
  const networks: Network[] = [];
  for (let start = first; start <= last;) {
    let prefix = bitsOf(version);
    while (prefix > 0) {
      const wider = cidrOf({ version, value: start, prefix: prefix - 1 });
      if (wider.value !== start || lastOf(wider) > last) break;
      prefix -= 1;
    }
    const network = { version, value: start, prefix };
    networks.push(network);
    start = lastOf(network) + 1n;
  }
  return networks;
}

function spanning(networks: readonly Network[]): Network {
  const ordered = networks.toSorted(byFirst);
  const lowest = firstOf(ordered[0]!);
  const highest = ordered.at(-1)!;
  let { prefix } = highest;
  let value = lastOf(highest);
  while (prefix > 0 && value > lowest) {
    prefix -= 1;
    value = firstOf({ ...highest, value, prefix });
  }
  return { version: highest.version, value, prefix };
}
