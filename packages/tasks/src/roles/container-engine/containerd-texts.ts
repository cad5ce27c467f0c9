import type { ClusterSpec, HostSpec, RegistryMirror } from '../../spec/cluster-spec.ts';
import { serviceSlice } from '../../spec/service-slice.ts';
import { versionAtLeast } from '../../spec/version-at-least.ts';
import { mirrorsDir } from '../mirrors-dir.ts';
import { render } from '../render.ts';

/** The texts containerd is configured with on one host. */
export interface ContainerdTexts {
  readonly config: string;
  readonly unit: string;
  /** certs.d/PREFIX/hosts.toml */
  readonly hosts: readonly { readonly prefix: string; readonly text: string }[];
}

export function containerdTexts(spec: ClusterSpec, self: HostSpec): ContainerdTexts {
  const { containerd: settings } = self;
  const { binDir, cniBinDir, cniConfigDir } = spec.paths;
  const isSince23 = versionAtLeast(spec.versions.containerd, [2, 3]);
  return {
    config: render('container-engine/config.toml', {
      ...settings,
      mirrorsDir: mirrorsDir(self),
      configVersion: isSince23 ? 4 : 3,
      serversArePlugins: isSince23,
      // It would ask every container's shim each second for figures that the kubelet, which counts itself, does not use (ADR 21).
      statsCollectPeriod: isSince23 && '10s',
      sandboxImage: spec.images.pause,
      runcPath: `${binDir}/runc`,
      cniBinDir,
      cniConfigDir,
      nriDisabled: !settings.nri,
    }),
    unit: render('container-engine/containerd.service', {
      binDir,
      // Where it looks by itself it need not be told.
      configFile: settings.configDir !== '/etc/containerd' && `${settings.configDir}/config.toml`,
      httpProxy: spec.proxy.http,
      httpsProxy: spec.proxy.https,
      noProxy: spec.derived.noProxy ?? '',
      limitNproc: settings.limitProcNum,
      limitCore: settings.limitCore,
      limitNofile: settings.limitOpenFileNum,
      limitMemlock: settings.limitMemLock,
      oomScoreAdjust: settings.unitOomScoreAdjust,
      slice: serviceSlice(self.kubelet.kubeReserved),
    }),
    hosts: settings.registryMirrors.map((mirror) => ({ prefix: mirror.prefix, text: hostsToml(mirror) })),
  };
}

function hostsToml(mirror: RegistryMirror): string {
  const list = (words: readonly string[] | undefined): string => (words ?? []).map((w) => `'${w}'`).join(', ');
  return render('container-engine/hosts.toml', {
    server: mirror.server ?? '',
    mirrors: mirror.mirrors.map((m) => ({
      ...m,
      capabilities: list(m.capabilities),
      ca: list(m.ca),
      client: (m.client ?? []).map(([cert, key]) => `['${cert}', '${key}']`).join(', '),
      headers: Object.entries(m.header ?? {}).map(([name, value]) => ({ name, value })),
    })),
  });
}
