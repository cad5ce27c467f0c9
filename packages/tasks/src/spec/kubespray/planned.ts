import type { KnownGroup } from './known-group.ts';

/** What is said of a group besides its name, subject and rows. */
type Standing = Pick<KnownGroup, 'status' | 'because' | 'instead'>;

/** Add-ons kmagic will have. */
export const plannedAddon: Standing = {
  status: 'planned',
  because: 'add-ons are not built yet',
  instead: 'install it on the running cluster with its own manifests or chart',
};

/** Cloud integrations kmagic will have. */
export const plannedCloud: Standing = {
  status: 'planned',
  because: 'cloud integrations are not built yet',
  instead: "install the provider's controller on the running cluster",
};

/** Network plugins kmagic will have. */
export const plannedNetwork: Standing = {
  status: 'planned',
  because: 'this network plugin is not built yet',
  instead: 'use calico, or kube_network_plugin: cni and your own manifests',
};

const networks = ['calico', 'cilium', 'flannel', 'kube-ovn', 'kube-router', 'macvlan', 'custom_cni', 'cni', 'cloud', 'none', 'weave'];
const clouds = ['openstack', 'vsphere', 'oci', 'huaweicloud', 'hcloud', 'manual', 'aws', 'azure', 'gce', 'external'];

/** The switch of a network plugin: kube_network_plugin with its name. */
export function chosenNetwork(plugin: string): Pick<KnownGroup, 'switches' | 'harmless'> {
  return { switches: ['kube_network_plugin'], harmless: networks.filter((name) => name !== plugin) };
}

/** The switch of a cloud's controller: external_cloud_provider with its name. */
export function chosenCloud(provider: string): Pick<KnownGroup, 'switches' | 'harmless'> {
  return { switches: ['external_cloud_provider'], harmless: clouds.filter((name) => name !== provider) };
}
