import { dnsName } from './dns-name.ts';

const name = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** True: Kubernetes takes it as the key of a label or taint, a name with a DNS name and `/` before it or not. */
export function isLabelKey(key: string): boolean {
  const [last = '', domain, ...rest] = key.split('/').toReversed();
  return rest.length === 0 && name.test(last) && (domain === undefined || (domain.length <= 253 && dnsName.test(domain)));
}

/** True: Kubernetes takes it as the value of a label or taint. */
export function isLabelValue(value: string): boolean {
  return value === '' || name.test(value);
}
