import { defineRole, directory, file, fingerprint, service, startedWith, unit, type Handle } from '@kmagic/core';
import { leaf } from '../../kinds/certificate/leaf.ts';
import { sameCluster } from '../../kinds/identity/same-cluster.ts';
import { yamlText } from '../../manifests/yaml-text.ts';
import { kubeletClientCertificate } from '../../pki/table.ts';
import type { ClusterSpec, HostSpec } from '../../spec/cluster-spec.ts';
import { mustOutlive } from '../certificates.ts';
import { download } from '../download/role.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { kubeletWell } from '../kubelet-well.ts';
import { pki } from '../pki/role.ts';
import { root } from '../root-owned.ts';
import { kubeletKubeconfig } from './kubelet-kubeconfig.ts';
import { kubeletTexts } from './kubelet-texts.ts';
import { nginxProxyPod } from './nginx-proxy-pod.ts';
import { nginxConfig } from './node-texts.ts';

/** What starts the kubelet of a host that joins later. */
export interface KubeletInputs {
  readonly inputs: readonly Handle[];
}

/** The kubelet and, on hosts without an API server, the proxy it reaches the API through. */
export const node = defineRole<ClusterSpec, HostVars, KubeletInputs>({
  name: 'node',
  about: 'Configure the kubelet and the node-local API proxy; start the kubelet of control planes.',
  vars: hostVars,
  recipe(task, { from, vars: { spec, self } }) {
    const { paths } = spec;
    const { kube } = from(pki);
    const texts = kubeletTexts(spec, self);
    // First what needs the CA: where it is missed, no kubelet is told of another.
    const days = Math.floor(spec.certificates.kubeValidityHours / 24);
    const row = kubeletClientCertificate({ node: self.nodeName, days });
    if (self.isControlPlane) {
      for (const path of ['/var/lib/kubelet', '/var/lib/kubelet/pki'])
        task(`Create ${path}`, directory({ path }, { mode: path.endsWith('pki') ? '0700' : '0755', ...root }));
      // The kubelet rotates this file itself: it is no input of its start.
      task(`Issue the kubelet's client certificate`, leaf(task, row, { authority: kube, mustOutlive: mustOutlive(spec) }));
    } else {
      const caPath = `${paths.certDir}/ca.crt`;
      task('Compare the cluster the host was joined to', sameCluster({ caPath }, { fingerprint: kube.before }));
      task('Install the kubernetes CA certificate', file({ path: caPath }, { content: kube.cert, mode: '0644', ...root }));
    }
    const inputs: Handle[] = [
      task(
        'Write the kubelet configuration',
        file({ path: `${paths.configDir}/kubelet-config.yaml` }, { content: texts.config, mode: '0600', ...root }),
      ),
      task(
        'Write the kubelet environment',
        file({ path: `${paths.configDir}/kubelet.env` }, { content: texts.env, mode: '0600', ...root }),
      ),
      task('Write the kubelet unit', unit({ name: 'kubelet.service' }, { content: texts.unit })),
    ];
    const program = from(download).kubelet;
    if (program) inputs.push(program);
    if (self.runsLocalProxy) proxy();

    if (!self.isControlPlane) return { inputs };
    const kubeconfig = kube.cert.map((ca) =>
      kubeletKubeconfig({ ca, server: self.apiserverUrl, clusterName: spec.cluster.name, nodeName: self.nodeName, pem: row.certPath }),
    );
    inputs.push(
      task('Write kubelet.conf', file({ path: `${paths.configDir}/kubelet.conf` }, { content: kubeconfig, mode: '0600', ...root })),
    );
    const running = task(
      'Run the kubelet',
      service({ unit: 'kubelet.service' }, { running: true, enabled: true, startedWith: startedWith(...inputs) }),
    );
    task('Wait until the kubelet is well', kubeletWell(spec, self), { after: [running] });
    return { inputs };

    function proxy(): void {
      const text = nginxText(spec, self);
      task(`Create ${paths.nginxConfigDir}`, directory({ path: paths.nginxConfigDir }, { mode: '0700', ...root }));
      task(
        'Write the configuration of the API proxy',
        file({ path: `${paths.nginxConfigDir}/nginx.conf` }, { content: text, mode: '0755', ...root }),
      );
      const pod = nginxProxyPod({
        podName: spec.loadbalancer.podName,
        image: spec.images.nginx,
        imagePullPolicy: spec.kube.imagePullPolicy,
        configDir: paths.nginxConfigDir,
        configFingerprint: fingerprint(text),
        healthPort: spec.loadbalancer.healthcheckPort,
        healthAddress: self.ip,
        cpuRequests: spec.loadbalancer.cpuRequests,
        memoryRequests: spec.loadbalancer.memoryRequests,
      });
      const subject = { path: `${paths.manifestDir}/nginx-proxy.yml`, restarts: 'the node-local API proxy' };
      task('Write the manifest of the API proxy', file(subject, { content: yamlText(pod), mode: '0640', ...root }));
    }
  },
});

function nginxText(spec: ClusterSpec, self: HostSpec): string {
  const { loadbalancer } = spec;
  return nginxConfig({
    apiservers: spec.derived.apiserverAddresses,
    port: loadbalancer.port,
    healthPort: loadbalancer.healthcheckPort,
    healthAddress: self.ip,
    keepaliveTimeout: loadbalancer.keepaliveTimeout,
    listens: 'ipv4',
  });
}
