import { KmagicError } from '../errors/kmagic-error.ts';
import { GraphBuilder } from '../graph/builder.ts';
import type { Graph, Section } from '../graph/graph.ts';
import type { Resource } from '../resource/kind.ts';
import { Handle, LateRef, type Ephemeral, type NodeId } from '../resource/ref.ts';
import type { AnyRole, HostView, Operation, Stage, Task, TaskOptions } from './role.ts';

/** Pure: the same operation, spec and hosts give the same graph. */
export function compile<Spec>(operation: Operation<Spec>, spec: Spec, hosts: readonly HostView[]): Graph {
  const builder = new GraphBuilder();
  const exported = new Map<string, unknown>();
  const stages = operation.stages(spec);
  for (const stage of stages) {
    if (stage.barrier === 'all') builder.barrier();
    for (const host of stage.hosts(hosts)) {
      for (const role of stage.roles) {
        const recipe = {
          host,
          vars: role.vars(spec as never, host) as never,
          hosts: (group: string) => hosts.filter((h) => h.groups.includes(group)),
          from: <E>(other: { readonly name: string }, at?: HostView): E => exportedBy<E>(exported, other.name, at ?? host),
        };
        exported.set(`${role.name}@${host.name}`, role.recipe(makeTask(builder, { stage, role, host: host.name }), recipe));
      }
    }
  }
  return builder.build(
    operation.name,
    stages.map(({ name, about }) => ({ name, about })),
  );
}

function exportedBy<E>(exported: ReadonlyMap<string, unknown>, role: string, host: HostView): E {
  const own = `${role}@${host.name}`;
  const all = [...exported.keys()].filter((key) => key.startsWith(`${role}@`));
  const key = exported.has(own) ? own : all.length === 1 ? all[0]! : undefined;
  if (key === undefined) throw new KmagicError('bug', `role ${role} has not been declared for ${host.name} yet`);
  return exported.get(key) as E;
}

interface Scope {
  readonly stage: Stage;
  readonly role: AnyRole;
  readonly host: string;
}

/** What the tasks being declared share: their lane, their section, and who they follow. */
interface Mode {
  lane: string;
  section?: Section;
  group?: { readonly base: Map<string, readonly NodeId[]>; readonly members: Map<string, NodeId[]> };
}

function makeTask(builder: GraphBuilder, scope: Scope): Task {
  const mode: Mode = { lane: 'main' };
  return taskOn(builder, scope, mode);
}

function taskOn(builder: GraphBuilder, scope: Scope, mode: Mode): Task {
  const declare = <Out>(name: string, resource: Resource<Out>, options: TaskOptions = {}): Handle<Out> => {
    const place = {
      stage: scope.stage.name,
      role: scope.role.name,
      host: scope.host,
      lane: mode.lane,
      ...(mode.section && { section: mode.section }),
    };
    const id = builder.add(place, name, { resource, options, follows: follows(builder, scope.host, mode) });
    if (mode.group) append(mode.group.members, scope.host, id);
    else builder.setTail(scope.host, mode.lane, [id]);
    return new Handle<Out>(id);
  };
  return Object.assign(declare, {
    ephemeral: <T>(source: Ephemeral<T>) => new LateRef<T>(source, (value) => value as T),
    on: (host: HostView) => taskOn(builder, { ...scope, host: host.name }, mode),
    rolling<T>(name: string, size: number, body: () => T): T {
      if (size < 1) throw new KmagicError('bug', `the rolling section ${name} of role ${scope.role.name} would let nobody in`);
      mode.section = { id: `${scope.role.name}/${name}`, size, tolerate: scope.stage.tolerate ?? 0 };
      const result = body();
      delete mode.section;
      return result;
    },
    together<T>(body: () => T): T {
      mode.group = { base: new Map(), members: new Map() };
      const result = body();
      for (const [host, members] of mode.group.members) builder.setTail(host, mode.lane, members);
      delete mode.group;
      return result;
    },
    meanwhile<T>(body: () => T): T {
      const outer = mode.lane;
      mode.lane = `beside ${scope.role.name}/${builder.newLane()}`;
      builder.setTail(scope.host, mode.lane, builder.tail(scope.host, outer));
      const result = body();
      mode.lane = outer;
      return result;
    },
  });
}

function follows(builder: GraphBuilder, host: string, mode: Mode): readonly NodeId[] {
  if (!mode.group) return builder.tail(host, mode.lane);
  const base = mode.group.base.get(host) ?? builder.tail(host, mode.lane);
  mode.group.base.set(host, base);
  return base;
}

function append(members: Map<string, NodeId[]>, host: string, id: NodeId): void {
  const list = members.get(host);
  if (list) list.push(id);
  else members.set(host, [id]);
}
