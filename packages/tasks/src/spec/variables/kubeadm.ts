import type { KubeadmSettings, LoadbalancerSettings } from '../cluster-spec.ts';
import { balancer, featureGates } from '../structured-values.ts';
import { boolean, duration, integer, oneOf, optional, port, quantity, text, textList } from '../values.ts';
import { derived, ours, variable, type ClusterScope, type Topic } from '../variable.ts';

/** What kubeadm is used for: joining, and the configuration it leaves in the cluster. */
export const kubeadm: Topic<KubeadmSettings, ClusterScope> = {
  featureGates: variable('kubeadm_feature_gates', "kubeadm's own feature gates.", { type: featureGates, default: {} }),
  ignorePreflightErrors: variable('kubeadm_ignore_preflight_errors', 'Checks of kubeadm whose failure is only a warning, by name.', {
    type: textList,
    default: [],
  }),
  discoveryTimeout: variable('discovery_timeout', 'How long a joining node looks for the cluster.', { type: duration, default: '60s' }),
  joinTimeout: variable('kubeadm_join_timeout', 'How long one join may take.', { type: duration, default: '120s' }),
  tokenTtl: ours('kubeadm_token_ttl', 'How long a join token lives, should its deletion after the run fail.', {
    type: duration,
    default: '30m',
  }),
};

/** How hosts reach the API. */
export const loadbalancer: Topic<LoadbalancerSettings, ClusterScope> = {
  external: variable('loadbalancer_apiserver', 'A balancer of your own in front of the API servers.', {
    type: optional(balancer),
    default: undefined,
  }),
  domainName: variable('apiserver_loadbalancer_domain_name', 'The name clients call the API by.', {
    type: text,
    default: derived('localhost, or the address of loadbalancer_apiserver', ({ cluster }) =>
      cluster.loadbalancer.localhost ? 'localhost' : (cluster.loadbalancer.external?.address ?? 'localhost'),
    ),
  }),
  localhost: variable('loadbalancer_apiserver_localhost', 'Hosts without an API server run a proxy to all of them.', {
    type: boolean,
    default: derived('true unless loadbalancer_apiserver is set', ({ cluster }) => cluster.loadbalancer.external === undefined),
  }),
  type: variable('loadbalancer_apiserver_type', 'The program of the node-local proxy.', {
    type: oneOf(['nginx'], { haproxy: 'only nginx is rendered so far' }),
    default: 'nginx',
  }),
  port: variable('loadbalancer_apiserver_port', 'The port of the node-local proxy.', {
    type: port,
    default: derived('kube_apiserver_port', ({ cluster }) => cluster.apiserver.port),
  }),
  healthcheckPort: variable('loadbalancer_apiserver_healthcheck_port', 'Where the node-local proxy answers health checks; 0 is nowhere.', {
    type: integer(0, 65535),
    default: 8081,
  }),
  keepaliveTimeout: variable('loadbalancer_apiserver_keepalive_timeout', 'How long the proxy keeps idle connections.', {
    type: duration,
    default: '5m',
  }),
  memoryRequests: variable('loadbalancer_apiserver_memory_requests', 'Memory the proxy asks for.', { type: quantity, default: '32M' }),
  cpuRequests: variable('loadbalancer_apiserver_cpu_requests', 'CPU the proxy asks for.', { type: quantity, default: '25m' }),
  podName: variable('loadbalancer_apiserver_pod_name', 'The name of the proxy pod.', { type: text, default: 'nginx-proxy' }),
};
