#!/usr/bin/env bash
# The cluster of the benchmark by kubeadm, kubectl and ssh, from bare hosts: what a careful person would write who wants it
# soon. Everything that can is done at once; only the control planes join one after another, as etcd and kubeadm need it.
#
#   kubeadm-install.sh KIT     KIT is what kubeadm-kit.ts wrote: settings, downloads, calico's objects, a tree of files a host
#
# Prints `@phase NAME START END` (milliseconds since the epoch) as each phase ends, and leaves when everything has been started.
set -euo pipefail
kit=$1
# shellcheck source=/dev/null
. "$kit/settings"
work=$(mktemp -d)
trap 'for h in $control_planes $workers; do on "$h" -O exit 2>/dev/null || :; done; rm -rf "$work"' EXIT

now() { local t=${EPOCHREALTIME/[.,]/}; echo "${t%???}"; }

phase() { # phase NAME COMMAND...
  local name=$1 start
  shift
  start=$(now)
  "$@"
  echo "@phase $name $start $(now)"
}

# One connection a host, kept open.
on() { # on HOST WORDS...
  local host=$1
  shift
  ssh -i "$key" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR \
    -o ControlMaster=auto -o "ControlPath=$work/%h" -o ControlPersist=120 "root@${address[$host]}" "$@"
}

# Runs functions of this script on a host, with the settings they use.
run_on() { # run_on HOST FUNCTION ARGUMENTS...
  local host=$1
  shift
  { declare -f; cat "$kit/settings"; echo "set -euo pipefail; $*"; } | on "$host" bash -s
}

each() { # each HOSTS FUNCTION ARGUMENTS...: on all hosts at once
  local hosts=$1 host pid pids=()
  shift
  for host in $hosts; do "$@" "$host" & pids+=($!); done
  for pid in "${pids[@]}"; do wait "$pid"; done
}

# ---- on a host

prepare() { # prepare HOST
  local sha256 url name pid pids=() planes=
  case " $control_planes " in *" $1 "*) planes=yes ;; esac
  (
    export DEBIAN_FRONTEND=noninteractive
    # As kmagic: lists of today are not read anew, and what is there is not upgraded.
    [ -n "$(find /var/lib/apt/lists/partial -maxdepth 0 -mmin -1440 2>/dev/null)" ] || apt-get -qq update
    apt-get -qq install -y --no-install-recommends --no-upgrade $packages
  ) </dev/null >/dev/null 2>&1 & pids+=($!)
  mkdir -p /tmp/kit /opt/cni/bin /usr/local/bin
  while read -r sha256 name url; do
    { curl -fsSL -o "/tmp/kit/$name" "$url" && echo "$sha256  /tmp/kit/$name" | sha256sum -c --quiet; } & pids+=($!)
  done <<<"$downloads${planes:+
$control_plane_downloads}"
  printf 'overlay\nbr_netfilter\n' >/etc/modules-load.d/kubernetes.conf
  for name in overlay br_netfilter; do modprobe "$name" 2>/dev/null || :; done
  printf '%s\n' net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1 >/etc/sysctl.d/99-kubernetes.conf
  sysctl -q -p /etc/sysctl.d/99-kubernetes.conf || :
  echo "${address[${control_planes%% *}]} $endpoint" >>/etc/hosts
  for pid in "${pids[@]}"; do wait "$pid"; done

  tar -C /usr/local -xzf /tmp/kit/containerd & pids=($!)
  tar -C /opt/cni/bin -xzf /tmp/kit/cni & pids+=($!)
  tar -C /usr/local/bin -xzf /tmp/kit/crictl & pids+=($!)
  for name in runc kubeadm kubelet ${planes:+kubectl}; do install -m 0755 "/tmp/kit/$name" /usr/local/bin/ & pids+=($!); done
  if [ -n "$planes" ]; then
    tar -C /usr/local/bin -xzf /tmp/kit/etcd --strip-components=1 --no-same-owner --wildcards '*/etcdctl' '*/etcdutl' & pids+=($!)
  fi
  for pid in "${pids[@]}"; do wait "$pid"; done
  rm -rf /tmp/kit
  ctr oci spec | sed -E "s/\"(hard|soft)\": 1024/\"\\1\": $container_nofile/" >/etc/containerd/cri-base.json
  systemctl daemon-reload
  systemctl -q enable --now containerd
  systemctl -q enable kubelet
}

