import { randomInt } from 'node:crypto';
import { Secret } from '../secret/secret.ts';
import type { NewPassword } from './evaluator/evaluator.ts';

/** Passwords kept in files of the controller, as lookup('password') has them. */
export interface PasswordFiles {
  /** The password of a file (absolute path); where there is none, one is made and stays the same for this run. */
  read(path: string, made: NewPassword): Secret;
  /** Those made, by path: nothing is written here. */
  readonly made: ReadonlyMap<string, Secret>;
}

/** Opens password files through `readFile` (absolute paths); nothing is read before it is asked for. */
export function passwordFiles(readFile: (path: string) => string | Secret | undefined): PasswordFiles {
  const kept = new Map<string, Secret>();
  const made = new Map<string, Secret>();
  return {
    made,
    read(path, { length, characters }) {
      const known = kept.get(path);
      if (known !== undefined) return known;
      const text = path === '/dev/null' ? undefined : readFile(path);
      // Ansible notes the salt behind the password.
      const found = typeof text === 'string' ? new Secret(text.trimEnd().replace(/ salt=\S*(?: ident=\S*)?$/, '')) : text;
      const all = [...characters];
      const password = found ?? new Secret(Array.from({ length }, () => all[randomInt(all.length)]).join(''));
      kept.set(path, password);
      if (found === undefined && path !== '/dev/null') made.set(path, password);
      return password;
    },
  };
}
