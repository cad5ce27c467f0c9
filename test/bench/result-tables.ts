import type { Spread } from './figures.ts';
import type { InstallFigures } from './install/install.ts';
import type { Phase } from './install/phases.ts';
import type { InventoryFigures } from './inventory/inventory.ts';
import type { NoopFigures } from './noop.ts';
import type { Machine, Results } from './results.ts';
import type { ScaleFigures } from './scale/scale.ts';
import type { SurveyFigures } from './survey/survey.ts';
import { asBytes, asSeconds, table } from './table.ts';

/** The parts of the benchmark that have figures to show. */
export type Section = 'install' | 'noop' | 'scale' | 'survey' | 'inventory';

/** The figures of each part that was measured, and of the machine, as Markdown. */
export function resultTables(results: Results): ReadonlyMap<Section | 'machine', string> {
  const tables = new Map<Section | 'machine', string>([['machine', machineText(results.machine)]]);
  if (results.install) tables.set('install', installTables(results.install));
  if (results.noop) tables.set('noop', noopTables(results.noop));
  if (results.scale) tables.set('scale', scaleTables(results.scale));
  if (results.survey) tables.set('survey', surveyTable(results.survey));
  if (results.inventory) tables.set('inventory', inventoryTable(results.inventory));
  return tables;
}

function machineText({ cores, memoryGiB, node, loadBefore }: Machine): string {
  const busy = loadBefore > 1 ? `; **busy with other work** (load ${loadBefore.toFixed(0)}), so single times say little` : '';
  return `One machine: ${cores} cores, ${memoryGiB} GiB of memory, Node ${node}${busy}.`;
}

function installTables({ kubeadm, kmagic, ratio }: InstallFigures): string {
  const wall = table(
    ['from bare hosts to a ready cluster', 'median', 'least', 'most', 'runs'],
    [
      ['kubeadm script', ...spread(kubeadm.wallMs), String(kubeadm.runs.length)],
      ['`kmagic apply`', ...spread(kmagic.wallMs), String(kmagic.runs.length)],
    ],
  );
  const cpu = `kmagic took ${ratio.toFixed(2)} of the script's time, and ${asSeconds(kmagic.cpuMs.median)} of the controller's processor.`;
  return [wall, cpu, phaseTable('kubeadm script', kubeadm.runs), phaseTable('`kmagic apply`', kmagic.runs)].join('\n\n');
}

/** The phases of the run in the middle; they lie over each other. */
function phaseTable(title: string, runs: InstallFigures['kubeadm']['runs']): string {
  const middle = runs.toSorted((a, b) => a.wallMs - b.wallMs)[Math.floor((runs.length - 1) / 2)];
  const row = ({ name, startMs, endMs }: Phase): readonly string[] => [name, ...[startMs, endMs, endMs - startMs].map(asSeconds)];
  return table([title, 'from', 'to', 'took'], (middle?.phases ?? []).map(row));
}

function noopTables(figures: NoopFigures): string {
  const whole = table(
    [`second apply, ${figures.tasks} tasks on ${figures.hosts.length} hosts`, 'median', 'least', 'most'],
    [
      ['wall', ...spread(figures.wallMs)],
      ['processor of the controller, user and system', ...spread(figures.cpuMs)],
    ],
  );
  const start = `Of it \`kmagic --version\` alone takes ${asSeconds(figures.start.wallMs)} (processor ${asSeconds(figures.start.cpuMs)}); peak memory ${Math.round(figures.peakRssMiB)} MiB.`;
  const hosts = table(
    ['host', 'round trips', 'sent', 'received'],
    figures.hosts.map(({ host, roundTrips, bytesSent, bytesReceived }) => [
      host,
      String(roundTrips),
      asBytes(bytesSent),
      asBytes(bytesReceived),
    ]),
  );
  return [whole, start, hosts].join('\n\n');
}

function scaleTables({ points, perHost }: ScaleFigures): string {
  const rows = points.map((point) => [
    String(point.hosts),
    String(point.tasks),
    asSeconds(point.wallMs),
    asSeconds(point.cpuMs),
    `${Math.round(point.peakRssMiB)} MiB`,
    asSeconds(point.simulationCpuMs),
    String(point.roundTrips),
    asBytes(point.bytes),
  ]);
  const head = ['workers', 'tasks', 'wall', 'processor', 'peak memory', "simulation's processor", 'round trips a host', 'bytes a host'];
  const more = `One more host: ${Math.round(perHost.wallMs)} ms wall, ${Math.round(perHost.cpuMs)} ms of processor, ${Math.round(perHost.peakRssKiB)} KiB of memory.`;
  return [table(head, rows), ...(points.length > 1 ? [more] : [])].join('\n\n');
}

function surveyTable(figures: SurveyFigures): string {
  return table(
    [`survey of ${figures.resources} resources on one host`, 'a survey'],
    [
      ['processor of the host: the root shell and all it starts', `${figures.shellCpuMs.toFixed(0)} ms`],
      ['processor of the host: sshd', `${figures.sshdCpuMs.toFixed(0)} ms`],
      ['wall, as the controller sees it (median)', `${figures.wallMs.median.toFixed(0)} ms`],
      ['round trips', figures.roundTrips.toFixed(0)],
      ['sent', asBytes(figures.bytesSent)],
      ['received', asBytes(figures.bytesReceived)],
    ],
  );
}

function inventoryTable({ points }: InventoryFigures): string {
  const rows = points.map(({ layout, hosts, values, loadMs, evaluateMs, wholeMs, validateMs, peakRssMiB }) => [
    { group_vars: 'all in group_vars/', mixed: 'a tenth in host_vars/', host_vars: 'all in host_vars/, a file a host' }[layout],
    String(hosts),
    String(values),
    ...[loadMs, evaluateMs, wholeMs].map(({ median }) => asSeconds(median)),
    `${Math.round(peakRssMiB)} MiB`,
    asSeconds(validateMs.median),
  ]);
  const heads = ['where variables stand', 'hosts', 'values', 'load', 'evaluate', 'both', 'peak memory', '`kmagic validate`'];
  return table(heads, rows);
}

function spread({ median, min, max }: Spread): readonly string[] {
  return [median, min, max].map(asSeconds);
}
