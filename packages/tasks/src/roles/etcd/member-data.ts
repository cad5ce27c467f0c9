import { observation, sh, type Resource } from '@kmagic/core';
import type { FormationSeen } from '../../kinds/etcd-formation/etcd-formation.ts';

/** Whether a host has data of an etcd member. */
export function memberData(dataDir: string): Resource<FormationSeen> {
  return observation<FormationSeen>({
    key: `etcd-data:${dataDir}`,
    ask: sh`[ -d ${`${dataDir}/member`} ] && echo data; :`,
    parse: ({ stdout }) => ({ hasData: stdout.includes('data'), hasGuard: false }),
  });
}
