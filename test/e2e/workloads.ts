import { expect } from 'vitest';

/** What the checks need of a cluster. */
export interface ClusterHands {
  on(host: string, command: string): Promise<string>;
  kubectl(args: string): Promise<string>;
  addressOf(host: string): string;
  /** The two nodes pods of the checks run on. */
  readonly nodes: readonly [string, string];
}

const image = 'registry.k8s.io/e2e-test-images/agnhost:2.57';

function manifest([one, two]: ClusterHands['nodes']): string {
  const pod = (name: string, node: string, extra = ''): string => `---
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: check, labels: { app: ${name} } }
spec:
  nodeName: ${node}
  containers:
    - { name: main, image: "${image}", command: [/agnhost, netexec, --http-port=8080], ports: [{ containerPort: 8080${extra} }] }
`;
  const service = (name: string): string => `---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: check }
spec: { selector: { app: ${name} }, ports: [{ port: 80, targetPort: 8080 }] }
`;
  return `apiVersion: v1
kind: Namespace
metadata: { name: check }
${pod('one', one, ', hostPort: 18080')}${pod('two', two)}${service('one')}${service('two')}`;
}

const deny = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny, namespace: check }
spec: { podSelector: { matchLabels: { app: two } }, policyTypes: [Ingress] }
`;

/** Checks from inside pods that the network does what Kubernetes promises; leaves nothing behind. */
export async function workloads({ on, kubectl, addressOf, nodes }: ClusterHands): Promise<void> {
  await on('node1', `cat > /run/check.yaml <<'EOF'\n${manifest(nodes)}EOF\nkubectl apply -f /run/check.yaml >/dev/null`);
  await kubectl('-n check wait --for condition=Ready pod/one pod/two --timeout 120s');
  const [one, two] = (await kubectl(`-n check get pods one two -o jsonpath='{.items[*].status.podIP}'`)).split(' ');
  const from = (pod: string, target: string): Promise<string> => kubectl(`-n check exec ${pod} -- /agnhost connect ${target} --timeout 3s`);
  await from('one', `${two}:8080`);
  await from('two', `${one}:8080`);
  // By name, through the service address of the other and of itself (hairpin), and the API by its service address.
  await from('one', 'two.check.svc.cluster.local:80');
  await from('one', 'one.check.svc.cluster.local:80');
  await from('one', '10.233.0.1:443');
  await from('two', 'kubernetes.default.svc.cluster.local:443');
  expect(await on('node1', `curl -s -m 5 http://${addressOf(nodes[0])}:18080/hostname`)).toBe('one');
  await on('node1', `cat > /run/deny.yaml <<'EOF'\n${deny}EOF\nkubectl apply -f /run/deny.yaml >/dev/null; sleep 3`);
  await expect(from('one', `${two}:8080`)).rejects.toThrow();
  await kubectl('delete namespace check --wait=true --timeout 120s');
}
