import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { file } from '../kinds/file/file.ts';
import type { Handle } from '../resource/ref.ts';
import { compile } from '../role/compile.ts';
import { localHosts } from '../testing/local-hosts.ts';
import { me } from '../testing/me.ts';
import { oneRole, planAndApply } from '../testing/one-role.ts';

const want = { content: '', mode: '0644', ...me } as const;

describe('a run under a limit', () => {
  it.each([
    ['a', ['a: base', 'a: for a']],
    ['b', ['b: base', 'a: for b']],
  ])('to %s does what is done for it, wherever that stands, and nothing for others', async (only, expected) => {
    const lab = localHosts(['a', 'b']);
    const at = (host: string, name: string): string => join(lab.root(host), name);
    const bases = new Map<string, Handle>();
    const operation = oneRole((task, { host, hosts }) => {
      bases.set(host.name, task('base', file({ path: at(host.name, 'base') }, want)));
      if (host.name !== 'b') return;
      const [first] = hosts('all');
      for (const each of hosts('all'))
        task.on(first!)(`for ${each.name}`, file({ path: at('a', `for ${each.name}`) }, want), {
          after: [bases.get(each.name)!],
          concerns: each,
        });
    });
    await planAndApply(lab.context(compile(operation, undefined, lab.hosts), { limit: new Set([only]) }));
    const made = ['a', 'b'].flatMap((host) =>
      ['base', 'for a', 'for b'].filter((name) => existsSync(at(host, name))).map((name) => `${host}: ${name}`),
    );
    expect(made.sort()).toEqual(expected.sort());
  });
});
