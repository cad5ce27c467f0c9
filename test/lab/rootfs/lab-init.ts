/**
 * The first program of a host: it gives a container what a machine has, then becomes systemd. The hierarchies podman
 * leaves at the root are entered by hand, the host's own cgroup becomes its root, and every hierarchy is mounted afresh:
 * else the kubelet misses cgroup paths. A boot id of its own per start lets a restart be seen as the reboot it stands for.
 */
export const labInit = `#!/bin/sh
set -e
if [ "$1" != inside ]; then
  while IFS=: read -r _ controllers at; do
    [ -n "$controllers" ] && [ "$at" = / ] || continue
    at=/run/lab-cgroup; mkdir -p $at
    mount -t cgroup -o "$(echo "$controllers" | sed s/^name=/none,name=/)" cgroup $at || continue
    mkdir -p "$at/kmagic-lab-$KMAGIC_LAB_HOST"
    echo $$ > "$at/kmagic-lab-$KMAGIC_LAB_HOST/cgroup.procs" || true
    umount $at
  done < /proc/self/cgroup
  exec unshare --cgroup /sbin/lab-init inside
fi
umount -R /sys/fs/cgroup
mount -t tmpfs -o mode=755,nosuid,nodev,noexec tmpfs /sys/fs/cgroup
while IFS=: read -r _ controllers _; do
  case $controllers in
    '') mkdir -p /sys/fs/cgroup/unified; mount -t cgroup2 cgroup2 /sys/fs/cgroup/unified ;;
    name=*) name=\${controllers#name=}; mkdir -p "/sys/fs/cgroup/$name"
      mount -t cgroup -o "none,name=$name" cgroup "/sys/fs/cgroup/$name" ;;
    *) mkdir -p "/sys/fs/cgroup/$controllers"
      mount -t cgroup -o "$controllers" cgroup "/sys/fs/cgroup/$controllers" ;;
  esac
done < /proc/self/cgroup
mount --make-rshared /
cat /proc/sys/kernel/random/uuid > /run/boot-id
mount --bind /run/boot-id /proc/sys/kernel/random/boot_id
unset KMAGIC_LAB_HOST
exec /sbin/init
`;
