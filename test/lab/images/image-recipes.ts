import { agnhostBuild, calicoBuild, cniPluginsBuild, corednsBuild, etcdBuild, kubernetesBuild } from '../artifact/go-builds.ts';
import { calicoFiles, pauseProgram, programsOf } from '../artifact/programs.ts';
import { kubernetesVersions, versions } from '../versions.ts';
import type { ImageContent, ImageRecipe } from './image-recipe.ts';
import { nginxConfiguration, nginxWrapper } from './nginx-wrapper.ts';
import { nodeCacheWrapper } from './node-cache-wrapper.ts';

// Programs in scratch images find users and certificates where Go looks for them.
const minimum: readonly ImageContent[] = [
  { at: 'etc/passwd', text: 'root:x:0:0:root:/root:/sbin/nologin\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n', mode: 0o644 },
  { at: 'etc/nsswitch.conf', text: 'hosts: files dns\n', mode: 0o644 },
  { at: 'tmp', folderMode: 0o1777 },
];

/** Every image of the lab's cluster, under its path without the registry's name. */
export function imageRecipes(): readonly ImageRecipe[] {
  return [
    ...kubernetesVersions().flatMap(kubernetesImages),
    pauseImage(),
    corednsImage(),
    nodeCacheImage(),
    etcdImage(),
    calicoNodeImage(),
    calicoCniImage(),
    calicoControllersImage(),
    nginxImage(),
    agnhostImage(),
  ];
}

function kubernetesImages(version: string): readonly ImageRecipe[] {
  const source = programsOf(kubernetesBuild(version));
  return ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy'].map((name): ImageRecipe => {
    const program: ImageContent = { at: `usr/local/bin/${name}`, source, name };
    const debian = name === 'kube-proxy';
    return {
      repository: name,
      tag: `v${version}`,
      upstream: `registry.k8s.io/${name}:v${version}`,
      base: debian ? 'debian' : 'scratch',
      settings: { command: [`/usr/local/bin/${name}`] },
      contents: debian ? [program] : [...minimum, program],
    };
  });
}

function pauseImage(): ImageRecipe {
  return {
    repository: 'pause',
    tag: versions.pause,
    upstream: `registry.k8s.io/pause:${versions.pause}`,
    base: 'scratch',
    settings: { entrypoint: ['/pause'], user: '65535:65535' },
    contents: [{ at: 'pause', source: pauseProgram(), name: 'pause' }],
  };
}

function corednsImage(): ImageRecipe {
  return {
    repository: 'coredns/coredns',
    tag: `v${versions.coredns}`,
    upstream: `registry.k8s.io/coredns/coredns:v${versions.coredns}`,
    base: 'scratch',
    settings: { entrypoint: ['/coredns'] },
    contents: [...minimum, { at: 'coredns', source: programsOf(corednsBuild), name: 'coredns' }],
  };
}

function nodeCacheImage(): ImageRecipe {
  return {
    repository: 'dns/k8s-dns-node-cache',
    tag: versions.nodeCache,
    upstream: `registry.k8s.io/dns/k8s-dns-node-cache:${versions.nodeCache}`,
    base: 'debian',
    settings: { entrypoint: ['/node-cache'] },
    contents: [
      { at: 'node-cache', text: nodeCacheWrapper, mode: 0o755 },
      { at: 'coredns', source: programsOf(corednsBuild), name: 'coredns' },
    ],
  };
}

function etcdImage(): ImageRecipe {
  const source = programsOf(etcdBuild);
  return {
    repository: 'coreos/etcd',
    tag: `v${versions.etcd}`,
    upstream: `quay.io/coreos/etcd:v${versions.etcd}`,
    base: 'scratch',
    settings: { command: ['/usr/local/bin/etcd'], environment: ['ETCDCTL_API=3'] },
    contents: [...minimum, ...['etcd', 'etcdctl', 'etcdutl'].map((name) => ({ at: `usr/local/bin/${name}`, source, name }))],
  };
}

