/** The connection variables that are read, each under all of its names. */
export const connectionNames = {
  connection: ['ansible_connection'],
  address: ['ansible_host', 'ansible_ssh_host'],
  port: ['ansible_port', 'ansible_ssh_port'],
  user: ['ansible_user', 'ansible_ssh_user'],
  password: ['ansible_password', 'ansible_ssh_pass', 'ansible_ssh_password'],
  privateKeyFile: ['ansible_ssh_private_key_file', 'ansible_private_key_file'],
  privateKey: ['ansible_ssh_private_key', 'ansible_private_key'],
  passphrase: ['ansible_ssh_private_key_passphrase', 'ansible_private_key_passphrase'],
  sshArguments: ['ansible_ssh_args', 'ansible_ssh_common_args', 'ansible_ssh_extra_args'],
  become: ['ansible_become'],
  becomeMethod: ['ansible_become_method'],
  becomeUser: ['ansible_become_user'],
  becomePassword: ['ansible_become_password', 'ansible_become_pass', 'ansible_sudo_pass'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Ansible's connection variables that say nothing to kmagic, and why; `*` stands for any text. */
export const inertConnectionNames: readonly { readonly names: readonly string[]; readonly reason: string }[] = [
  {
    names: [
      'ansible_*_interpreter',
      'ansible_interpreter_python_fallback',
      'ansible_remote_tmp',
      'ansible_async_dir',
      'ansible_shell_type',
      'ansible_shell_executable',
    ],
    reason: 'hosts need neither Python nor modules of Ansible',
  },
  {
    names: [
      'ansible_pipelining',
      'ansible_ssh_pipelining',
      'ansible_ssh_transfer_method',
      'ansible_ssh_executable',
      'ansible_sftp_*',
      'ansible_scp_*',
      'ansible_ssh_sftp_*',
      'ansible_control_path*',
      'ansible_ssh_control_path*',
      'ansible_ssh_use_tty',
      'ansible_sshpass_prompt',
      'ansible_paramiko_*',
      'ansible_become_exe',
      'ansible_become_flags',
      'ansible_sudo_exe',
      'ansible_sudo_flags',
    ],
    reason: 'kmagic connects by itself, once a host, and calls sudo its own way',
  },
  {
    names: ['ansible_timeout', 'ansible_ssh_timeout', 'ansible_ssh_retries', 'ansible_reconnection_retries'],
    reason: 'kmagic waits ten seconds for a connection',
  },
  {
    names: ['ansible_host_key_checking', 'ansible_ssh_host_key_checking'],
    reason: 'host keys are checked as --host-key-checking says',
  },
  { names: ['ansible_group_priority'], reason: 'it orders groups, in the inventory itself' },
];
