/** docker-registry's configuration for plain http at `address`; read-only when several labs share the storage. */
export function registryConfiguration(address: string, storage: string, use: 'writable' | 'read-only'): string {
  return `version: 0.1
log:
  level: warn
  accesslog:
    disabled: true
storage:
  filesystem:
    rootdirectory: ${JSON.stringify(storage)}
    maxthreads: 200
  cache:
    blobdescriptor: inmemory
  maintenance:
    uploadpurging:
      enabled: false
    readonly:
      enabled: ${use === 'read-only'}
http:
  addr: ${address}
`;
}
