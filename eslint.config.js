// @ts-check
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Restrictions of the project's own; every one says what to do instead. `test/architecture.test.ts` holds the import rule. */
const machineDoors = {
  group: [
    'node:fs',
    'node:fs/*',
    'node:net',
    'node:tls',
    'node:http',
    'node:https',
    'node:dgram',
    'node:child_process',
    'fs',
    'fs/*',
    'net',
    'child_process',
  ],
  message:
    'Only core/transport, core/inventory, core/facts, core/plan and cli touch the controller; ask a host with a Probe, act with a Step, and take files in as text.',
};
const reveal = {
  group: ['**/secret/secret.ts', '@kmagic/core/reveal', '**/pki/reveal.ts'],
  importNames: ['reveal'],
  message:
    'Pass the Secret on: sh`...` takes it as a word and a write step as content. Only shell, transport, vault, engine, fingerprints, drivers, pki, and those who read settings of an inventory, read it.',
};
const mocks = [
  { object: 'vi', property: 'mock', message: 'Give the code a real implementation (core/testing has a fake host), not a module mock.' },
  { object: 'vi', property: 'doMock', message: 'Give the code a real implementation (core/testing has a fake host), not a module mock.' },
];
const clocks = [
  {
    object: 'Date',
    property: 'now',
    message: 'Take the time as an argument (`clock` of the run, `now` of a late value): plans and certificates must be reproducible.',
  },
  { object: 'Math', property: 'random', message: 'Take what is random as an argument; a secret comes from node:crypto in an Ephemeral.' },
];
const clockSyntax = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: 'Take the time as an argument: `new Date()` without one reads the clock.',
};
const enums = { selector: 'TSEnumDeclaration', message: 'Use a union of string literals: enums are not erasable.' };

export default defineConfig(
  { ignores: ['**/node_modules/', '**/dist/', 'artifacts/', '**/.kmagic/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 300 }],
      'max-params': ['error', 3],
      'no-console': 'error',
      eqeqeq: 'error',
      'no-restricted-imports': 'off',
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [machineDoors, reveal] }],
      'no-restricted-properties': ['error', ...clocks, ...mocks],
      'no-restricted-syntax': ['error', clockSyntax, enums],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Numbers read well in sentences; everything else must say how it becomes text.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `task.together(() => task(...))` and `() => done()` are how bodies and callbacks are written.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // noUncheckedIndexedAccess makes `list[0]!` the way to say that an index is known to be there.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Kinds, roles and stages are records of functions: none of them uses `this`.
      '@typescript-eslint/unbound-method': 'off',
      // The API's types are classes; manifests are plain objects of their shape.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // `from<E>(role)` names the type of what is looked up.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // Strings are spread into characters, and the API's objects, classes by type only, into others.
      '@typescript-eslint/no-misused-spread': 'off',
      // A kind's Out and a role's exports are `void` where there are none.
      '@typescript-eslint/no-invalid-void-type': ['error', { allowInGenericTypeArguments: true, allowAsThisParameter: true }],
    },
  },
  {
    files: [
      'packages/core/src/{transport,inventory,facts,plan}/**/*.ts',
      'packages/core/src/kinds/template/load-template.ts',
      'packages/cli/src/**/*.ts',
    ],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [reveal] }] },
  },
  {
    files: [
      'packages/core/src/{shell,engine,vault}/**/*.ts',
      'packages/core/src/resource/fingerprint.ts',
      'packages/tasks/src/pki/**/*.ts',
    ],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [machineDoors] }] },
  },
  {
    // Files, not rooms: each is one function that takes the text out of a value of the inventory, for what reads it as a setting.
    files: ['packages/core/src/inventory/open-text.ts', 'packages/tasks/src/spec/said.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [machineDoors] }] },
  },
  {
    files: ['packages/core/src/transport/**/*.ts', 'packages/tasks/src/drivers/**/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': 'off' },
  },
  {
    files: ['packages/cli/src/renderers/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // The program itself reads the clock once and hands it down.
    files: ['packages/cli/src/program.ts', 'packages/core/src/testing/**/*.ts'],
    rules: {
      'no-restricted-properties': ['error', ...mocks],
      'no-restricted-syntax': ['error', enums],
      '@typescript-eslint/no-restricted-imports': 'off',
    },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts', 'examples/**/*.ts', 'scripts/**/*.ts', '*.config.ts'],
    rules: {
      'no-console': 'off',
      'no-restricted-properties': ['error', ...mocks],
      'no-restricted-syntax': ['error', enums],
      '@typescript-eslint/no-restricted-imports': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    rules: { 'max-lines': ['error', { max: 300 }], 'max-params': ['error', 3], eqeqeq: 'error' },
  },
);
