import { describe, expect, it } from 'vitest';
import { importsOf, mentions, sources, type Import, type Source } from './architecture/imports.ts';

/**
 * Who may import whom. A room is a folder of `packages/` (without `src/`); beside what its row says, it may import from itself.
 * `types` may come over as types only. `core` alone is the public API of @kmagic/core, as other packages see it.
 */
const rooms: readonly { readonly room: string; readonly may: string; readonly types?: string }[] = [
  // The engine, which knows nothing of Kubernetes.
  { room: 'core/errors', may: '' },
  { room: 'core/secret', may: '' },
  { room: 'core/vault', may: 'core/errors core/secret' },
  { room: 'core/shell', may: 'core/secret' },
  { room: 'core/transport', may: 'core/errors core/secret core/shell ssh2 p-limit' },
  { room: 'core/observe', may: 'core/errors core/secret core/shell', types: 'core/transport core/resource' },
  { room: 'core/resource', may: 'core/errors core/secret core/shell', types: 'core/observe core/transport' },
  { room: 'core/events', may: 'core/errors core/secret', types: 'core/resource' },
  { room: 'core/kinds', may: 'core/errors core/secret core/shell core/resource handlebars', types: 'core/observe core/transport' },
  { room: 'core/facts', may: 'core/errors core/secret core/shell core/observe p-limit', types: 'core/transport' },
  {
    room: 'core/inventory',
    may: 'core/errors core/secret core/vault core/shell core/vars js-yaml yaml',
    types: 'core/transport core/observe core/facts',
  },
  {
    room: 'core/vars',
    may: 'core/errors core/secret core/shell core/inventory yaml fastest-levenshtein bcryptjs jmespath',
    types: 'core/facts',
  },
  { room: 'core/migrate', may: 'core/inventory core/vault yaml' },
  { room: 'core/connections', may: 'core/transport', types: 'core/inventory' },
  { room: 'core/graph', may: 'core/errors core/resource', types: 'core/role' },
  { room: 'core/role', may: 'core/errors core/resource core/graph', types: 'core/facts' },
  { room: 'core/plan', may: 'core/errors core/secret core/resource core/graph', types: 'core/events core/observe' },
  {
    room: 'core/engine',
    may: 'core/errors core/secret core/shell core/observe core/resource core/events core/graph core/role core/plan core/facts p-limit',
    types: 'core/transport',
  },
  { room: 'core/testing', may: 'core/* ssh2 vitest' },
  { room: 'core/index.ts', may: 'core/*' },

  // The Kubernetes knowledge: no I/O but through drivers.
  { room: 'tasks/catalog', may: 'core' },
  { room: 'tasks/spec', may: 'core core/reveal tasks/catalog zod fastest-levenshtein yaml' },
  { room: 'tasks/pki', may: 'core core/reveal node-forge js-yaml yaml' },
  { room: 'tasks/manifests', may: 'core js-yaml yaml', types: 'tasks/spec @kubernetes/client-node' },
  { room: 'tasks/drivers', may: 'core tasks/pki tasks/manifests @kubernetes/client-node etcd3 cockatiel undici yaml', types: 'tasks/spec' },
  { room: 'tasks/kinds', may: 'core tasks/pki tasks/manifests tasks/drivers', types: 'tasks/spec @kubernetes/client-node' },
  {
    room: 'tasks/roles',
    may: 'core tasks/kinds tasks/manifests tasks/pki tasks/spec tasks/templates-url.ts',
    types: 'tasks/catalog tasks/drivers @kubernetes/client-node',
  },
  { room: 'tasks/operations', may: 'core tasks/roles tasks/kinds', types: 'tasks/spec' },
  { room: 'tasks/cluster', may: 'core tasks/spec tasks/drivers yaml' },
  { room: 'tasks/templates-url.ts', may: '' },
  { room: 'tasks/index.ts', may: 'tasks/*' },

  // Arguments in, text out.
  { room: 'cli/renderers', may: 'core diff log-update yaml', types: 'cli tasks' },
  { room: 'cli/commands', may: 'core tasks cli cli/renderers commander yaml' },
  { room: 'cli/testing', may: 'core cli commander' },
  { room: 'cli', may: 'core tasks cli/commands cli/renderers commander read yaml' },
];

