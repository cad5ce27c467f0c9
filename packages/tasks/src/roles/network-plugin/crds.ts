import { command, sh, type Resource } from '@kmagic/core';

export interface Crds {
  readonly kubectl: string;
  readonly kubeconfig: string;
  /** A verified manifest on the host with nothing but custom resource definitions. */
  readonly path: string;
  readonly sha256: string;
}

const mark = 'kmagic.io/source';

/** The custom resource definitions of a downloaded manifest are served, each marked with the manifest's sha256. */
export function crdsOf({ kubectl, kubeconfig, path, sha256 }: Crds): Resource<void> {
  const ctl = sh`${kubectl} --kubeconfig ${kubeconfig} --request-timeout 20s`;
  const names = sh`names=$(sed -n ${'s/^  name: \\([a-z0-9.-]*\\)$/\\1/p'} ${path} | grep -F .)`;
  const template = `jsonpath={range .items[*]}{.metadata.annotations.${mark.replace('.', '\\.')}}{"\\n"}{end}`;
  return command(
    {
      name: `definitions of ${path}`,
      probe: sh`[ -r ${path} ] && [ -x ${kubectl} ] || exit 1
${names}
out=$(${ctl} get crd $names -o ${template} 2>/dev/null) || exit 1
[ "$(printf '%s\n' "$out" | grep -cx ${sha256})" = "$(printf '%s\n' "$names" | wc -l)" ]`,
    },
    {
      run: sh`${names}
${ctl} apply --server-side --force-conflicts --field-manager kmagic -f ${path} >/dev/null
${ctl} wait --for condition=Established --timeout 60s crd $names >/dev/null
${ctl} annotate --overwrite crd $names ${`${mark}=${sha256}`} >/dev/null`,
      done: `the API server serves the definitions of ${path}`,
    },
  );
}
