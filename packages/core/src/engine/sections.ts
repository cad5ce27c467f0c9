import type { GraphNode } from '../graph/graph.ts';
import { disrupts, type Assessment } from './assess.ts';
import type { Planned } from './plan-run.ts';

/** 'lost': not well before its turn came; 'failed': it went in and did not come out well. */
type HostState = 'outside' | 'inside' | 'through' | 'lost' | 'failed';

interface SectionHost {
  state: HostState;
  /** Acting here stops something that runs. */
  readonly disrupts: boolean;
  left: number;
}

/** What a node that wants to act inside a rolling section is told. */
export type Permit =
  { readonly may: 'go' } | { readonly may: 'wait'; readonly why: string } | { readonly may: 'never'; readonly why: string };

/**
 * The rolling sections of a run. Hosts where nothing that runs would stop enter freely (a first start is not a restart);
 * the others enter when all of those are through, at most `size` at a time, every lost host counted as one of them, and none
 * any more once more hosts than the section tolerates have failed in it.
 */
export class Sections {
  readonly #hosts = new Map<string, Map<string, SectionHost>>();

  constructor({ nodes, witnesses, assessments }: Planned, limit: ReadonlySet<string> | undefined) {
    const inside = [...nodes, ...witnesses].filter((n) => n.section !== undefined);
    for (const [section, members] of Map.groupBy(inside, (n) => n.section!.id)) {
      const hosts = new Map<string, SectionHost>();
      for (const [host, own] of Map.groupBy(members, (n) => n.host)) {
        const found = own.map((n) => assessments.get(n.id));
        const state = limit === undefined || limit.has(host) ? stateOf(found) : stateLeftOut(found);
        hosts.set(host, { state, disrupts: found.some(disrupts), left: own.length });
      }
      this.#hosts.set(section, hosts);
    }
  }

  /** Asked before a node acts; 'go' also enters. */
  enter(node: GraphNode): Permit {
    const section = node.section;
    const hosts = section && this.#hosts.get(section.id);
    const own = hosts?.get(node.host);
    if (!section || !hosts || !own || own.state === 'inside') return { may: 'go' };
    if (!own.disrupts) {
      own.state = 'inside';
      return { may: 'go' };
    }
    const others = [...hosts].filter(([name]) => name !== node.host);
    const named = (test: (h: SectionHost) => boolean): string[] => others.filter(([, h]) => test(h)).map(([name]) => name);
    const failed = named((h) => h.state === 'failed');
    if (failed.length > section.tolerate) {
      return { may: 'never', why: `${failed.join(', ')} failed in ${section.id}, so ${node.host} must go on undisturbed` };
    }
    const lost = named((h) => h.state === 'lost');
    if (lost.length >= section.size) {
      return {
        may: 'never',
        why: `${lost.join(', ')} ${lost.length > 1 ? 'are' : 'is'} not well, so ${node.host} must go on undisturbed (${section.id} lets ${section.size} down at a time)`,
      };
    }
    const starting = named((h) => !h.disrupts && (h.state === 'outside' || h.state === 'inside'));
    if (starting.length > 0) return { may: 'wait', why: `${starting.join(', ')} to be well first` };
    const busy = named((h) => h.state === 'inside');
    if (busy.length + lost.length >= section.size) return { may: 'wait', why: `its turn after ${busy.join(', ')}` };
    own.state = 'inside';
    return { may: 'go' };
  }

  finished(node: GraphNode): void {
    const own = this.#of(node);
    if (!own) return;
    own.left -= 1;
    if (own.left === 0 && (own.state === 'inside' || own.state === 'outside')) own.state = 'through';
  }

  failed(node: GraphNode): void {
    const own = this.#of(node);
    if (own) own.state = own.state === 'inside' || own.state === 'failed' ? 'failed' : 'lost';
  }

  #of(node: GraphNode): SectionHost | undefined {
    return node.section && this.#hosts.get(node.section.id)?.get(node.host);
  }
}

function stateOf(found: readonly (Assessment | undefined)[]): HostState {
  if (found.some(isUnseen)) return 'lost';
  return found.every((a) => a?.state === 'same') ? 'through' : 'outside';
}

/** Of a host outside the limit: it may be behind the times, but it must run, for nobody will start it in this run. */
function stateLeftOut(found: readonly (Assessment | undefined)[]): HostState {
  return found.some((a) => isUnseen(a) || (a?.state === 'differs' && !disrupts(a))) ? 'lost' : 'through';
}

function isUnseen(assessment: Assessment | undefined): boolean {
  return assessment === undefined || assessment.state === 'error';
}
