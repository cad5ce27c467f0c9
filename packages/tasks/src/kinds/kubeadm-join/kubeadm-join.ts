import { defineKind, lines, pastProxies, rememberStart, script, sh, type Secret, type Step } from '@kmagic/core';

export interface JoinSubject {
  /** Name of the Node object. */
  readonly node: string;
  /** Where kubeadm stands, and the kubelet it asks for its version. */
  readonly binDir: string;
  /** Where the kubelet keeps how it reaches the API once it has joined. */
  readonly kubeconfig: string;
}

export interface JoinWant {
  readonly state: 'joined';
  readonly ignorePreflightErrors: readonly string[];
  readonly timeoutMs: number;
  /** The fingerprint of what the kubelet reads when it starts (`startedWith`): kubeadm starts it. */
  readonly kubeletStartedWith: string;
}

export interface JoinSeen {
  readonly joined: boolean;
  readonly node: string;
}

export interface JoinLate {
  /** JoinConfiguration with its token. */
  readonly configuration: Secret;
  /** The text of `discoveryFile`, with the token. */
  readonly discovery: Secret;
}

const file = '/run/kmagic-join.yaml';
const said = '/run/kmagic-join.log';

/** Where the join configuration finds how to reach the API; there while a host joins. */
export const discoveryFile = '/run/kmagic-discovery.conf';

/** A host is a node of the cluster: its kubelet has credentials of its own. */
export const kubeadmJoin = defineKind<JoinSubject, JoinWant, JoinSeen, JoinLate>({
  name: 'kubeadm-join',
  owns: ({ kubeconfig }) => `path:${kubeconfig}`,
  probe: ({ node, kubeconfig }) => ({
    key: `kubeadm-join:${kubeconfig}`,
    ask: sh`[ -s ${kubeconfig} ] && echo joined; :`,
    parse: ({ stdout }) => ({ node, joined: stdout.includes('joined') }),
  }),
  diff: (_want, { joined, node }) => (joined ? [] : [{ what: `${node} joins the cluster`, action: 'create' }]),
  steps: ({ subject: { binDir }, want, late }): readonly Step[] => [
    { do: 'write', path: discoveryFile, content: late.discovery, mode: '0600', owner: 'root', group: 'root' },
    { do: 'write', path: file, content: late.configuration, mode: '0600', owner: 'root', group: 'root' },
    {
      do: 'run',
      // The file holds a token: it goes whatever becomes of the join.
      command: lines([
        script(`trap 'rm -f ${file} ${discoveryFile} ${said}' EXIT`),
        pastProxies,
        sh`export PATH=${binDir}:"$PATH"`,
        sh`code=0; timeout ${Math.ceil(want.timeoutMs / 1000)} ${`${binDir}/kubeadm`} join --config ${file} --ignore-preflight-errors ${want.ignorePreflightErrors.join(',')} >${said} 2>&1 || code=$?`,
        // Its last words are how to have it say more.
        sh`grep -v '^To see the stack trace' ${said} || :; [ "$code" -eq 0 ] || exit "$code"`,
        rememberStart('kubelet.service', want.kubeletStartedWith),
      ]),
      timeoutMs: want.timeoutMs + 10_000,
    },
  ],
});
