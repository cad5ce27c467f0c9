import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ssh2, { type AnyAuthMethod } from 'ssh2';
import { KmagicError } from '../../errors/kmagic-error.ts';
import { reveal } from '../../secret/secret.ts';
import type { ConnectionSettings } from './settings.ts';

/** One way to log in, and how an error calls it. */
export interface Credential {
  readonly called: string;
  readonly method: AnyAuthMethod;
}

/** The ways to log in, in the order to try them; keys of `home` only where the settings name nothing. */
export async function credentials(settings: ConnectionSettings, home: string | undefined): Promise<readonly Credential[]> {
  const { user: username, agentSocket, password } = settings;
  const found: Credential[] = [];
  if (settings.privateKey !== undefined) {
    found.push(keyCredential(settings, { text: reveal(settings.privateKey), called: 'the key in ansible_ssh_private_key' }));
  }
  if (settings.privateKeyFile !== undefined) {
    found.push(
      keyCredential(settings, { text: await keyText(settings, settings.privateKeyFile), called: `key ${settings.privateKeyFile}` }),
    );
  }
  if (password !== undefined) found.push(...passwordCredentials(username, reveal(password)));
  // After what the inventory names: an agent may hold more keys than a server lets one try.
  if (agentSocket !== undefined) {
    found.push({ called: `agent ${agentSocket}`, method: { type: 'agent', username, agent: agentSocket } });
  }
  const nothingSaid = found.every((credential) => credential.method.type === 'agent');
  return nothingSaid ? [...found, ...(await homeKeys(settings, home))] : found;
}

function keyCredential(settings: ConnectionSettings, key: { readonly text: string; readonly called: string }): Credential {
  const passphrase = settings.passphrase === undefined ? undefined : reveal(settings.passphrase);
  const parsed = ssh2.utils.parseKey(key.text, passphrase);
  const problem = parsed instanceof Error ? parsed.message : parsed.isPrivateKey() ? undefined : 'it is a public key';
  if (problem !== undefined) throw unusableKey(settings.name, key.called, problem);
  const method: AnyAuthMethod = { type: 'publickey', username: settings.user, key: key.text };
  return { called: key.called, method: passphrase === undefined ? method : { ...method, passphrase } };
}

async function keyText(settings: ConnectionSettings, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw unusableKey(settings.name, `key ${file}`, why);
  }
}

/** The usual key files of a person; those that cannot be used without a passphrase are passed over. */
async function homeKeys(settings: ConnectionSettings, home: string | undefined): Promise<readonly Credential[]> {
  if (home === undefined) return [];
  const names = ['id_ed25519', 'id_ecdsa', 'id_rsa'];
  const keys = await Promise.all(
    names.map(async (name) => {
      const file = join(home, '.ssh', name);
      try {
        return [keyCredential(settings, { text: await readFile(file, 'utf8'), called: `key ${file}` })];
      } catch {
        return [];
      }
    }),
  );
  return keys.flat();
}

function passwordCredentials(username: string, password: string): readonly Credential[] {
  return [
    { called: 'password', method: { type: 'password', username, password } },
    {
      called: 'password (keyboard-interactive)',
      method: {
        type: 'keyboard-interactive',
        username,
        // Name, instructions and language come before the questions.
        prompt: (...[, , , prompts, finish]) => finish(prompts.map(() => password)),
      },
    },
  ];
}

function unusableKey(host: string, called: string, why: string): KmagicError {
  const encrypted = /encrypted|passphrase|bad decrypt|integrity check/i.test(why);
  return new KmagicError('authFailed', `${host}: ${called} cannot be used: ${why}`, {
    host,
    hint: encrypted
      ? 'set the right passphrase (ansible_private_key_passphrase), or load the key into an ssh agent'
      : 'name a private key in ansible_ssh_private_key_file',
  });
}
