import { command, sh, type Resource } from '@kmagic/core';

const path = '/etc/containerd/cri-base.json';

/** cri-base.json: containerd's own default specification of a container, with another limit of open files. */
export function baseSpec({ ctr, nofile }: { readonly ctr: string; readonly nofile: number }): Resource<void> {
  const made = sh`${ctr} oci spec | sed -E ${`s/"(hard|soft)": 1024/"\\1": ${nofile}/`}`;
  return command(
    { name: 'containerd base specification', probe: sh`[ -x ${ctr} ] && [ -r ${path} ] && [ "$(${made})" = "$(cat ${path})" ]` },
    { run: sh`${made} > ${path}.new && mv -f ${path}.new ${path}`, done: `${path} holds containerd's default with ${nofile} open files` },
  );
}
