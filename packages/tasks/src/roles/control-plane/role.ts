import { defineRole, directory, file, fingerprint, Ref, type Handle, type HostView, type TaskOptions } from '@kmagic/core';
import { leaf } from '../../kinds/certificate/leaf.ts';
import type { EncryptionAtRest } from '../../kinds/encryption/encryption-at-rest.ts';
import { encryptionConfig } from '../../kinds/encryption/encryption-config.ts';
import { kubeconfigOf } from '../../kinds/kubeconfig/kubeconfig.ts';
import { yamlText } from '../../manifests/yaml-text.ts';
import { controlPlaneCertificates, controlPlaneKubeconfigs, etcdClientCertificate } from '../../pki/table.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { allSans, mustOutlive } from '../certificates.ts';
import { encryption, learnsToRead } from '../encryption/role.ts';
import { etcd } from '../etcd/role.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { pki } from '../pki/role.ts';
import { root } from '../root-owned.ts';
import { apiserverPodOf, staticPodsReady } from '../static-pods.ts';
import { auditPolicy } from './audit-policy.ts';
import { authenticationConfigFile, schedulerConfigFile } from './control-plane-paths.ts';
import { apiserverOf, controllerManagerOf, electedPodsOf, schedulerOf, type ApiserverStart } from './manifests.ts';
import { schedulerConfig } from './scheduler-config.ts';

/** What those who talk to the API wait for. */
export interface ControlPlane {
  readonly serving: Handle;
  /** The administrator's kubeconfig. */
  readonly adminConf: Handle;
}

