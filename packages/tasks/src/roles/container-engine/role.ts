import { archive, defineRole, directory, download, file, service, startedWith, unit, type Handle } from '@kmagic/core';
import { hostVars, type HostVars } from '../host-vars.ts';
import { mirrorsDir } from '../mirrors-dir.ts';
import { render } from '../render.ts';
import { root } from '../root-owned.ts';
import { webSource } from '../web-source.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { baseSpec } from './base-spec.ts';
import { containerdTexts } from './containerd-texts.ts';

/** What later roles wait for: containerd answers. */
export interface ContainerEngine {
  readonly running: Handle;
}

/** containerd with runc, crictl and the CNI plugins, as kubespray's container-engine, runc, crictl and cni roles. */
export const containerEngine = defineRole<ClusterSpec, HostVars, ContainerEngine>({
  name: 'container-engine',
  about: 'Run containerd with runc; install crictl and the CNI plugins.',
  vars: hostVars,
  recipe(task, { vars: { spec, self } }) {
    const { binDir, cniBinDir } = spec.paths;
    const { files } = self;
    const { configDir, containerNofile } = self.containerd;
    const { runc, containerd } = task.together(() => {
      const runc = task('Install runc', download({ path: `${binDir}/runc` }, { ...webSource(spec, files.runc), mode: '0755', ...root }));
      const containerd = task(
        'Install containerd',
        archive(
          { path: `${binDir}/containerd` },
          {
            ...webSource(spec, files.containerd),
            extract: {
              members: Object.fromEntries(
                ['containerd', 'containerd-shim-runc-v2', 'ctr'].map((name) => [`bin/${name}`, `${binDir}/${name}`]),
              ),
            },
          },
        ),
      );
      task(
        'Install crictl',
        archive(
          { path: `${binDir}/crictl` },
          {
            ...webSource(spec, files.crictl),
            extract: { members: { crictl: `${binDir}/crictl` } },
          },
        ),
      );
      return { runc, containerd };
    });

    const texts = containerdTexts(spec, self);
    for (const path of [configDir, mirrorsDir(self)]) task(`Create ${path}`, directory({ path }, { mode: '0755', ...root }));
    for (const { prefix, text } of texts.hosts) {
      const path = `${mirrorsDir(self)}/${prefix}`;
      task(`Create ${path}`, directory({ path }, { mode: '0755', ...root }));
      // Read at every pull: a change needs no restart.
      task(`Write the mirrors of ${prefix}`, file({ path: `${path}/hosts.toml` }, { content: text, mode: '0640', ...root }));
    }
    const inputs = [
      task(
        'Write the base specification of containers',
        baseSpec({ path: `${configDir}/cri-base.json`, ctr: `${binDir}/ctr`, nofile: containerNofile }, containerd),
      ),
      task(
        'Write the containerd configuration',
        file({ path: `${configDir}/config.toml` }, { content: texts.config, mode: '0640', ...root }),
      ),
      task('Write the containerd unit', unit({ name: 'containerd.service' }, { content: texts.unit })),
    ];
    task(
      'Write the crictl configuration',
      file(
        { path: '/etc/crictl.yaml' },
        { content: render('container-engine/crictl.yaml', { criSocket: spec.derived.criSocket }), mode: '0644', ...root },
      ),
    );
    const running = task(
      'Run containerd',
      service({ unit: 'containerd.service' }, { running: true, enabled: true, startedWith: startedWith(...inputs, runc, containerd) }),
    );
    // No pod but those on the host's own network starts before calico does.
    if (spec.kube.networkPlugin !== 'none')
      task.meanwhile(() =>
        task('Install the CNI plugins', archive({ path: cniBinDir }, { ...webSource(spec, files.cni), extract: { into: cniBinDir } })),
      );
    return { running };
  },
});
