import { sh, type Command } from '@kmagic/core';
import { summarizeKubeconfig, type KubeconfigSummary } from '../../pki/kubeconfig.ts';
import { traceOf, type KeyTrace, type PemFile } from '../certificate/pem-files.ts';

/** What a probe sees of one kubeconfig; never a key, token or password. */
export interface KubeconfigSeen extends Pick<PemFile, 'mode' | 'owner' | 'group'> {
  /** Undefined where the file is not a kubeconfig. */
  readonly summary?: KubeconfigSummary;
  /** The private key embedded in it. */
  readonly key?: KeyTrace;
}

/**
 * Prints kubeconfigs without their secrets, in two processes whatever their number. Of an embedded RSA key it prints 60
 * characters that lie within the modulus, of a P-256 or P-384 key (SEC 1) 32 that lie within the point, which are public:
 * enough to tell whether it belongs to the certificate.
 */
export function kubeconfigsCommand(paths: readonly string[]): Command {
  return sh`set --
for f in ${paths}; do [ -f "$f" ] && set -- "$@" "$f"; done
[ $# -gt 0 ] || exit 0
stat -L -c 'stat %a %U %G %n' "$@"
awk '
FNR == 1 { print "file " FILENAME }
/client-key-data:/ {
  value = $NF
  gsub(/"/, "", value)
  if (length(value) > 2000 && value ~ /^LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ/) print "key rsa " substr(value, 133, 60)
  else if (length(value) > 300 && length(value) < 400 && value ~ /^LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtFWS0tLS0t/) print "key ec " substr(value, 217, 32)
  else print "key other"
  next
}
/(token|password)[A-Za-z-]*:/ { next }
{ print "| " $0 }
' "$@"`;
}

/** The kubeconfigs the command printed, by path. */
export function parseKubeconfigs(stdout: string): ReadonlyMap<string, KubeconfigSeen> {
  const found = new Map<string, { seen: Pick<PemFile, 'mode' | 'owner' | 'group'>; text: string; key?: KeyTrace }>();
  let current: { text: string; key?: KeyTrace } | undefined;
  for (const line of stdout.split('\n')) {
    const [word, ...rest] = line.split(' ');
    if (word === 'stat') {
      const [mode = '', owner = '', group = '', ...path] = rest;
      found.set(path.join(' '), { seen: { mode: mode.padStart(4, '0'), owner, group }, text: '' });
    } else if (word === 'file') current = found.get(rest.join(' '));
    else if (word === '|' && current) current.text += `${rest.join(' ')}\n`;
    else if (word === 'key' && current)
      current.key = traceOf(
        rest[0],
        rest.slice(1).map((piece) => wholeGroups(piece, rest[0] === 'rsa' ? 2 : 3)),
      );
  }
  return new Map(
    [...found].map(([path, { seen, text, key }]) => {
      const summary = summarizeKubeconfig(text);
      return [path, { ...seen, ...(summary && { summary }), ...(key && { key }) }];
    }),
  );
}

/** What was printed is base64 of a piece of a PEM line, of which the first characters belong to a group before. */
function wholeGroups(encoded: string, before: number): string {
  const piece = Buffer.from(encoded, 'base64').toString('latin1').slice(before);
  return piece.slice(0, Math.floor(piece.length / 4) * 4);
}
