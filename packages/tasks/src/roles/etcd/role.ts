import { absent, archive, command, defineRole, directory, file, fingerprint, Ref, service, sh, unit, type Handle } from '@kmagic/core';
import { etcdFormation } from '../../kinds/etcd-formation/etcd-formation.ts';
import { permissionOf } from '../../kinds/etcd-formation/member-state.ts';
import { etcdMember } from '../../kinds/etcd-member/etcd-member.ts';
import { leaf } from '../../kinds/certificate/leaf.ts';
import { etcdMemberCertificates } from '../../pki/table.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { allSans, mustOutlive } from '../certificates.ts';
import { download } from '../download/role.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { pki } from '../pki/role.ts';
import { render } from '../render.ts';
import { root } from '../root-owned.ts';
import { webSource } from '../web-source.ts';
import { etcdCluster } from './cluster-role.ts';
import { etcdEnv, runningEnv } from './etcd-env.ts';
import { containerScript, formingFile, guardFile, logDir, scriptDir } from './etcd-paths.ts';
import { memoryBytes } from './memory-bytes.ts';
import { downAtOnce } from './quorum.ts';

/** What the API servers wait for. */
export interface EtcdMember {
  readonly healthy: Handle;
}

/** One etcd member on this host, in a container that outlives containerd's restarts, or under systemd. */
export const etcd = defineRole<ClusterSpec, HostVars, EtcdMember>({
  name: 'etcd',
  about: 'Run one etcd member on this host and keep it in the cluster.',
  vars: hostVars,
  recipe(task, { hosts, from, vars: { spec, self } }) {
    const inContainer = spec.etcd.deploymentType === 'container';
    const { binDir } = spec.paths;
    const { etcd: authority } = from(pki);

    const pulled = from(download).images.etcd;
    const release = self.files.etcd;
    const folder = `etcd-v${release.version}-linux-${self.arch}`;
    const programs = ['etcdctl', 'etcdutl', ...(inContainer ? [] : ['etcd'])];
    const install = (): Handle =>
      task(
        'Install etcdctl and etcdutl',
        archive(
          { path: `${binDir}/etcdctl` },
          {
            ...webSource(spec, release),
            extract: { members: Object.fromEntries(programs.map((p) => [`${folder}/${p}`, `${binDir}/${p}`])) },
          },
        ),
      );
    const program: Handle[] = [];
    // A member in a container starts without them.
    if (inContainer) task.meanwhile(install);
    else program.push(install());

    const certificates = etcdMemberCertificates({
      files: spec.etcd,
      host: self.name,
      sans: allSans(spec.derived.etcdSans),
      days: spec.certificates.etcdValidityDays,
    }).map((row) => task(`Issue ${row.name}`, leaf(task, row, { authority, mustOutlive: mustOutlive(spec) })));

    const text = etcdEnv(spec, self);
    task('Write etcd.env', file({ path: '/etc/etcd.env' }, { content: text, mode: '0640', ...root }));
    const inputs = [...certificates, ...(pulled ? [pulled] : []), ...program];
    task(`Create ${scriptDir(spec)}`, directory({ path: scriptDir(spec) }, { mode: '0700', ...root }));
    task(
      'Write the etcdctl wrapper',
      file({ path: `${binDir}/etcdctl.sh` }, { content: render('etcd/etcdctl.sh', { binDir }), mode: '0700', ...root }),
    );
    if (inContainer) {
      task(`Create ${logDir}`, directory({ path: logDir }, { mode: '0700', ...root }));
      const script = render('etcd/etcd-container.sh', {
        binDir,
        formingFile,
        logDir,
        guardFile: guardFile(spec),
        certDir: spec.etcd.certDir,
        dataDir: spec.etcd.dataDir,
        image: spec.images.etcd,
        limitNofile: self.etcd.limitNofile,
        memoryLimitBytes: memoryBytes(self.etcd.memoryLimit),
      });
      inputs.push(
        task(
          'Write the script that starts the container',
          file({ path: containerScript(spec) }, { content: script, mode: '0700', ...root }),
        ),
      );
    }
    const unitText = inContainer
      ? render('etcd/etcd-container.service', { containerScript: containerScript(spec) })
      : render('etcd/etcd-host.service', {
          binDir,
          formingFile,
          guardFile: guardFile(spec),
          containerScript: containerScript(spec),
          limitNofile: self.etcd.limitNofile,
        });
    inputs.push(task('Write the etcd unit', unit({ name: 'etcd.service' }, { content: unitText })));

    const members = hosts('etcd');
    const states = Ref.all(from(etcdCluster).members);
    const permission = states.map((all) => permissionOf(all, self.etcdPeerUrl ?? ''));
    const guard = guardFile(spec);
    task(
      'Make sure this member may start',
      etcdFormation({ dataDir: spec.etcd.dataDir, guardFile: guard, formingFile, owner: spec.etcd.owner }, { permission }),
    );

    const healthy = task.rolling('Restart etcd', downAtOnce(members.length), () => {
      const startedWith = Ref.all(inputs.map((h) => h.fingerprint)).map((prints) => fingerprint([prints, runningEnv(text)]));
      task('Run etcd', service({ unit: 'etcd.service' }, { running: true, enabled: true, startedWith }));
      return task(
        'Wait until this member is healthy',
        etcdMember(
          { host: self.name, certDir: spec.etcd.certDir, address: self.ip, name: self.etcdMemberName ?? '' },
          { state: 'healthy' },
        ),
      );
    });
    task(
      'Note that this member is part of the cluster',
      command(
        { name: 'etcd member formed', probe: sh`read -r word < ${guard} && [ "$word" = formed ]` },
        { run: sh`echo formed > ${guard}`, done: 'this member is part of a formed cluster' },
      ),
    );
    if (!inContainer) task('Remove the script that starts a container', absent({ path: containerScript(spec) }, {}));
    return { healthy };
  },
});