/** What only some rooms may do, and what the others do instead. */
const bans: readonly {
  readonly what: string;
  readonly by: (source: Source) => boolean;
  readonly only: string;
  readonly instead: string;
}[] = [
  {
    what: 'reads the text of a Secret (reveal)',
    by: (source) => importsOf(source).some((i) => !i.typeOnly && (i.names.includes('reveal') || i.to === 'core/reveal')),
    // Any value of an inventory may be encrypted, addresses and sizes too: one file a package takes their text out for those who read them.
    only: 'core/shell core/transport core/vault core/engine core/resource/fingerprint.ts core/inventory/open-text.ts tasks/spec/said.ts tasks/drivers tasks/pki',
    instead: 'pass the Secret on: sh`...` takes it as a word, a write step as content',
  },
  {
    what: 'reads the text of a Secret (openText)',
    by: (source) => importsOf(source).some((i) => place(i.to) === 'core/inventory/open-text.ts'),
    only: 'core/inventory core/vars/evaluator/jinja.ts core/vars/evaluator/language/secrets.ts',
    instead: 'take a setting as connection-settings.ts gives it, and in templates use openSecret, which remembers',
  },
  {
    what: 'touches the disk (node:fs)',
    by: (source) => importsAny(source, ['node:fs', 'node:fs/promises']),
    only: 'core/transport core/inventory core/facts core/plan core/kinds/template/load-template.ts core/testing tasks/drivers cli',
    instead: 'ask a host with a Probe, act with a Step, and take the controller’s files in as text',
  },
  {
    what: 'opens sockets (node:net, tls, http, dgram)',
    by: (source) =>
      importsAny(source, ['node:net', 'node:tls', 'node:http', 'node:https', 'node:dgram'], ['isIP', 'isIPv4', 'isIPv6', 'BlockList']),
    only: 'core/transport core/testing tasks/drivers cli',
    instead: 'go through Transport.forward; a driver does',
  },
  {
    what: 'starts processes (node:child_process)',
    by: (source) => importsAny(source, ['node:child_process']),
    only: 'core/transport core/testing cli',
    instead: 'give the engine a Command: it runs on the host',
  },
  {
    what: 'prints (console, process.stdout)',
    by: (source) => uses(source, 'console', '*') || uses(source, 'process', 'stdout') || uses(source, 'process', 'stderr'),
    only: 'cli',
    instead: 'emit an Event; renderers show it',
  },
  {
    what: 'reads the clock or draws lots (Date.now, new Date(), Math.random)',
    by: (source) => uses(source, 'Date', 'now') || uses(source, 'Date', '') || uses(source, 'Math', 'random'),
    only: 'core/testing cli/program.ts',
    instead: 'take `clock` or `now` as an argument: graphs, plans and certificates are reproducible',
  },
  {
    what: 'ends the process or reads its arguments',
    by: (source) => uses(source, 'process', 'exit') || uses(source, 'process', 'argv'),
    only: 'cli',
    instead: 'throw a KmagicError: its code is the exit status',
  },
];

const all = sources();

