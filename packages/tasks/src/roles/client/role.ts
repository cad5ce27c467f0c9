import { command, defineRole, directory, sh } from '@kmagic/core';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { controlPlane } from '../control-plane/role.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { root } from '../root-owned.ts';

/** kubectl works for root on a control plane, as in kubespray. */
export const client = defineRole<ClusterSpec, HostVars>({
  name: 'client',
  about: "Put the administrator's kubeconfig where root's kubectl looks.",
  vars: hostVars,
  recipe(task, { from, vars: { spec } }) {
    const { adminConf } = from(controlPlane);
    const source = `${spec.paths.configDir}/admin.conf`;
    const to = '/root/.kube/config';
    // Nobody waits for it.
    task.meanwhile(() => {
      task('Create /root/.kube', directory({ path: '/root/.kube' }, { mode: '0700', ...root }));
      task(
        `Copy admin.conf to ${to}`,
        command(
          { name: `${to} is admin.conf`, probe: sh`cmp -s ${source} ${to} && [ "$(stat -c %a ${to})" = 600 ]` },
          { run: sh`install -m 0600 -o root -g root ${source} ${to}`, done: `${to} is as ${source}`, of: [adminConf.fingerprint] },
        ),
      );
    });
  },
});
