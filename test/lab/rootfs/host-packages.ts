/** What a host has before kmagic comes: a Debian server, with most of what kubespray would install. */
export const hostPackages: readonly string[] = [
  ...['systemd', 'systemd-sysv', 'libpam-systemd', 'dbus', 'openssh-server', 'sudo', 'ca-certificates', 'cron', 'logrotate'],
  ...['iproute2', 'iputils-ping', 'procps', 'kmod', 'less', 'lsb-release', 'netbase', 'ethtool', 'tzdata', 'psmisc'],
  ...['curl', 'e2fsprogs', 'ebtables', 'openssl', 'tar', 'xfsprogs', 'bash-completion', 'conntrack', 'ipset', 'iptables'],
  ...['nftables', 'ipvsadm', 'libseccomp2', 'apparmor', 'apt-transport-https', 'gnupg', 'mergerfs'],
];

/** Left out on purpose, so that the package kind has something to install: small, and nothing else needs them. */
export const packagesLeftOut: readonly string[] = ['unzip', 'rsync', 'socat'];