pull() { printf '%s\n' "$@" | xargs -P 4 -n 1 crictl pull >/dev/null; }

kubeadm_config() { # the file `kubeadm init` reads on the first control plane
  cat <<YAML
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
bootstrapTokens: [{ token: $1 }]
certificateKey: $2
localAPIEndpoint: { advertiseAddress: $3 }
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v$kube_version
controlPlaneEndpoint: $endpoint:6443
networking: { serviceSubnet: $service_cidr, podSubnet: $pod_cidr }
apiServer: { certSANs: [127.0.0.1, localhost] }
controllerManager: { extraArgs: [{ name: kube-api-qps, value: "100" }, { name: kube-api-burst, value: "100" }] }
etcd: { local: { imageRepository: ${etcd_image%/*}, imageTag: ${etcd_image##*:} } }
dns: { imageRepository: ${coredns_image%/*}, imageTag: ${coredns_image##*:} }
---
$kubelet_configuration
---
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: $proxy_mode
conntrack: { maxPerCore: 0, min: 0 }
YAML
}

init() { # init TOKEN CERTIFICATE_KEY ADDRESS; prints the pin of the CA
  mkdir -p /etc/kubernetes
  kubeadm_config "$@" >/etc/kubernetes/kubeadm.yaml
  kubeadm init --config /etc/kubernetes/kubeadm.yaml --upload-certs --ignore-preflight-errors "$ignore" >/var/log/kubeadm.log 2>&1 ||
    { tail -n 30 /var/log/kubeadm.log >&2; return 1; }
  openssl x509 -pubkey -noout -in /etc/kubernetes/pki/ca.crt | openssl pkey -pubin -outform der | sha256sum | cut -d ' ' -f 1
}

join() { # join ARGUMENTS OF kubeadm join...
  kubeadm join "$endpoint:6443" --ignore-preflight-errors "$ignore" "$@" >/var/log/kubeadm.log 2>&1 ||
    { tail -n 30 /var/log/kubeadm.log >&2; return 1; }
}

# From now on a host's own programs reach the API by its own door: its API server, or the proxy in front of all of them.
point() { sed -i "s/^[0-9.]* $endpoint\$/$1 $endpoint/" /etc/hosts; }

network() {
  local ctl='kubectl --kubeconfig /etc/kubernetes/admin.conf'
  $ctl apply --server-side -f /root/calico/crds.yaml >/dev/null
  $ctl wait --for condition=Established --timeout 60s -f /root/calico/crds.yaml >/dev/null
  $ctl apply --server-side -f /root/calico/calico.json >/dev/null
}

# ---- from here

send() { tar -C "$kit/hosts/$1" -cf - . | on "$1" tar -C / --no-same-owner --no-overwrite-dir -xf -; }

ready_host() { send "$1" && run_on "$1" prepare "$1"; }

first_images() { run_on "$1" pull $control_plane_images; }
other_images() { run_on "$1" pull $images; }
worker_images() { run_on "$1" pull $worker_images; }

start_first() { pin=$(run_on "$first" init "$token" "$certificate_key" "${address[$first]}"); }

join_control_planes() {
  local host
  for host in ${control_planes#"$first"}; do
    phase "join-$host" run_on "$host" join --token "$token" --discovery-token-ca-cert-hash "sha256:$pin" \
      --control-plane --certificate-key "$certificate_key" --apiserver-advertise-address "${address[$host]}"
  done
}

join_worker() { run_on "$1" join --token "$token" --discovery-token-ca-cert-hash "sha256:$pin" && run_on "$1" point 127.0.0.1; }

point_at_itself() { run_on "$1" point "${address[$1]}"; }

first=${control_planes%% *}
token=$(openssl rand -hex 3).$(openssl rand -hex 8)
certificate_key=$(openssl rand -hex 32)

phase prepare each "$control_planes $workers" ready_host
phase control-plane-images each "$control_planes" first_images
# The other images come while the control plane starts.
phase other-images each "$control_planes" other_images & control_plane_pulls=$!
phase worker-images each "$workers" worker_images & worker_pulls=$!
phase init start_first
phase network run_on "$first" network & applying=$!
phase join-workers each "$workers" join_worker & joining=$!
join_control_planes
wait "$applying"
wait "$joining"
wait "$control_plane_pulls"
wait "$worker_pulls"
phase point each "$control_planes" point_at_itself
