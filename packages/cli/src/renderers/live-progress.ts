import { styleText } from 'node:util';
import { createLogUpdate } from 'log-update';
import { eventLine, seconds, type Progress } from './progress.ts';

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
