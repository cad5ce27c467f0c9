import { expect, it } from 'vitest';
import { nearestName } from './nearest-name.ts';

it('finds what a mistyped name was meant to be, and nothing for a name unlike any', () => {
  const known = ['kube_version', 'kube_proxy_mode', 'ip'];
  expect(nearestName('kube_verison', known)).toBe('kube_version');
  expect(nearestName('pi', known)).toBeUndefined();
  expect(nearestName('something_else', known)).toBeUndefined();
  expect(nearestName('x', [])).toBeUndefined();
});
