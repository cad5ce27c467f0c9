import { command, defineRole, directory, sh } from '@kmagic/core';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { root } from '../root-owned.ts';

/** kubectl works for root on a control plane, as in kubespray. */
export const client = defineRole<ClusterSpec, HostVars>({
  name: 'client',
  about: "Put the administrator's kubeconfig where root's kubectl looks.",
  vars: hostVars,
  recipe(task, { vars: { spec } }) {
    const from = `${spec.paths.configDir}/admin.conf`;
    const to = '/root/.kube/config';
    // Nobody waits for it.
    task.meanwhile(() => {
      task('Create /root/.kube', directory({ path: '/root/.kube' }, { mode: '0700', ...root }));
      task(
        `Copy admin.conf to ${to}`,
        command(
          { name: `${to} is admin.conf`, probe: sh`cmp -s ${from} ${to} && [ "$(stat -c %a ${to})" = 600 ]` },
          { run: sh`install -m 0600 -o root -g root ${from} ${to}`, done: `${to} is as ${from}` },
        ),
      );
    });
  },
});
