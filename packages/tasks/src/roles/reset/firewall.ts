import { script, type Command } from '@kmagic/core';

const chains = '(KUBE-|cali-)';
const comments = '--comment "?(cali:|NodeLocal DNS Cache: )';

/** Every iptables on the host, by the kind of rules it keeps; the plain name only where there are no others. */
const eachTool = `tools=
for t in iptables-nft ip6tables-nft iptables-legacy ip6tables-legacy; do
  if command -v "$t-save" >/dev/null; then tools="$tools $t"; fi
done
[ -n "$tools" ] || ! command -v iptables-save >/dev/null || tools='iptables ip6tables'`;

const listTables = `! command -v nft >/dev/null || nft list tables 2>/dev/null | sed -nE 's/^table (ip6?|inet|netdev) (kube-proxy|calico)$/\\1 \\2/p'`;
const listSets = `! command -v ipset >/dev/null || ipset list -n 2>/dev/null | grep -E '^(cali|KUBE-)' || :`;

/** Prints what is left of kube-proxy, the kubelet and calico in nftables, iptables and ipset. */
export const firewallLeft: Command = script(`${listTables} | sed 's/^/nft table /'
${eachTool}
for t in $tools; do
  n=$("$t-save" 2>/dev/null | grep -cE '^:${chains}|^-A .* (-j|-g) ${chains}|${comments}')
  [ "\${n:-0}" -eq 0 ] || echo "chains and rules of $t"
done
{ ${listSets}; } | sed 's/^/set /'`);

/**
 * Turns what iptables-save prints into what iptables-restore --noflush takes away: the chains, and the rules elsewhere that
 * lead into them. All other rules stay as they are, counters included.
 */
const takeAway = `/^\\*/ { print; n = 0 }
/^:${chains}/ { n++; name[n] = substr($1, 2); print ":" name[n] " - [0:0]"; next }
/^-A ${chains}/ { next }
/^-A .* (-j|-g) ${chains}/ || /${comments}/ { sub(/^-A/, "-D"); print; next }
/^COMMIT/ { for (i = 1; i <= n; i++) print "-X " name[i]; print }`;

export const removeFirewall: Command = script(`{ ${listTables}; } | while read -r family name; do nft delete table "$family" "$name"; done
${eachTool}
for t in $tools; do
  "$t-save" 2>/dev/null | awk '${takeAway}' | "$t-restore" --noflush -w 10
done
for s in $( ${listSets} ); do ipset destroy "$s"; done`);
