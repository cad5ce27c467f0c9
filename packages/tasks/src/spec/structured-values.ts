import { z } from 'zod';
import type { ExternalZone, ExtraVolume, FeatureGates, RegistryMirror } from './cluster-spec.ts';
import type { ValueType } from './variable.ts';
import { boolean, chosen, duration, integer, textList } from './values.ts';

/** Gates as a map, or as kubespray's list of `Name=true`. */
export const featureGates: ValueType<FeatureGates> = {
  shown: 'list of `Gate=true`',
  schema: chosen<FeatureGates>((raw) => (Array.isArray(raw) ? gateList : gateMap)),
};

const gateError = 'must be a list such as ["GateName=true"]';
const gateList = z.array(z.string(), { error: gateError }).transform(fromList);
const gateMap = z.record(z.string(), boolean.schema, { error: gateError });

function fromList(list: readonly string[], context: z.RefinementCtx): Record<string, boolean> {
  const gates: Record<string, boolean> = {};
  for (const entry of list) {
    const match = /^\s*([A-Za-z][\w.]*)=(true|false)\s*$/i.exec(entry);
    if (match?.[1] === undefined) context.addIssue(`${entry} is not of the form GateName=true`);
    else gates[match[1]] = match[2]?.toLowerCase() === 'true';
  }
  return gates;
}

/** A duration in whole hours, such as `8760h`. */
export const hours: ValueType<number> = {
  shown: 'hours (`8760h`)',
  schema: z
    .string({ error: 'must be hours such as 8760h' })
    .regex(/^\d+h(0m)?(0s)?$/, 'must be whole hours such as 8760h')
    .transform((value) => Number.parseInt(value, 10)),
};

const certFiles = z.union([z.string().transform((file) => [file]), z.array(z.string())]);
const mirror = z.object({
  host: z.string().regex(/^https?:\/\//, 'host must begin with http:// or https://'),
  capabilities: z.array(z.enum(['pull', 'resolve', 'push'])).default(['pull', 'resolve']),
  skip_verify: boolean.schema.default(false),
  override_path: boolean.schema.default(false),
  ca: certFiles.optional(),
  client: z.array(z.tuple([z.string(), z.string()])).optional(),
  header: z.record(z.string(), z.string()).optional(),
});

/** Kubespray's containerd_registries_mirrors. */
export const registryMirrors: ValueType<readonly RegistryMirror[]> = {
  shown: 'list of {prefix, server, mirrors}',
  schema: z.array(
    z
      .strictObject({ prefix: z.string().min(1), server: z.string().optional(), mirrors: z.array(mirror).default([]) })
      .transform(({ prefix, server, mirrors }): RegistryMirror => ({
        prefix,
        server,
        mirrors: mirrors.map(({ skip_verify: skipVerify, override_path: overridePath, ...rest }) => ({
          ...rest,
          skipVerify,
          overridePath,
        })),
      })),
    { error: 'must be a list of {prefix, mirrors}' },
  ),
};

const volume = z.object({
  hostPath: z.string(),
  mountPath: z.string(),
  readOnly: boolean.schema.default(false),
  writable: boolean.schema.optional(),
  pathType: z.string().optional(),
});

/** Extra volumes of a control-plane pod: kubespray's map by name, or a list with names. */
export const extraVolumes: ValueType<readonly ExtraVolume[]> = {
  shown: 'map of {hostPath, mountPath, readOnly}',
  schema: chosen<readonly ExtraVolume[]>((raw) => (Array.isArray(raw) ? volumeList : volumeMap)),
};

const volumeList = z.array(volume.extend({ name: z.string() })).transform((list) => list.map((one) => withName(one.name, one)));
const volumeMap = z
  .record(z.string(), volume, { error: 'must be a map of name to {hostPath, mountPath, readOnly}' })
  .transform((map) => Object.entries(map).map(([name, one]) => withName(name, one)));

function withName(name: string, one: z.output<typeof volume>): ExtraVolume {
  const readOnly = one.writable === undefined ? one.readOnly : !one.writable;
  return { name, hostPath: one.hostPath, mountPath: one.mountPath, readOnly, pathType: one.pathType };
}

/** An external API balancer. */
export const balancer: ValueType<{ readonly address: string; readonly port: number }> = {
  shown: 'map of {address, port}',
  schema: z.object({ address: z.string().min(1), port: integer(1, 65535).schema.default(6443) }, { error: 'must be {address, port}' }),
};

/** Zones with resolvers of their own. */
export const externalZones: ValueType<readonly ExternalZone[]> = {
  shown: 'list of {zones, nameservers, cache, rewrite}',
  schema: z.array(
    z.object({
      zones: z.array(z.string()).min(1),
      nameservers: z.array(z.string()).min(1),
      cache: integer(0).schema.default(30),
      rewrite: textList.schema.default([]),
    }),
    { error: 'must be a list of {zones, nameservers}' },
  ),
};

/** Entries of additional_sysctl. */
export const sysctls: ValueType<readonly { readonly name: string; readonly value: string }[]> = {
  shown: 'list of {name, value}',
  schema: z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number().transform(String)]) }), {
    error: 'must be a list of {name, value}',
  }),
};

/** Checksums by architecture and version, each `sha256:HEX`. */
export const checksums: ValueType<Readonly<Record<string, Readonly<Record<string, string>>>>> = {
  shown: 'map arch: {version: `sha256:HEX`}',
  schema: z.record(
    z.string(),
    z.record(z.string(), z.string().regex(/^(sha256:)?[0-9a-fA-F]{64}$/, 'a checksum must be sha256: and 64 hex digits')),
    { error: 'must be {amd64: {"VERSION": "sha256:HEX"}}' },
  ),
};

/** Retention in hours (`8`) or a duration. */
export const retention: ValueType<string> = {
  shown: 'hours or duration',
  schema: z.union([z.number().transform(String), z.string().regex(/^\d+$/), duration.schema], {
    error: 'must be hours such as 8, or a duration',
  }),
};

/** Rules of an audit policy, as a list or as YAML text of one. */
export const auditRules: ValueType<readonly Readonly<Record<string, unknown>>[]> = {
  shown: 'list of audit rules',
  schema: z.array(z.record(z.string(), z.unknown()), { error: 'must be a list of audit rules (not text: drop the | after the colon)' }),
};

/** What of node allocatable is enforced: a list, or text with commas between as older inventories have it. */
export const allocatableList: ValueType<readonly string[]> = {
  shown: 'list of `pods` `kube-reserved` `system-reserved`',
  schema: z
    .union(
      [
        z.array(z.string()),
        z.string().transform((value) =>
          value
            .replaceAll('"', '')
            .split(',')
            .map((part) => part.trim()),
        ),
      ],
      {
        error: 'must be a list',
      },
    )
    .transform((list) => list.filter((part) => part !== '' && part !== 'none'))
    .pipe(z.array(z.enum(['pods', 'kube-reserved', 'system-reserved'], { error: 'may hold pods, kube-reserved and system-reserved' }))),
};

/** The type, or null where null says something of its own. */
export function nullable<T>(type: ValueType<T>): ValueType<T | null> {
  return { shown: `${type.shown} or null`, schema: z.union([z.null(), type.schema], { error: `must be ${type.shown} or null` }) };
}
