import { defineKind, lines, sh, type Command, type Output } from '@kmagic/core';

/** An image in one of containerd's namespaces; `k8s.io` is the one pods use. */
export interface ImageSubject {
  readonly name: string;
  readonly namespace: string;
  /** Where ctr stands: kubespray's bin_dir. */
  readonly binDir: string;
  /** Where ctr finds the mirrors of registries: containerd's certs.d. */
  readonly mirrorsDir: string;
}

export interface ImageWant {
  readonly state: 'present';
}

export interface ImageSeen {
  readonly present: boolean;
  readonly name: string;
}

/** A container image is in the host's store, pulled through the mirrors the container engine is configured with. */
export const image = defineKind<ImageSubject, ImageWant, ImageSeen>({
  name: 'image',
  standsAlone: 'long',
  owns: ({ namespace, name }) => `image:${namespace}/${name}`,
  probe: (subject) => ({
    key: `image:${subject.namespace}/${subject.name}`,
    ask: list([subject]),
    parse: (out) => parse(out, [subject])[0]!,
  }),
  together: { command: list, parse },
  diff: (_want, seen) => (seen.present ? [] : [{ what: `image ${seen.name}`, action: 'create' }]),
  steps: ({ subject }) => [{ do: 'run', command: pull(subject), timeoutMs: 900_000 }],
});

function list(subjects: readonly ImageSubject[]): Command {
  const namespaces = [...new Map(subjects.map((s) => [s.namespace, s.binDir]))];
  const asks = namespaces.map(([namespace, binDir]) => {
    const ctr = `${binDir}/ctr`;
    return sh`echo ${`in ${namespace}`}; [ ! -x ${ctr} ] || ${ctr} -n ${namespace} images ls -q 2>/dev/null`;
  });
  return lines([...asks, sh`:`]);
}

function parse(out: Output, subjects: readonly ImageSubject[]): readonly ImageSeen[] {
  const there = new Set<string>();
  let namespace = '';
  for (const line of out.stdout.split('\n')) {
    if (line.startsWith('in ')) namespace = line.slice('in '.length);
    else there.add(`${namespace} ${line}`);
  }
  return subjects.map(({ namespace: of, name }) => ({ name, present: there.has(`${of} ${canonical(name)}`) }));
}

function pull({ name, namespace, binDir, mirrorsDir }: ImageSubject): Command {
  // Through CRI an image is unpacked and labelled as the kubelet expects; other namespaces CRI does not see.
  if (namespace === 'k8s.io') return sh`${`${binDir}/crictl`} pull ${name} >/dev/null`;
  return sh`${`${binDir}/ctr`} -n ${namespace} images pull --hosts-dir ${mirrorsDir} ${canonical(name)} >/dev/null`;
}

/** As containerd stores it: Docker Hub's short names in full. */
function canonical(name: string): string {
  const [first] = name.split('/');
  if (!name.includes('/')) return `docker.io/library/${name}`;
  return /[.:]|^localhost$/.test(first!) ? name : `docker.io/${name}`;
}
