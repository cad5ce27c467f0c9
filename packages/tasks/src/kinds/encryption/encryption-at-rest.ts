import { base64, KmagicError, Ref, Secret, sh, type Ephemeral, type HostView, type LateRef, type Task } from '@kmagic/core';
import { wantedRules, type EncryptionRules, type Provider } from '../../manifests/encryption-configuration.ts';
import { keyPrintOf, newEncryptionKey } from '../../pki/encryption-key.ts';
import { chooseKey, type KeyChoice } from './choose-key.ts';
import { seenEncryption, type EncryptionPaths } from './seen-encryption.ts';

export interface EncryptionWish {
  readonly paths: EncryptionPaths;
  readonly enabled: boolean;
  readonly algorithm: Provider;
  readonly resources: readonly string[];
  /** 32 characters; undefined: made once, and kept by the control planes. */
  readonly token: Secret | undefined;
}

/** What the control planes agree on. */
export interface EncryptionAtRest {
  readonly paths: EncryptionPaths;
  /** Null where nothing is encrypted, nor ever was. */
  readonly rules: Ref<EncryptionRules | null>;
  /** SHA-256 of the key they share; null where none of them has it yet. */
  readonly keyPrint: Ref<string | null>;
  readonly key: LateRef<Secret>;
}

/** Looks at every control plane and settles what all of them shall encrypt, and with which key. Call it in one recipe only. */
export function encryptionAtRest(task: Task, wish: EncryptionWish, planes: readonly HostView[]): EncryptionAtRest {
  const { paths, enabled, token } = wish;
  const { configPath } = paths;
  const answering = planes.filter((host) => host.reachable);
  const seen = new Map(answering.map((host) => [host.name, task.on(host)('Look for the key of Secrets', seenEncryption(paths, {}))]));
  const ids = [...seen.values()].map((handle) => handle.id);
  const givenPrint = token && keyPrintOf(base64(token));
  const choice = new Ref(ids, (answers) => {
    const known = planes.map((host) => ({ host: host.name, seen: seen.get(host.name)?.get(answers) }));
    return chooseKey({ configPath, enabled, givenPrint }, known);
  });
  const rules = new Ref(ids, (answers) => {
    choice.get(answers);
    const stored = [...seen.values()].flatMap((handle) => {
      const { file } = handle.get(answers);
      return file.is === 'known' ? [file.rules] : [];
    });
    return wantedRules({ algorithm: wish.algorithm, resources: enabled ? wish.resources : [] }, stored);
  });
  return {
    paths,
    rules,
    keyPrint: choice.map((c) => (c.use === 'existing' ? c.keyPrint : null)),
    key: task.ephemeral(keyOf(wish, choice)),
  };
}

/** The key itself, made once a run and only when it is to be written: read back from a host, given, or new. */
function keyOf({ paths: { configPath }, token }: EncryptionWish, choice: Ref<KeyChoice>): Ephemeral<Secret> {
  return {
    name: 'the key of Secrets',
    needs: [choice],
    async make(context) {
      const chosen = choice.get(context.answers);
      if (chosen.use !== 'existing') return token === undefined ? newEncryptionKey() : base64(token);
      let failure: unknown;
      for (const host of chosen.keyHosts) {
        try {
          const text = await context.run(host, sh`sed -n 's/^[ -]*secret: *//p' ${configPath} | head -n 1 | tr -d " \"'"`);
          const key = new Secret(text.trim());
          if (keyPrintOf(key) === chosen.keyPrint) return key;
          failure = new KmagicError('refused', `the key in ${configPath} on ${host} changed while kmagic was at work`, {
            hint: 'run it again',
          });
        } catch (error) {
          failure = error;
        }
      }
      throw failure;
    },
  };
}
