import type { ClusterSpec, HostSpec, RegistryMirror } from '../../spec/cluster-spec.ts';
import { render } from '../render.ts';

/** The texts containerd is configured with on one host. */
export interface ContainerdTexts {
  readonly config: string;
  readonly unit: string;
  /** certs.d/PREFIX/hosts.toml */
  readonly hosts: readonly { readonly prefix: string; readonly text: string }[];
}

export function containerdTexts(spec: ClusterSpec, { containerd: settings }: HostSpec): ContainerdTexts {
  const { binDir, cniBinDir, cniConfigDir } = spec.paths;
  const proxied = spec.proxy.http !== '' || spec.proxy.https !== '';
  return {
    config: render('container-engine/config.toml', {
      ...settings,
      configVersion: configVersion(spec.versions.containerd),
      sandboxImage: spec.images.pause,
      runcPath: `${binDir}/runc`,
      cniBinDir,
      cniConfigDir,
      nriDisabled: !settings.nri,
    }),
    unit: render('container-engine/containerd.service', {
      binDir,
      httpProxy: spec.proxy.http,
      httpsProxy: spec.proxy.https,
      noProxy: proxied ? spec.derived.noProxy : '',
      limitNproc: settings.limitProcNum,
      limitCore: settings.limitCore,
      limitNofile: settings.limitOpenFileNum,
      limitMemlock: settings.limitMemLock,
      oomScoreAdjust: settings.unitOomScoreAdjust,
    }),
    hosts: settings.registryMirrors.map((mirror) => ({ prefix: mirror.prefix, text: hostsToml(mirror) })),
  };
}

/** containerd's configuration format: 4 since 2.3, 3 since 2.0. */
function configVersion(containerd: string): number {
  const [major = 0, minor = 0] = containerd.split('.').map(Number);
  return major > 2 || minor >= 3 ? 4 : 3;
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
