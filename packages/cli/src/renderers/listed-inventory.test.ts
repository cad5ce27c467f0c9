import { Encrypted, Secret, Unsafe, WholeFloat } from '@kmagic/core';
import { expect, it } from 'vitest';
import { inventoryJson, inventoryYaml, isMasked } from './listed-inventory.ts';

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
  a: !masked (secret)
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

const sealed = new Encrypted('$ANSIBLE_VAULT;1.1;AES256\n00', { source: { file: 'hosts', line: 1, column: 1 }, keys: [] });
const swordfish = new Secret('swordfish-4711');

it.each([
  ['a secret', swordfish, true, 'v: !masked (secret)\n'],
  ['a secret deep inside', { list: [1, { it: swordfish }] }, true, 'v:\n  list:\n  - 1\n  - it: !masked (secret)\n'],
  ['a secret that is no template', new Unsafe(swordfish), true, 'v: !masked (secret)\n'],
  ['plain text with the text of a secret in it', 'user:swordfish-4711@', true, 'v: !masked (secret)\n'],
  ['the same, no template', new Unsafe('{{ swordfish-4711 }}'), true, 'v: !masked (secret)\n'],
  ['what is encrypted by itself', sealed, false, 'v: !vault |-\n  $ANSIBLE_VAULT;1.1;AES256\n  00\n'],
  ['plain text that says so', '(secret)', false, 'v: (secret)\n'],
])('no mask can be taken for a text: %s', (...[, v, masked, yaml]) => {
  expect([isMasked(v), inventoryYaml({ v })]).toEqual([masked, yaml]);
});
