export { drivers } from './drivers/drivers.ts';
export { apply } from './operations/apply.ts';
export { buildSpec, examineSpec, type Examined } from './spec/build-spec.ts';
export type * from './spec/cluster-spec.ts';
export type * from './spec/spec-input.ts';
export { templateDefaults } from './spec/template-defaults.ts';
export { variablesDoc } from './spec/variables-doc.ts';
