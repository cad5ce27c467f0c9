import { describe, expect, it } from 'vitest';
import { checksums, featureGates, registryMirrors } from './structured-values.ts';
import { boolean, duration, integer, optional, quantity, registry, textMap, url } from './values.ts';
import type { ValueType } from './variable.ts';

const read = <T>(type: ValueType<T>, raw: unknown) => {
  const parsed = type.schema.safeParse(raw);
  return parsed.success ? parsed.data : parsed.error.issues.map(({ message }) => message).join('; ');
};

type Case = readonly [type: ValueType<unknown>, raw: unknown, result: unknown];

describe('types of variables', () => {
  it.each<[string, ...Case]>([
    ['yes is true', boolean, 'Yes', true],
    ['a word is no boolean', boolean, 'maybe', 'must be true or false'],
    ['digits are a number', integer(1, 10), ' 7 ', 7],
    ['bounds hold', integer(1, 10), 11, 'must be a whole number from 1 to 10'],
    ['a fraction is no integer', integer(), 1.5, 'must be a whole number of at least 0'],
    ['a duration has units', duration, '90', 'must be a duration such as 30s, 5m or 1h30m'],
    ['durations add up', duration, '1h0m30s', '1h0m30s'],
    ['quantities may be binary', quantity, '512Mi', '512Mi'],
    ['quantities may have an exponent', quantity, '1e9', '1e9'],
    ['quantities may begin with a point', quantity, ' .5Gi ', '.5Gi'],
    ['quantities may be of exa', quantity, '0.5E', '0.5E'],
    ['a quantity may be empty', quantity, '', ''],
    ['an exponent has digits', quantity, '1e', 'must be a Kubernetes quantity such as 500m, 256Mi or 2'],
    ['a quantity is not negative', quantity, -1, 'must be a Kubernetes quantity such as 500m, 256Mi or 2'],
    ['an address ends without a slash', url, 'http://mirror/', 'must be an http(s) address without a slash at its end'],
    ['a registry has no scheme', registry, 'http://mirror:5000', 'must be HOST[:PORT][/PATH] without http:// before it'],
    ['a registry may have a port', registry, 'mirror:5000', 'mirror:5000'],
    ['empty text is nothing given', optional(url), '', undefined],
    ['flags are text', textMap, { v: 2, profiling: false }, { v: '2', profiling: 'false' }],
    ["gates are kubespray's list", featureGates, ['A=true', 'B=False'], { A: true, B: false }],
    ['gates may be a map', featureGates, { A: true }, { A: true }],
    ['a gate needs a value', featureGates, ['A'], 'A is not of the form GateName=true'],
    ['a checksum is 64 hex digits', checksums, { amd64: { '1.0.0': 'sha256:00' } }, 'a checksum must be sha256: and 64 hex digits'],
  ])('%s', (_name, ...[type, raw, result]) => {
    expect(read(type, raw)).toEqual(result);
  });

  it('read registry mirrors with their defaults', () => {
    expect(read(registryMirrors, [{ prefix: '_default', mirrors: [{ host: 'http://10.99.50.1:5000', skip_verify: true }] }])).toEqual([
      {
        prefix: '_default',
        server: undefined,
        mirrors: [{ host: 'http://10.99.50.1:5000', capabilities: ['pull', 'resolve'], skipVerify: true, overridePath: false }],
      },
    ]);
  });
});
