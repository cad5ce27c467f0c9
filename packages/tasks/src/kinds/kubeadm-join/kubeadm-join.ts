import { defineKind, lines, pastProxies, rememberStart, script, sh, type Command, type Secret, type Step } from '@kmagic/core';

export interface JoinSubject {
  /** Name of the Node object. */
  readonly node: string;
  /** Where kubeadm stands, and the kubelet it asks for its version. */
  readonly binDir: string;
  /** Where the kubelet keeps how it reaches the API once it has joined. */
  readonly kubeconfig: string;
  /** The authority the API server's certificate is checked with. */
  readonly caPath: string;
}

export interface JoinWant {
  /** `https://...`: where the kubelet finds the API once it has joined, by way of a control plane. */
  readonly server: string;
  readonly ignorePreflightErrors: readonly string[];
  readonly timeoutMs: number;
  /** The fingerprint of what the kubelet reads when it starts (`startedWith`): kubeadm starts it. */
  readonly kubeletStartedWith: string;
}

export interface JoinSeen {
  readonly joined: boolean;
  readonly node: string;
  /** As its kubeconfig has it. */
  readonly server: string | undefined;
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

/** A host is a node of the cluster: its kubelet has credentials of its own, and finds the API where it shall. */
export const kubeadmJoin = defineKind<JoinSubject, JoinWant, JoinSeen, JoinLate>({
  name: 'kubeadm-join',
  owns: ({ kubeconfig }) => `path:${kubeconfig}`,
  probe: ({ node, kubeconfig }) => ({
    key: `kubeadm-join:${kubeconfig}`,
    ask: sh`[ -s ${kubeconfig} ] || exit 0
echo joined
while read -r key value; do if [ "$key" = server: ]; then printf 'server %s\n' "$value"; fi; done < ${kubeconfig}`,
    parse: ({ stdout }) => ({ node, joined: stdout.startsWith('joined'), server: /^server (.+)$/m.exec(stdout)?.[1] }),
  }),
  diff({ server }, { joined, node, server: found }) {
    if (!joined) return [{ what: `${node} joins the cluster`, action: 'create' }];
    return found === server ? [] : [{ what: `the kubelet's way to the API: ${found ?? 'none'} -> ${server}`, action: 'update' }];
  },
  steps({ subject, want, seen, late }): readonly Step[] {
    const point: Step = { do: 'run', command: pointed(subject, want.server), timeoutMs: patience * 2000 };
    if (seen.joined) return [point];
    const started = lines([sh`systemctl restart kubelet.service`, rememberStart('kubelet.service', want.kubeletStartedWith)]);
    return [...joined(subject, want, late), point, { do: 'run', command: started }];
  },
});

function joined({ binDir }: JoinSubject, want: JoinWant, late: JoinLate): readonly Step[] {
  return [
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
      ]),
      timeoutMs: want.timeoutMs + 10_000,
    },
  ];
}

/** Seconds until an API server has to answer where the kubelet is to look for it: the proxy on its host may just have been started. */
const patience = 90;

/** Only once it was seen that an API server answers there does the kubelet's kubeconfig say so. */
function pointed({ kubeconfig, caPath }: JoinSubject, server: string): Command {
  const beside = kubeconfig.replace(/[^/]*$/, '.$&.kmagic');
  return sh`IFS=. read -r now rest < /proc/uptime
end=$(( now + ${patience} ))
until said=$(curl -sS --noproxy '*' --cacert ${caPath} -m 5 -o /dev/null ${`${server}/livez`} 2>&1); do
  IFS=. read -r now rest < /proc/uptime
  if [ "$now" -ge "$end" ]; then printf '%s\n' "$said" ${`no API server answers at ${server}, so the kubelet goes on as it is`} >&2; exit 1; fi
  sleep 0.3
done
umask 077
sed ${`/^ *server:/s#https:.*#${server}#`} ${kubeconfig} > ${beside}
mv -f ${beside} ${kubeconfig}`;
}
