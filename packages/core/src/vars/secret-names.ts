/** Whether a variable of this name holds something that must not be shown. */
export function isSecretName(name: string): boolean {
  return /(?:^|_)(?:password|passwd|pass|passphrase|secret|secrets|secret_key|access_key|private_key|certificate_key|activation_key|token|encrypt_token)$/.test(
    name,
  );
}
