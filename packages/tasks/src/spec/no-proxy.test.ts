import { expect, it } from 'vitest';
import { examineSpec } from './build-spec.ts';
import { sampleInput } from './sample-spec.ts';

it.each<readonly [variables: Readonly<Record<string, unknown>>, given: string | undefined, noProxy: string | undefined]>([
  [{}, undefined, undefined],
  [{ http_proxy: 'http://proxy:3128' }, undefined, expect.stringMatching(/^localhost,10\.0\.0\.11,.*,svc\.cluster\.local$/) as string],
  [{ http_proxy: 'http://proxy:3128', no_proxy: null }, undefined, expect.stringContaining('10.0.0.11') as string],
  [{ http_proxy: 'http://proxy:3128', no_proxy: 'internal' }, 'internal', 'internal'],
  [{ http_proxy: 'http://proxy:3128', no_proxy: '' }, '', ''],
])('what is reached without the proxy of %o', (variables, given, noProxy) => {
  const { spec } = examineSpec(sampleInput(variables));
  expect([spec.proxy.noProxy, spec.derived.noProxy]).toEqual([given, noProxy]);
});
