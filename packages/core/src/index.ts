export * from './errors/kmagic-error.ts';
export { shortened } from './errors/shortened.ts';
export { base64, redact, Secret, surround } from './secret/secret.ts';
export * from './shell/command.ts';
export * from './shell/web-proxy.ts';
export type * from './transport/transport.ts';
export * from './observe/probe.ts';
export type { Batch, Source } from './resource/batch.ts';
export * from './resource/kind.ts';
export * from './resource/ref.ts';
export { fingerprint } from './resource/fingerprint.ts';
export type * from './facts/stable-facts.ts';
export * from './role/role.ts';
export { compile } from './role/compile.ts';
export type * from './graph/graph.ts';
export * from './plan/plan.ts';
export * from './events/event.ts';
export * from './engine/run-context.ts';
export { planRun, type Planned } from './engine/plan-run.ts';
export { applyRun, type Applied } from './engine/apply-run.ts';
export type { Outcome } from './engine/worker.ts';

export * from './kinds/absent/absent.ts';
export { batchCommand, batched, type Batched } from './kinds/batched.ts';
export * from './kinds/archive/archive.ts';
export * from './kinds/command/command.ts';
export * from './kinds/directory/directory.ts';
export * from './kinds/download/download.ts';
export { file, type FileSubject, type FileWant } from './kinds/file/file.ts';
export * from './kinds/group/group.ts';
export * from './kinds/kernel-module/kernel-module.ts';
export * from './kinds/link/link.ts';
export * from './kinds/mount/mount.ts';
export { observe as observation, type ObservationSubject } from './kinds/observation/observation.ts';
export * from './kinds/packages/packages.ts';
export * from './kinds/ready/ready.ts';
export * from './kinds/service/service.ts';
export { rememberStart, startedWith } from './kinds/service/started-with.ts';
export * from './kinds/swap/swap.ts';
export * from './kinds/sysctl/sysctl.ts';
export * from './kinds/template/load-template.ts';
export * from './kinds/template/render-template.ts';
export * from './kinds/template/template.ts';
export * from './kinds/unit/unit.ts';
export * from './kinds/user/user.ts';

export { graphDot, graphJson } from './graph/render.ts';
export * from './inventory/inventory.ts';
export { keepPasswords } from './inventory/keep-passwords.ts';
export { ansibleFacts } from './facts/ansible-facts.ts';
export { loadInventory, type InventoryRequest } from './inventory/load-inventory.ts';
export type { FileTree } from './inventory/file-tree.ts';
export { Encrypted } from './inventory/encrypted.ts';
export { Unsafe } from './inventory/unsafe.ts';
export { holdsVault } from './inventory/holds-vault.ts';
export { inventoryTree, listInventory, writtenValues, type NamedValues, type ValuesOfHost } from './inventory/list-inventory.ts';
export { WholeFloat } from './vars/evaluator/values.ts';
export { inventoryGraph } from './inventory/inventory-graph.ts';
export {
  decryptVault,
  decryptVaultBytes,
  defaultVaultId,
  encryptVault,
  isVaultText,
  type Decrypted,
  type DecryptedBytes,
  type VaultKey,
} from './vault/vault.ts';
export { migrateInventory, type MigratedFile, type Migration } from './migrate/migrate-inventory.ts';
export type { Finding as MigrationFinding, NameChanges } from './migrate/name-changes.ts';
export { kubesprayGroups } from './inventory/kubespray-groups.ts';
export { connectionNames, inertConnectionNames } from './inventory/connection-names.ts';
export { connectionOf, examineConnection, type ConnectionPlan } from './inventory/connection.ts';
export { resolveVariables, type ResolvedVariable, type Variables } from './vars/variables.ts';
export { explain, type Explanation, type TemplateStep } from './vars/explain.ts';
export { isFactName, magicVariables } from './vars/magic-variables.ts';
export { nearestName } from './vars/nearest-name.ts';
export { isSecretName } from './vars/secret-names.ts';
export { createSshConnect, type SshOptions } from './transport/ssh/ssh-connect.ts';
export { connectionSettings, type ConnectionSettings, type HostKeyPolicy } from './transport/ssh/settings.ts';
export { trustHost } from './transport/ssh/known-hosts-file.ts';
export { localTransport } from './transport/local/local-transport.ts';
export { connectionsBy, type Connections } from './connections/connections.ts';
export { dialAsPlanned } from './connections/dial.ts';
export { gatherFacts } from './facts/gather-facts.ts';
export { gatherAllFacts, type FactsOfHosts } from './facts/gather-all-facts.ts';
export { fileFactStore, type FactStore } from './facts/fact-store.ts';
