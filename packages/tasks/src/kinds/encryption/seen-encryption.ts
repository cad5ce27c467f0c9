import { defineKind, lines, script, sh, type Command, type Output } from '@kmagic/core';
import { parseEncryption, type EncryptionRules } from '../../manifests/encryption-configuration.ts';

/** Where a control plane keeps the key, and what its API server is started by. */
export interface EncryptionPaths {
  readonly configPath: string;
  readonly manifestPath: string;
  /** Whose both files are. */
  readonly owner: string;
  readonly group: string;
}

/** The configuration on one host; its key only as a SHA-256. */
export type SeenFile =
  | { readonly is: 'absent' }
  /** Something kmagic and kubespray do not write: several keys, other providers. */
  | { readonly is: 'foreign' }
  | ({ readonly is: 'known'; readonly rules: EncryptionRules; readonly keyPrint: string } & Access);

interface Access {
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
}

/** What one control plane has of encryption at rest. */
export interface SeenEncryption {
  readonly file: SeenFile;
  /** True: its API server was told to use the file. */
  readonly inUse: boolean;
}

/** Looks at encryption at rest on one control plane and wants nothing of it. */
export const seenEncryption = defineKind<EncryptionPaths, object, SeenEncryption, object, SeenEncryption>({
  name: 'seen-encryption',
  observesOnly: true,
  owns: ({ configPath }) => `path:${configPath}`,
  probe: encryptionProbe,
  diff: () => [],
  steps: () => [],
  output: (_subject, seen) => seen,
});

/** The question of this folder's kinds. */
export function encryptionProbe(subject: EncryptionPaths): {
  readonly key: string;
  readonly ask: Command;
  parse(out: Output): SeenEncryption;
} {
  return { key: `encryption:${subject.configPath}`, ask: lookAt(subject), parse: ({ stdout }) => readSeen(stdout) };
}

/** Prints the configuration with a hash in place of each key; read by builtins, so that no key is an argument of a program. */
export function lookAt({ configPath, manifestPath }: EncryptionPaths): Command {
  return lines([sh`if grep -qs -e --encryption-provider-config= ${manifestPath}; then echo used; fi`, sh`file=${configPath}`, masked]);
}

const masked = script(`if [ -f "$file" ]; then
  stat -L -c 'stat %a %U %G' "$file"
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      *secret:*)
        print=$(printf %s "\${line#*secret:}" | tr -d " \\"'" | sha256sum | cut -d' ' -f1)
        printf '| %ssecret: %s\\n' "\${line%%secret:*}" "$print" ;;
      *) printf '| %s\\n' "$line" ;;
    esac
  done < "$file"
fi`);

function readSeen(stdout: string): SeenEncryption {
  const all = stdout.split('\n');
  const inUse = all.includes('used');
  const access = all.find((line) => line.startsWith('stat '))?.split(' ');
  if (access === undefined) return { inUse, file: { is: 'absent' } };
  const [, mode = '', owner = '', group = ''] = access;
  const lines = all.filter((line) => line.startsWith('| ')).map((line) => line.slice(2));
  const read = parseEncryption(lines.join('\n'));
  if (read === undefined) return { inUse, file: { is: 'foreign' } };
  return { inUse, file: { is: 'known', rules: read.rules, keyPrint: read.key, mode: mode.padStart(4, '0'), owner, group } };
}
