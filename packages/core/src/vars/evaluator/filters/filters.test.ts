import { describe, expect, it } from 'vitest';
import { KmagicError } from '../../../errors/kmagic-error.ts';
import type { Surroundings, TemplateProblem } from '../evaluator.ts';
import { jinja } from '../jinja.ts';
import { testRefusals } from '../tests/refused-tests.ts';
import { valueTests } from '../tests/value-tests.ts';
import { textOf } from '../values.ts';
import { communityCases } from './cases/community.cases.ts';
import { errorCases } from './cases/errors.cases.ts';
import { hashCases } from './cases/hashes.cases.ts';
import { ipTestCases } from './cases/ip-tests.cases.ts';
import { ipaddrCases } from './cases/ipaddr.cases.ts';
import { jsonCases } from './cases/json.cases.ts';
import { listCases } from './cases/lists.cases.ts';
import { mappingCases } from './cases/mappings.cases.ts';
import { networkCases } from './cases/networks.cases.ts';
import { numberCases } from './cases/numbers.cases.ts';
import { pathCases } from './cases/paths.cases.ts';
import { regexCases } from './cases/regex.cases.ts';
import { textCases } from './cases/text.cases.ts';
import { valueTestCases } from './cases/value-tests.cases.ts';
import { caseVariables } from './cases/variables.cases.ts';
import { yamlCases } from './cases/yaml.cases.ts';
import { acceptMissing, filters } from './filters.ts';
import { filterRefusals } from './refused.ts';

const groups = {
  chanceTimeAndCollections: communityCases,
  hashes: hashCases,
  ipaddr: ipaddrCases,
  ipTests: ipTestCases,
  json: jsonCases,
  lists: listCases,
  mappings: mappingCases,
  networks: networkCases,
  numbers: numberCases,
  paths: pathCases,
  regex: regexCases,
  tests: valueTestCases,
  text: textCases,
  yaml: yamlCases,
};

const environment: Readonly<Record<string, string>> = { HOME: '/home/me', FOO: 'foo' };

const surroundings: Surroundings = {
  lookup: (name) => (Object.hasOwn(caseVariables, name) ? caseVariables[name] : undefined),
  written: () => undefined,
  names: () => Object.keys(caseVariables),
  absence: () => undefined,
  env: (name) => environment[name],
  readFile: () => undefined,
  password: () => {
    throw new Error('no case makes a password');
  },
  problem: ({ what, hint, code }: TemplateProblem) => new KmagicError(code ?? 'badVariable', what, { hint }),
};

const language = jinja();

/** The value of an expression as Python prints it. */
function printed(expression: string): string {
  if (language.evaluate(`{{ (${expression}) is undefined }}`, surroundings) === true) return 'Undefined';
  return textOf(language.evaluate(`{{ [${expression}] | string }}`, surroundings)).slice(1, -1);
}

function problem(expression: string): KmagicError {
  try {
    printed(expression);
  } catch (error) {
    expect(error, String((error as Error).stack)).toBeInstanceOf(KmagicError);
    return error as KmagicError;
  }
  throw new Error(`${expression} has a value: ${printed(expression)}`);
}

describe.each(Object.entries(groups))('%s', (_, cases) => {
  it.each(cases)('%s', (expression, value) => {
    expect(printed(expression)).toBe(value);
  });
});

