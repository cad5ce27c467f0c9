import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { kmagic, type Ended } from '../testing/run-kmagic.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Runs a command on an inventory whose hosts are this machine, and counts who called there. */
async function run(...args: readonly string[]): Promise<Ended & { readonly calls: number }> {
  let calls = 0;
  const server = createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const reach = JSON.stringify({ ansible_host: '127.0.0.1', ansible_port: port });
  const ended = await kmagic(root, [...args, 'examples/ha5/inventory.ini', '-e', reach]);
  expect(ended.code).toBe(0);
  // Calls are taken in turn: after this one none is left that was made before it.
  await once(connect(port, '127.0.0.1').resume(), 'close');
  server.close();
  return { ...ended, calls: calls - 1 };
}

it('graph prints every task with its edges as dot, and calls no host', async () => {
  const { stdout, calls } = await run('graph');
  expect(stdout).toMatch(/^digraph "apply" \{/);
  expect(stdout).toMatch(/"etcd\/Run etcd@node1"/);
  expect(stdout).toMatch(/ -> .* \[style=dotted\];/);
  expect(calls).toBe(0);
});

it('graph prints it as JSON whose edges all lead to earlier tasks, and calls no host', async () => {
  const { stdout, calls } = await run('graph', '--output', 'json');
  const { nodes } = JSON.parse(stdout) as { readonly nodes: readonly { id: string; host: string; needs: string[]; follows: string[] }[] };
  const places = new Map(nodes.map(({ id }, i) => [id, i]));
  const edges = nodes.flatMap(({ needs, follows }, i) => [...needs, ...follows].map((id) => (places.get(id) ?? Infinity) < i));
  expect(edges.length).toBeGreaterThan(nodes.length / 2);
  expect(edges.every(Boolean)).toBe(true);
  expect(new Set(nodes.map(({ host }) => host)).size).toBe(5);
  expect(calls).toBe(0);
});

it('explain prints a default with what it is for, and calls no host', async () => {
  const { stdout, calls } = await run('explain', 'kubelet_max_pods');
  expect(stdout).toBe(`Pods a node may run. (integer)
kubelet_max_pods = 110   [node1, node2, node3, node4, node5]
  by default
`);
  expect(calls).toBe(0);
});
