import type { ClientSettings, ProxySettings, ResetSettings } from '../cluster-spec.ts';
import { boolean, oneOf, text, textList } from '../values.ts';
import { ours, variable, type ClusterScope, type Topic, type ValueType, type Variable } from '../variable.ts';

/** The way out through a web proxy. */
export const proxy: Topic<ProxySettings, ClusterScope> = {
  http: variable('http_proxy', 'The proxy of http requests, for containerd, downloads and packages.', { type: text, default: '' }),
  https: variable('https_proxy', 'The proxy of https requests, for containerd, downloads and packages.', { type: text, default: '' }),
  noProxy: variable('no_proxy', 'What is reached directly, with commas between; left out, hosts and addresses of the cluster.', {
    type: textOrNothing(),
    default: undefined,
  }),
  additionalNoProxy: variable('additional_no_proxy', 'What else is reached directly, with commas between.', { type: text, default: '' }),
  skipPackages: variable('skip_http_proxy_on_os_packages', 'Package tools go past the web proxy.', { type: boolean, default: false }),
  excludeWorkers: variable('no_proxy_exclude_workers', 'Workers are not in the computed list, so that adding one restarts nothing.', {
    type: boolean,
    default: false,
  }),
};

/** Empty text is nothing reached directly, and not nothing said. */
function textOrNothing(): ValueType<string | undefined> {
  return text;
}

/** What people get to work with the cluster. */
export const client: Topic<ClientSettings, ClusterScope> = {
  kubeconfigLocalhost: variable('kubeconfig_localhost', 'The admin kubeconfig is written to artifacts/ beside the inventory.', {
    type: boolean,
    default: true,
  }),
  kubeconfigAnsibleHost: variable('kubeconfig_localhost_ansible_host', 'That kubeconfig names ansible_host in place of access_ip.', {
    type: boolean,
    default: false,
  }),
};

/** Taking the cluster away. */
export const reset: Topic<ResetSettings, ClusterScope> = {
  restartNetwork: variable('reset_restart_network', "The host's network service is restarted after a reset.", {
    type: restartNetworkType(),
    default: false,
  }),
};

function restartNetworkType() {
  const words = oneOf(['false'], { true: 'kmagic removes only what it made, so the network is left running' });
  return { shown: '`false`', schema: words.schema.transform(() => false) };
}

/** Names a person wants passed over. */
export const ignoreVariables: Variable<readonly string[]> = ours('ignore_variables', 'Names that are passed over, known or not.', {
  type: textList,
  default: [],
});
