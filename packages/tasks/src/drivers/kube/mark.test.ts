import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../manifests/kube-object.ts';
import { appliedOf, marked, markAnnotation, ownedFieldsHash, wantHash } from './mark.ts';

const object: KubeObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'b', annotations: { own: '1' } } };
const own = { manager: 'kmagic', operation: 'Apply', time: '2026-01-01T00:00:10Z', fieldsV1: { 'f:data': { 'f:a': {} } } };
const mark = (fields: string): Record<string, string> => ({ [markAnnotation]: `${wantHash(object)}.${fields}` });

describe('the mark of an applied object', () => {
  it('says what was wanted and which fields were owned, beside the annotations wanted', () => {
    expect(marked(object, 'f').metadata.annotations).toEqual({ own: '1', ...mark('f') });
  });

  it('holds while kmagic owns the same fields, whoever else has written', () => {
    const fields = ownedFieldsHash({ managedFields: [own] })!;
    const metadata = {
      annotations: mark(fields),
      managedFields: [{ manager: 'someone', operation: 'Update', time: '2026-01-02T00:00:00Z' }, own],
    };
    expect(appliedOf(metadata)).toEqual({ want: wantHash(object), intact: true, changedBy: ['someone'] });
  });

  it('is broken when a field was taken, and tells by whom; what the status was written by does not count', () => {
    const fields = ownedFieldsHash({ managedFields: [own] })!;
    const managedFields = [
      { ...own, fieldsV1: { 'f:data': {} } },
      { manager: 'kubectl-edit', operation: 'Update', time: '2026-01-01T00:00:11Z' },
      { manager: 'early', operation: 'Update', time: '2026-01-01T00:00:09Z' },
      { manager: 'controller', operation: 'Update', subresource: 'status', time: '2026-01-03T00:00:00Z' },
    ];
    expect(appliedOf({ annotations: mark(fields), managedFields })).toMatchObject({ intact: false, changedBy: ['kubectl-edit'] });
  });

  it('is not there on an object kmagic never applied', () => {
    expect(appliedOf({ managedFields: [{ ...own, manager: 'kubectl' }] })).toMatchObject({ intact: false });
    expect(appliedOf({})).toEqual({ intact: false, changedBy: [] });
  });
});