/** kube-apiserver, kube-controller-manager and kube-scheduler as static pods that kmagic renders, rolled one host at a time. */
export const controlPlane = defineRole<ClusterSpec, HostVars, ControlPlane>({
  name: 'control-plane',
  about: 'Run the API server, the controller manager and the scheduler on this host.',
  vars: hostVars,
  recipe(task, { hosts, from, vars: { spec, self } }) {
    const { paths } = spec;
    const authorities = from(pki);
    const by = { kube: authorities.kube, 'front-proxy': authorities.frontProxy, etcd: authorities.etcd };
    const days = Math.floor(spec.certificates.kubeValidityHours / 24);
    // What is wanted of a host that is down cannot be waited for, and those that run go on without it.
    const answering = (group: string): readonly HostView[] => hosts(group).filter((h) => h.reachable);

    if (!self.isEtcd) {
      task(
        'Install the etcd CA certificate',
        file(
          { path: `${spec.etcd.certDir}/ca.pem` },
          { content: authorities.etcd.cert, mode: '0644', owner: spec.etcd.owner, group: spec.etcd.certGroup },
        ),
      );
    }
    const rows = [
      ...controlPlaneCertificates({ certDir: paths.certDir, apiServerSans: allSans(spec.derived.apiserverSans), days }),
      etcdClientCertificate({
        files: spec.etcd,
        host: self.name,
        sans: allSans(spec.derived.etcdSans),
        days: spec.certificates.etcdValidityDays,
      }),
    ];
    const certificates = rows.map((row) =>
      task(`Issue ${row.name}`, leaf(task, row, { authority: by[row.issuer], mustOutlive: mustOutlive(spec) })),
    );
    const server = `https://127.0.0.1:${spec.apiserver.port}`;
    const kubeconfigs = new Map(
      controlPlaneKubeconfigs({ adminServer: server, localServer: server, days }).map((row) => [
        row.name,
        task(
          `Write ${row.name}`,
          kubeconfigOf(task, row, { authority: authorities.kube, mustOutlive: mustOutlive(spec), clusterName: spec.cluster.name }),
        ),
      ]),
    );

    const apiserverInputs: Handle[] = [...certificates, authorities.serviceAccounts.installed.get(self.name)!];
    const authenticationFile = authenticationConfigFile(spec);
    if (authenticationFile !== undefined) {
      const content = yamlText(healthChecksAlone);
      apiserverInputs.push(
        task('Write the authentication configuration', file({ path: authenticationFile }, { content, mode: '0640', ...root })),
      );
    }
    if (spec.audit.enabled) {
      task(
        'Create the directory of the audit policy',
        directory({ path: spec.audit.policyFile.replace(/\/[^/]*$/, '') }, { mode: '0750', ...root }),
      );
      task('Create the directory of the audit log', directory({ path: spec.audit.logHostDir }, { mode: '0750', ...root }));
      apiserverInputs.push(
        task(
          'Write the audit policy',
          file({ path: spec.audit.policyFile }, { content: yamlText(auditPolicy(spec.audit.policyCustomRules)), mode: '0640', ...root }),
        ),
      );
    }
    const { paths: encryptionPaths, rules, keyPrint, key } = authorities.encryption;
    const encrypts = task('Write the encryption configuration', encryptionConfig(encryptionPaths, { rules, keyPrint }, { key }), {
      after: learnsToRead(spec) ? answering('kube_control_plane').map((host) => from(encryption, host).readable) : [],
    });
    const { scheduler } = spec;
    const schedulerFile = task(
      'Write the scheduler configuration',
      file(
        { path: schedulerConfigFile(spec) },
        {
          content: yamlText(
            schedulerConfig({
              kubeconfigFile: `${paths.configDir}/scheduler.conf`,
              profiling: spec.kube.profiling,
              leaseDuration: scheduler.leaseDuration,
              renewDeadline: scheduler.renewDeadline,
              profiles: scheduler.profiles,
              extenders: scheduler.extenders,
              extra: scheduler.configExtra,
            }),
          ),
          mode: '0644',
          ...root,
        },
      ),
    );

    const serving = task.rolling('Roll the control plane', 1, () => {
      const manifest = (name: string, pod: Ref<object>, options: TaskOptions = {}): Handle => {
        const subject = { path: `${paths.manifestDir}/${name}.yaml`, restarts: name };
        return task(`Write the manifest of ${name}`, file(subject, { content: pod.map(yamlText), mode: '0600', ...root }), options);
      };
      const apiserver = apiserverStart(apiserverInputs, { ...authorities.encryption, written: encrypts });
      manifest(
        'kube-apiserver',
        apiserver.map((start) => apiserverOf(spec, self, start)),
        { after: answering('etcd').map((host) => from(etcd, host).healthy) },
      );
      const serves = task('Wait until the API server serves', staticPodsReady(apiserverPodOf(spec, self), 300_000));
      // Never newer than the API server they talk to. What only needs an API goes on meanwhile.
      task.meanwhile(() => {
        const after = [serves];
        manifest(
          'kube-controller-manager',
          printOf([kubeconfigs.get('controller-manager.conf')!]).map((inputs) => controllerManagerOf(spec, self, inputs)),
          { after },
        );
        manifest(
          'kube-scheduler',
          printOf([kubeconfigs.get('scheduler.conf')!, schedulerFile]).map((inputs) => schedulerOf(spec, self, inputs)),
          { after },
        );
        task('Wait until the controller manager and the scheduler serve', staticPodsReady(electedPodsOf(spec, self), 120_000));
      });
      return serves;
    });
    return { serving, adminConf: kubeconfigs.get('admin.conf')! };
  },
});

/** Without credentials a request may ask how the API server is, as the kubelet does, and nothing else. */
const healthChecksAlone = {
  apiVersion: 'apiserver.config.k8s.io/v1',
  kind: 'AuthenticationConfiguration',
  anonymous: { enabled: true, conditions: ['/livez', '/readyz', '/healthz'].map((path) => ({ path })) },
};

/** A fingerprint of what a component reads only when it starts. */
function printOf(inputs: readonly Handle[]): Ref<string> {
  return Ref.all(inputs.map((h) => h.fingerprint)).map((all) => fingerprint(all).slice(0, 16));
}

function apiserverStart(
  inputs: readonly Handle[],
  { rules, paths, written }: EncryptionAtRest & { readonly written: Handle },
): Ref<ApiserverStart> {
  const [plain, encrypted] = [printOf(inputs), printOf([...inputs, written])];
  return new Ref([...rules.needs, ...encrypted.needs], (answers) => {
    const now = rules.get(answers);
    if (now === null) return { inputs: plain.get(answers), encryption: undefined };
    return { inputs: encrypted.get(answers), encryption: { file: paths.configPath, rules: now } };
  });
}
