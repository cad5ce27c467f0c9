import { describe, expect, it } from 'vitest';
import { amountOf, lacksUnit, millisecondsOf } from './quantities.ts';
import { bytes, memoryLimit } from './values.ts';

describe('quantities', () => {
  it.each([
    ['', 0],
    ['2', 2],
    ['500m', 0.5],
    ['64M', 64_000_000],
    ['256Mi', 268_435_456],
    ['1.5Gi', 1_610_612_736],
    ['2Ti', 2_199_023_255_552],
    ['1e9', 1_000_000_000],
    ['1e3', 1000],
    ['1E3', 1000],
    ['25e-1', 2.5],
    ['0.5E', 500_000_000_000_000_000],
    ['1Ei', 1_152_921_504_606_846_976],
    ['.5Gi', 536_870_912],
    ['5.', 5],
    ['+2k', 2000],
    ['250000u', 0.25],
    ['1e', Number.NaN],
    ['1e3Mi', Number.NaN],
    ['.', Number.NaN],
    ['-1', Number.NaN],
    ['512mb', Number.NaN],
    ['Mi', Number.NaN],
  ])('%s is %d', (text, amount) => {
    expect(amountOf(text)).toBe(amount);
  });

  it.each([
    ['512', true],
    ['512m', true],
    ['1e3', true],
    ['1e9', false],
    ['1Mi', false],
    ['0', false],
    ['', false],
  ])('%s lacks a unit: %s', (text, lacking) => {
    expect(lacksUnit(text)).toBe(lacking);
  });
});

describe('durations', () => {
  it.each([
    ['1h30m', 5_400_000],
    ['40s', 40_000],
    ['1m0s', 60_000],
    ['250ms', 250],
  ])('%s is %d ms', (text, ms) => {
    expect(millisecondsOf(text)).toBe(ms);
  });
});

describe('sizes', () => {
  it.each([
    [2147483648, 2147483648],
    ['2147483648', 2147483648],
    ['8Gi', 8589934592],
    [' 20Mi ', 20971520],
    ['2G', 2000000000],
    ['8GB', 'must be bytes such as 2147483648, or with a unit such as 8Gi'],
    ['-1', 'must be bytes such as 2147483648, or with a unit such as 8Gi'],
    ['', 'must be bytes such as 2147483648, or with a unit such as 8Gi'],
    [0, 'must be bytes such as 2147483648, or with a unit such as 8Gi'],
  ])('%s is %s', (raw, result) => {
    const parsed = bytes(1).schema.safeParse(raw);
    expect(parsed.success ? parsed.data : parsed.error.issues[0]?.message).toBe(result);
  });

  it.each([
    ['512M', '512M'],
    ['512Mi', '512M'],
    ['512m', '512M'],
    ['1 gb', '1G'],
    [0, '0'],
    ['half', 'must be memory such as 512M, or 0 for no limit'],
  ])('as a limit %s is %s', (raw, result) => {
    const parsed = memoryLimit.schema.safeParse(raw);
    expect(parsed.success ? parsed.data : parsed.error.issues[0]?.message).toBe(result);
  });
});
