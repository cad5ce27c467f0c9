/**
 * What a host has before kmagic comes: a Debian server, with most of what kubespray would install. Left out on purpose are
 * isal and socat, small and needed by nothing else, so that the package kind has something to install.
 */
export const hostPackages: readonly string[] = [
  ...['systemd', 'systemd-sysv', 'libpam-systemd', 'dbus', 'openssh-server', 'sudo', 'ca-certificates', 'cron', 'logrotate'],
  ...['iproute2', 'iputils-ping', 'procps', 'kmod', 'less', 'lsb-release', 'netbase', 'ethtool', 'tzdata', 'psmisc'],
  ...['curl', 'e2fsprogs', 'ebtables', 'openssl', 'tar', 'xfsprogs', 'bash-completion', 'conntrack', 'ipset', 'iptables'],
  ...['nftables', 'ipvsadm', 'libseccomp2', 'apparmor', 'apt-transport-https', 'gnupg', 'mergerfs'],
];
