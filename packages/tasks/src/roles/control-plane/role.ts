import { base64, defineRole, directory, file, fingerprint, KmagicError, Ref, sh, surround, type Handle } from '@kmagic/core';
import { leaf } from '../../kinds/certificate/leaf.ts';
import { kubeconfigOf } from '../../kinds/kubeconfig/kubeconfig.ts';
import { yamlText } from '../../manifests/yaml-text.ts';
import { controlPlaneCertificates, controlPlaneKubeconfigs, etcdClientCertificate } from '../../pki/table.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { allSans, mustOutlive } from '../certificates.ts';
import { etcd } from '../etcd/role.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { pki } from '../pki/role.ts';
import { staticPodReady } from '../static-pods.ts';
import { auditPolicy } from './audit-policy.ts';
import { encryptionFile, schedulerConfigFile } from './control-plane-paths.ts';
import { encryptionConfig } from './encryption-config.ts';
import { apiserverOf, controllerManagerOf, schedulerOf } from './manifests.ts';
import { schedulerConfig } from './scheduler-config.ts';

/** What those who talk to the API wait for. */
export interface ControlPlane {
  readonly serving: Handle;
}

const root = { owner: 'root', group: 'root' };

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

    if (!self.isEtcd) {
      task(
        'Install the etcd CA certificate',
        file(
          { path: `${spec.etcd.certDir}/ca.pem` },
          { content: authorities.etcd.cert, mode: '0644', owner: spec.etcd.owner, group: 'root' },
        ),
      );
    }
    const rows = [
      ...controlPlaneCertificates({ apiServerSans: allSans(spec.derived.apiserverSans), days }),
      {
        ...etcdClientCertificate({ host: self.name, sans: allSans(spec.derived.etcdSans), days: spec.certificates.etcdValidityDays }),
        owner: spec.etcd.owner,
      },
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
    if (spec.encryption.enabled) apiserverInputs.push(task('Write the encryption configuration', encryption(spec)));
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

    let serving: Handle | undefined;
    task.rolling('Roll the control plane', 1, () => {
      const manifest = (name: string, inputs: readonly Handle[], text: (inputs: string) => object): Handle => {
        const prints = Ref.all(inputs.map((h) => h.fingerprint)).map((all) => fingerprint(all).slice(0, 16));
        const content = prints.map((print) => yamlText(text(print)));
        const subject = { path: `${paths.manifestDir}/${name}.yaml`, restarts: name };
        return task(
          `Write the manifest of ${name}`,
          file(subject, { content, mode: '0600', ...root }),
          name === 'kube-apiserver' ? { after: etcdMembers } : {},
        );
      };
      const etcdMembers = hosts('etcd').map((host) => from(etcd, host).healthy);
      manifest('kube-apiserver', apiserverInputs, (inputs) => apiserverOf(spec, self, inputs));
      manifest('kube-controller-manager', [kubeconfigs.get('controller-manager.conf')!], (inputs) =>
        controllerManagerOf(spec, self, inputs),
      );
      manifest('kube-scheduler', [kubeconfigs.get('scheduler.conf')!, schedulerFile], (inputs) => schedulerOf(spec, self, inputs));
      const curl = (url: string): ReturnType<typeof sh> =>
        sh`curl -sf -m 5 -o /dev/null --cacert ${`${paths.certDir}/ca.crt`} --cert ${`${paths.certDir}/apiserver-kubelet-client.crt`} --key ${`${paths.certDir}/apiserver-kubelet-client.key`} ${url}`;
      serving = task(
        'Wait until the API server serves',
        staticPodReady({
          pod: 'kube-apiserver',
          binDir: paths.binDir,
          manifestPath: `${paths.manifestDir}/kube-apiserver.yaml`,
          serves: curl(`${server}/readyz`),
          timeoutMs: 300_000,
        }),
      );
    });
    return { serving: serving! };
  },
});

function encryption(spec: ClusterSpec): ReturnType<typeof file> {
  const { token, algorithm, resources } = spec.encryption;
  if (token === undefined) {
    throw new KmagicError('badVariable', 'kube_encrypt_secret_data is on, but kube_encrypt_token is not set', {
      hint: 'set kube_encrypt_token to 32 random characters and keep it: `head -c 24 /dev/urandom | base64`',
    });
  }
  const { before, after } = encryptionConfig({ algorithm, resources, writes: 'encrypted' });
  return file({ path: encryptionFile(spec), secret: true }, { content: surround(before, base64(token), after), mode: '0640', ...root });
}