function calicoNodeImage(): ImageRecipe {
  return {
    repository: 'calico/node',
    tag: `v${versions.calico}`,
    upstream: `quay.io/calico/node:v${versions.calico}`,
    base: 'debian',
    settings: { command: ['start_runit'], environment: ['SVDIR=/etc/service/enabled'] },
    // BIRD is no Go program: the lab's calico speaks VXLAN only. /sbin and /bin are links in Debian.
    contents: [
      { at: 'usr/bin/calico-node', source: programsOf(calicoBuild), name: 'calico-node' },
      { at: 'etc/calico', source: calicoFiles(), name: 'node/etc/calico' },
      { at: 'etc/rc.local', source: calicoFiles(), name: 'node/etc/rc.local' },
      { at: 'etc/service/available', source: calicoFiles(), name: 'node/etc/service/available' },
      ...['start_runit', 'restart-calico-confd', 'versions'].map((name) => ({
        at: `usr/sbin/${name}`,
        source: calicoFiles(),
        name: `node/sbin/${name}`,
      })),
    ],
  };
}

function calicoCniImage(): ImageRecipe {
  const calico = programsOf(calicoBuild);
  const plugins = programsOf(cniPluginsBuild);
  return {
    repository: 'calico/cni',
    tag: `v${versions.calico}`,
    upstream: `quay.io/calico/cni:v${versions.calico}`,
    base: 'scratch',
    settings: { command: ['/opt/cni/bin/install'], environment: ['PATH=/opt/cni/bin'] },
    contents: [
      ...minimum,
      { at: 'opt/cni/bin/install', source: calico, name: 'install' },
      { at: 'opt/cni/bin/calico', source: calico, name: 'calico' },
      // One program under two names, and the installer copies regular files only.
      { at: 'opt/cni/bin/calico-ipam', source: calico, name: 'calico' },
      // Calico's image has builds of its own; one that is not used differs here, to show what becomes of them.
      { at: 'opt/cni/bin/tuning', source: plugins, name: 'static' },
      ...['bandwidth', 'host-local', 'loopback', 'portmap'].map((name) => ({
        at: `opt/cni/bin/${name}`,
        source: plugins,
        name,
      })),
    ],
  };
}

function calicoControllersImage(): ImageRecipe {
  const source = programsOf(calicoBuild);
  return {
    repository: 'calico/kube-controllers',
    tag: `v${versions.calico}`,
    upstream: `quay.io/calico/kube-controllers:v${versions.calico}`,
    base: 'scratch',
    settings: { entrypoint: ['/usr/bin/kube-controllers'], user: '999' },
    contents: [
      ...minimum,
      ...['kube-controllers', 'check-status'].map((name) => ({ at: `usr/bin/${name}`, source, name })),
      { at: 'profiles', folderMode: 0o777 },
      { at: 'status', folderMode: 0o777 },
    ],
  };
}

function nginxImage(): ImageRecipe {
  return {
    repository: 'library/nginx',
    tag: versions.nginx,
    upstream: `docker.io/library/nginx:${versions.nginx}`,
    base: 'debian',
    settings: { entrypoint: ['nginx'], command: ['-g', 'daemon off;'] },
    contents: [
      { at: 'usr/local/sbin/nginx', text: nginxWrapper, mode: 0o755 },
      { at: 'etc/nginx/nginx.conf', text: nginxConfiguration, mode: 0o644 },
      { at: 'var/log/nginx', folderMode: 0o755 },
      { at: 'var/log/nginx/access.log', linkTo: '/dev/stdout' },
      { at: 'var/log/nginx/error.log', linkTo: '/dev/stderr' },
    ],
  };
}

function agnhostImage(): ImageRecipe {
  return {
    repository: 'e2e-test-images/agnhost',
    tag: versions.agnhost,
    upstream: `registry.k8s.io/e2e-test-images/agnhost:${versions.agnhost}`,
    base: 'debian',
    settings: { entrypoint: ['/agnhost'], command: ['pause'] },
    contents: [{ at: 'agnhost', source: programsOf(agnhostBuild(kubernetesVersions()[0]!)), name: 'agnhost' }],
  };
}
