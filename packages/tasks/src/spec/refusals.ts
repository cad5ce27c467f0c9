/** Values of supported variables that kubespray has and kmagic does not, with the reason. */

const plannedNetwork =
  'this network plugin is not built yet; `cni` installs the bare plugins, `none` nothing, so that you can apply its manifests yourself';

export const networkPluginsRefused: Readonly<Record<string, string>> = {
  cilium: plannedNetwork,
  flannel: plannedNetwork,
  'kube-ovn': plannedNetwork,
  'kube-router': plannedNetwork,
  macvlan: plannedNetwork,
  custom_cni: plannedNetwork,
  cloud: plannedNetwork,
  weave: 'kubespray itself took it out in 2.29',
};

export const enginesRefused: Readonly<Record<string, string>> = {
  docker: 'kubelet speaks to docker only through a further daemon',
  crio: 'only containerd is built so far',
};

export const etcdDeploymentsRefused: Readonly<Record<string, string>> = {
  docker: 'there is no docker on the hosts; `container` runs the same image through containerd',
  kubeadm: "kubeadm's stacked etcd ties a member's life to its API server and cannot be recovered by quorum",
};

export const proxyModesRefused: Readonly<Record<string, string>> = {
  none: 'services need kube-proxy with the networks built so far',
};
