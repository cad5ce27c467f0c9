import type { Etcd3 } from 'etcd3';
import { Secret, sh, type Command, type Transport } from '@kmagic/core';
import { reveal } from '../../pki/reveal.ts';
import type { EtcdEndpoint } from './questions.ts';
import { socketPipe } from './socket-pipe.ts';

/** A connection to one member, with mutual TLS, through the transport. */
export interface EtcdConnection {
  readonly client: Etcd3;
  close(): Promise<void>;
}

/** CA, certificate and key of the host's administrator of etcd. */
export interface EtcdCredentials {
  readonly ca: string;
  readonly cert: string;
  readonly key: Secret;
}

/** Prints the CA, certificate and key, each after a line with its name; nothing in place of a file that is missing. */
export function credentialsCommand({ host, certDir }: EtcdEndpoint): Command {
  const files = ['ca.pem', `admin-${host}.pem`, `admin-${host}-key.pem`].map((file) => `${certDir}/${file}`);
  return sh`tail -n +1 -- ${files}`;
}

/** Reads what the command printed; undefined where one of the files is missing. */
export function parseCredentials(printed: string): EtcdCredentials | undefined {
  const [, ca = '', cert = '', key = ''] = printed.split(/^==> .* <==$/m);
  if ([ca, cert, key].some((pem) => !pem.includes('-----BEGIN '))) return undefined;
  return { ca, cert, key: new Secret(key) };
}

/** Connects when the first call is made. */
export async function etcdConnection(transport: Transport, at: EtcdEndpoint, credentials: EtcdCredentials): Promise<EtcdConnection> {
  const { Etcd3, noop } = await etcdLibrary();
  const pipe = await socketPipe(() => transport.forward(at.address, at.port ?? 2379));
  const client = new Etcd3({
    hosts: `unix:${pipe.path}`,
    credentials: {
      rootCertificate: Buffer.from(credentials.ca),
      certChain: Buffer.from(credentials.cert),
      privateKey: Buffer.from(reveal(credentials.key)),
    },
    dialTimeout: 5000,
    // The one who asks decides whether to ask again.
    faultHandling: { host: () => noop, global: noop },
    // Every certificate of a member carries this name, whatever the member is reached by.
    grpcOptions: { 'grpc.ssl_target_name_override': 'localhost', 'grpc.default_authority': 'localhost' },
  });
  return {
    client,
    async close() {
      client.close();
      await pipe.close();
    },
  };
}

/** Takes a tenth of a second to load: only those pay who talk to etcd. */
export async function etcdLibrary(): Promise<Pick<typeof import('etcd3'), 'Etcd3'> & Pick<typeof import('cockatiel'), 'noop'>> {
  const [{ Etcd3 }, { noop }] = await Promise.all([import('etcd3'), import('cockatiel')]);
  return { Etcd3, noop };
}
