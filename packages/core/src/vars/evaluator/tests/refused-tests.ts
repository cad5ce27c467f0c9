import type { Callable } from '../call.ts';
import { refusals } from '../filters/refused.ts';

const asksFiles = 'it looks at the file system, and a plan must be the same everywhere';

/** Why some of Ansible's tests are not answered, by name. */
export const testRefusals: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'directory',
      'is_dir',
      'file',
      'is_file',
      'link',
      'is_link',
      'exists',
      'link_exists',
      'same_file',
      'is_same_file',
      'mount',
      'is_mount',
    ].map((name) => [name, asksFiles]),
  ),
  vaulted_file: asksFiles,
  vault_encrypted: 'kmagic decrypts values before a template sees them',
  resolvable: 'it asks the network, and a plan must be the same everywhere',
  validate: 'it runs engines of other collections',
};

/** The tests that are refused, each with its reason. */
export const refusedTests: Readonly<Record<string, Callable>> = refusals(
  testRefusals,
  'leave the test out, or pass what it would say with -e',
);
