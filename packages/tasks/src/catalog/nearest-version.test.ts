import { expect, it } from 'vitest';
import { isBefore, nearestVersion } from './nearest-version.ts';

const versions = ['2.1.0', '1.36.4', '1.36.0', '1.35.8', '1.35.0'];

it.each([
  ['1.36.9', '1.36.4'],
  ['1.36.1', '1.36.0'],
  ['1.30.2', '1.35.8'],
  ['1.37.0', '1.36.4'],
  ['2.0.5', '2.1.0'],
])('nearest to %s is %s', (wanted, nearest) => {
  expect(nearestVersion(wanted, versions)).toBe(nearest);
});

it('is none of none', () => {
  expect(nearestVersion('1.36.4', [])).toBeUndefined();
});

it.each([
  ['3.5.21', '3.6', true],
  ['3.6.0', '3.6', false],
  ['3.10.0', '3.6', false],
  ['1.7.28', '2.0', true],
])('%s before %s: %s', (version, minor, before) => {
  expect(isBefore(version, minor)).toBe(before);
});
