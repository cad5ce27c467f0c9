import { dirname } from 'node:path/posix';
import { command, sh, type Handle, type Resource } from '@kmagic/core';

/**
 * cri-base.json: containerd's own default specification of a container, with another limit of open files. It is right as long as it and
 * the program that says it are the files they were when it was made: to start that program takes longer than all else about containerd.
 */
export function baseSpec(
  { path, ctr, nofile }: { readonly path: string; readonly ctr: string; readonly nofile: number },
  containerd: Handle,
): Resource<void> {
  const stamp = `/var/lib/kmagic/made${path}.stamp`;
  const now = sh`set -- ${nofile} $(stat -c '%s %.Y %i' -- ${ctr} ${path})`;
  return command(
    { name: 'containerd base specification', probe: sh`${now}; read -r was < ${stamp} && [ "$*" = "$was" ]` },
    {
      run: sh`${ctr} oci spec > ${path}.new || exit 1
sed -i -E ${`s/"(hard|soft)": 1024/"\\1": ${nofile}/`} ${path}.new && mv -f ${path}.new ${path} && mkdir -p ${dirname(stamp)} || exit 1
${now}; echo "$*" > ${stamp}`,
      done: `${path} holds containerd's default with ${nofile} open files`,
      of: [containerd.fingerprint],
    },
  );
}