describe('architecture', () => {
  it('every source file stands in a room of the table', () => {
    const outside = all.map((s) => place(s.path)).filter((path) => roomOf(path) === undefined);
    expect(outside, 'give the new folder a row in `rooms` of test/architecture.test.ts, and say there what it may import').toEqual([]);
  });

  it('a room imports only what its row allows', () => {
    const broken = all.flatMap((source) =>
      importsOf(source)
        .filter((i) => !isAllowed(i))
        .map(sentence),
    );
    expect(broken, broken.join('\n')).toEqual([]);
  });

  it('what a kind takes from a driver is its questions, as plain data, and leads to no connection', () => {
    const clients = ['@kubernetes/client-node', 'etcd3', 'undici', 'node:net', 'node:tls'];
    const taken = all.filter((s) => place(s.path).startsWith('tasks/kinds/')).flatMap(importsOf);
    const broken = taken
      .filter((i) => !i.typeOnly && reaches(i.to, clients))
      .map(({ from, to }) => `${place(from)} imports ${place(to)}, which leads to a client; ask by DriverQuestion`);
    expect(broken, broken.join('\n')).toEqual([]);
  });

  it('a role uses its own folder, what stands beside the folders, and of other roles their role.ts', () => {
    const broken = all
      .flatMap(importsOf)
      .filter(
        (i) => roleOf(i.from) !== undefined && roleOf(i.to) !== undefined && roleOf(i.from) !== roleOf(i.to) && !i.to.endsWith('/role.ts'),
      )
      .map(({ from, to }) => `${place(from)} imports ${place(to)}: take what the other recipe returns, with recipe.from(role)`);
    expect(broken, broken.join('\n')).toEqual([]);
  });

  it.each(bans)('only $only $what', ({ what, by, only, instead }) => {
    const broken = all
      .filter((source) => !only.split(' ').some((room) => isIn(place(source.path), room)) && by(source))
      .map((source) => `${place(source.path)} ${what}; ${instead}`);
    expect(broken, broken.join('\n')).toEqual([]);
  });

  it('a source file is at most 300 lines', () => {
    const long = all
      .map((s) => `${place(s.path)}: ${s.tree.text.trimEnd().split('\n').length} lines`)
      .filter((text) => Number(/(\d+) lines$/.exec(text)?.[1]) > 300);
    expect(long, 'divide it: one idea a file').toEqual([]);
  });
});

/** `core/src/engine/act.ts` as the table names it: `core/engine/act.ts`. */
function place(path: string): string {
  return path.replace('/src/', '/');
}

function roomOf(path: string): (typeof rooms)[number] | undefined {
  return rooms.filter(({ room }) => isIn(path, room)).sort((a, b) => b.room.length - a.room.length)[0];
}

/** A room holds the files of its folder at any depth; `cli`, `core` and `tasks` alone hold only what stands in none of their folders. */
function isIn(path: string, room: string): boolean {
  return path === room || path.startsWith(`${room}/`);
}

function roleOf(path: string): string | undefined {
  return /^tasks\/src\/roles\/([^/]+)\//.exec(path)?.[1];
}

function isAllowed({ from, to, typeOnly }: Import): boolean {
  const row = roomOf(place(from));
  const other = nameOf(to);
  if (row === undefined || other === undefined || other === row.room) return true;
  const allowed = [...row.may.split(' '), ...(typeOnly ? (row.types ?? '').split(' ') : [])];
  return allowed.includes(other) || allowed.some((entry) => entry.endsWith('/*') && other.startsWith(entry.slice(0, -1)));
}

/** How the table calls what is imported; undefined for what Node itself brings: the bans speak of that. */
function nameOf(to: string): string | undefined {
  if (to.startsWith('node:')) return undefined;
  const api = /^@kmagic\/(.+)$/.exec(to)?.[1];
  if (api !== undefined) return api;
  return roomOf(place(to))?.room ?? to;
}

function sentence(i: Import): string {
  const row = roomOf(place(i.from));
  const only = row?.types?.split(' ').includes(nameOf(i.to) ?? '') === true ? ' for more than types' : '';
  return `${place(i.from)} imports ${place(i.to)}${only}; ${row?.room ?? ''} may import ${row?.may === '' ? 'nothing of ours' : (row?.may ?? '')}${row?.types === undefined ? '' : `, and types of ${row.types}`}`;
}

function reaches(start: string, goals: readonly string[]): boolean {
  const seen = new Set([start]);
  for (const path of seen) {
    const source = all.find((s) => s.path === path);
    for (const i of source ? importsOf(source) : []) if (!i.typeOnly) seen.add(i.to);
  }
  return goals.some((goal) => seen.has(goal));
}

function importsAny(source: Source, modules: readonly string[], harmless: readonly string[] = []): boolean {
  return importsOf(source).some(
    (i) => !i.typeOnly && modules.includes(i.to) && !(i.names.length > 0 && i.names.every((name) => harmless.includes(name))),
  );
}

function uses(source: Source, object: string, property: string): boolean {
  return mentions(source, object, property).length > 0;
}
