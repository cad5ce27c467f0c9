import { Encrypted, Secret, Unsafe, WholeFloat } from '@kmagic/core';
import { expect, it } from 'vitest';
import { inventoryJson, inventoryYaml } from './listed-inventory.ts';

const value = {
  web: { hosts: ['h1'], children: [] },
  _meta: { hostvars: { h1: { z: 'é"\n', a: [1, 1.5, new WholeFloat(2), -Infinity, true, null, { b: {} }], s: new Secret('hunter2') } } },
};

it('JSON is as Python writes it with sorted keys and four spaces', () => {
  expect(inventoryJson(value)).toBe(`{
    "_meta": {
        "hostvars": {
            "h1": {
                "a": [
                    1,
                    1.5,
                    2.0,
                    -Infinity,
                    true,
                    null,
                    {
                        "b": {}
                    }
                ],
                "s": "(secret)",
                "z": "é\\"\\n"
            }
        }
    },
    "web": {
        "children": [],
        "hosts": [
            "h1"
        ]
    }
}
`);
});

it('YAML has sorted keys, lists at the level of their key, and quotes what readers of YAML 1.1 would take for something else', () => {
  const words = { no: 'yes', on: 'off', octal: '0644', time: '12:30', empty: '', text: 'a: b', list: ['x', 1], flag: true, none: null };
  const source = { file: 'hosts', line: 1, column: 1 };
  const marked = { raw: new Unsafe('{{ x }}'), sealed: new Encrypted('$ANSIBLE_VAULT;1.1;AES256\n00', { source, keys: [] }) };
  expect(inventoryYaml({ words, b: { a: new Secret('hunter2'), f: new WholeFloat(2) }, marked })).toBe(`b:
  a: (secret)
  f: 2.0
marked:
  raw: !unsafe '{{ x }}'
  sealed: !vault |-
    $ANSIBLE_VAULT;1.1;AES256
    00
words:
  empty: ''
  flag: true
  list:
  - x
  - 1
  'no': 'yes'
  none: null
  octal: '0644'
  'on': 'off'
  text: 'a: b'
  time: '12:30'
`);
});