describe('an error says what is wrong', () => {
  it.each(errorCases)('%s', (expression, message) => {
    const error = problem(expression);
    expect(error.message).toBe(`in {{ (${expression}) is undefined }}: ${message}`);
    expect(error.hint).toBeTruthy();
  });

  it.each([
    ['range(20) | list | permutations', 'permutations: would make more than 100000 items'],
    ['range(1000) | list | product(range(1000) | list)', 'product: would make more than 100000 items'],
    ['range(60) | list | combinations(30)', 'combinations: would make more than 100000 items'],
    ["'x' | center(999999999)", 'center: would make more than 10000000 characters'],
    ["range(9999) | join('x' * 9999)", 'join: would make more than 10000000 characters'],
    ["('x' * 9999) | replace('x', 'y' * 9999)", 'replace: would make more than 10000000 characters'],
    ["'%999999999d' | format(1)", 'format: widths go up to 10000, not to 999999999'],
    ["'10.0.0.0/8' | ansible.utils.usable_range", 'ansible.utils.usable_range: would make 16777216 addresses; 100000 is the limit'],
    ["'pw' | password_hash('sha512', 'abc', rounds=999999999)", 'password_hash: the rounds must be from 1000 to 10000000, not 999999999'],
    [
      "'pw' | password_hash('bcrypt', 'abcdefghijklmnopqrstuv', rounds=31)",
      'password_hash: the rounds of bcrypt must be from 4 to 16, not 31',
    ],
    ["'pw' | password_hash('sha512')", 'password_hash: needs a salt: a random one would make another plan each time'],
    ['lst | random', 'random: needs a seed: without one a plan would be another every time'],
    ['lst | shuffle', 'shuffle: needs a seed: without one a plan would be another every time'],
    ["'%Y' | strftime", 'strftime: says what time it is, and a plan must be the same every time'],
    ["'a++' | regex_search('a++')", 'regex_search: Invalid regular expression: /a++/: Possessive repetition (a++) is not supported'],
    ["'x' | from_json", 'from_json: '],
    ["'a: b: c' | from_yaml", "from_yaml: there is a ': ' within the value"],
    ["users | json_query('[')", 'json_query: '],
  ])('%s', (expression, message) => {
    expect(problem(expression).message).toContain(`}}: ${message}`);
  });
});

it('a name may be written with the collection it comes from', () => {
  expect(printed("'a' | ansible.builtin.upper")).toBe("'A'");
  expect(printed("'10.0.0.1' | ansible.netcommon.ipaddr('int')")).toBe('167772161');
  expect(printed("'10.0.0.1' is ansible.utils.in_network('10.0.0.0/8')")).toBe('True');
});

it('keep_keys of ansible.utils goes down, that of community.general does not', () => {
  const nested = "[{'a': {'b': 1}, 'b': 2, 'c': 3}]";
  expect(printed(`${nested} | ansible.utils.keep_keys(['b'])`)).toBe("[{'a': {'b': 1}, 'b': 2}]");
  expect(printed(`${nested} | community.general.keep_keys(['b'])`)).toBe("[{'b': 2}]");
});

it('integers that JavaScript cannot hold exactly keep their digits', () => {
  expect(printed("'fe80::1' | ipaddr('int')")).toBe("'338288524927261089654018896841347694593'");
  expect(printed("'99999999999999999999' | int")).toBe("'99999999999999999999'");
  expect(printed("'[18014398509481985]' | from_json")).toBe("['18014398509481985']");
});

it.each([
  ['filter', filterRefusals, (name: string) => `'x' | ${name}`],
  ['test', testRefusals, (name: string) => `'x' is ${name}`],
] as const)('a refused %s says why', (_, refusals, expression) => {
  for (const [name, why] of Object.entries(refusals)) {
    const { code, message } = problem(expression(name));
    expect([code, message]).toEqual(['unsupported', `in {{ (${expression(name)}) is undefined }}: ${name} is not supported: ${why}`]);
  }
});

describe('every name has a case', () => {
  const expressions = [...Object.values(groups).flat(), ...errorCases].map(([expression]) => expression).join('\n');
  const isUsed = (name: string, before: string) =>
    new RegExp(`${before}\\s*(?:(?:ansible|community)\\.\\w+\\.)?${name}(?!\\w)`).test(expressions);

  it('among the filters', () => {
    const unused = Object.keys(filters).filter((name) => !Object.hasOwn(filterRefusals, name) && !isUsed(name, '\\|'));
    expect(unused.filter((name) => !expressions.includes(`map('${name}'`))).toEqual([]);
    for (const name of acceptMissing) expect(Object.keys(filters)).toContain(name);
  });

  it('among the tests', () => {
    const named = Object.keys(valueTests).filter((name) => /^\w+$/.test(name) && !Object.hasOwn(testRefusals, name));
    expect(named.filter((name) => !isUsed(name, ' is(?: not)?'))).toEqual([]);
  });
});
