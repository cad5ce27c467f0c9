import { styleText } from 'node:util';
import { createLogUpdate } from 'log-update';
import type { Event } from '@kmagic/core';

/** Shows a run while it goes on. */
export interface Progress {
  show(event: Event): void;
  stop(): void;
}

/** Plain lines for logs and pipes: one for each change, failure and wait. */
export function lineProgress(write: (text: string) => void, clock: () => number): Progress {
  const started = clock();
  const at = (): string => `[${seconds(clock() - started).padStart(7)}]`;
  return {
    show(event) {
      const text = eventLine(event);
      if (text !== undefined) write(`${at()} ${text}\n`);
    },
    stop: () => undefined,
  };
}

/** A live view: finished work scrolls by, below it what each host does now and what it waits for. */
export function liveProgress(stream: NodeJS.WriteStream, clock: () => number): Progress {
  const started = clock();
  const update = createLogUpdate(stream);
  const active = new Map<string, { text: string; since: number; waiting?: string }>();
  let done = 0;
  let total = 0;
  const draw = (): void => {
    const rows = [...active.values()]
      .slice(0, 16)
      .map(
        (a) =>
          `  ${styleText('cyan', '·')} ${a.text} ${styleText('dim', `${seconds(clock() - a.since)}${a.waiting ? `, waiting: ${a.waiting}` : ''}`)}`,
      );
    update([...rows, styleText('dim', `${done}/${total} tasks, ${seconds(clock() - started)}`)].join('\n'));
  };
  const timer = setInterval(draw, 200);
  return {
    show(event) {
      if (event.type === 'runStarted') total = event.nodes;
      if (event.type === 'nodeStarted')
        active.set(event.node.id, { text: `${event.node.host} ${event.node.role}: ${event.node.task}`, since: clock() });
      if (event.type === 'nodeWaiting') {
        const own = active.get(event.node.id) ?? { text: `${event.node.host} ${event.node.role}: ${event.node.task}`, since: clock() };
        active.set(event.node.id, { ...own, waiting: event.what });
      }
      if (event.type === 'nodeFinished' || event.type === 'nodeFailed' || event.type === 'nodeBlocked') {
        active.delete(event.node.id);
        done += 1;
      }
      const text = event.type === 'nodeWaiting' || event.type === 'nodeStarted' ? undefined : eventLine(event);
      if (text !== undefined) {
        update.clear();
        stream.write(`${text}\n`);
      }
      draw();
    },
    stop() {
      clearInterval(timer);
      update.clear();
      update.done();
    },
  };
}

function eventLine(event: Event): string | undefined {
  switch (event.type) {
    case 'unreachable':
      return styleText('red', `${event.host} unreachable: ${event.error.message}`);
    case 'waiting':
      return `${event.host} waiting: ${event.what}`;
    case 'nodeStarted':
      return undefined;
    case 'nodeWaiting':
      return `${event.node.host} ${event.node.role}: ${event.node.task}: waiting: ${event.what}`;
    case 'nodeRetried':
      return styleText(
        'yellow',
        `${event.node.host} ${event.node.role}: ${event.node.task}: attempt ${event.attempt} failed, trying again: ${event.error.message}`,
      );
    case 'nodeFinished':
      return event.outcome === 'changed'
        ? `${styleText('green', 'changed')} ${event.node.host} ${event.node.role}: ${event.node.task} (${seconds(event.elapsedMs)})`
        : undefined;
    case 'nodeFailed':
      return `${styleText('red', 'FAILED')} ${event.error.message}`;
    case 'verifying':
      return `checking that nothing differs any more on ${event.hosts} hosts`;
    case 'interrupted':
      return 'stopping: what is under way finishes, nothing new starts (again to end at once)';
    default:
      return undefined;
  }
}

/** A duration for people: `0.4 s`, `12.3 s`, `2 min 05 s`. */
export function seconds(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const whole = Math.round(ms / 1000);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}
