import { defineKind, type Change } from '../../resource/kind.ts';
import { sh } from '../../shell/command.ts';
import { batched } from '../batched.ts';
import { serviceSteps } from './service-steps.ts';
import { startedRoot } from './started-with.ts';
import { shownUnit, shownUnits } from './systemd-show.ts';

export interface ServiceSubject {
  /** With its suffix: `etcd.service`. */
  readonly unit: string;
}

export interface ServiceWant {
  readonly running: boolean;
  readonly enabled: boolean;
  /** The fingerprint of what it reads when it starts (`startedWith`): it is restarted when it was started with another. */
  readonly startedWith?: string;
  /** Left out: a restart. Otherwise it takes new inputs by a reload, where the unit has one. */
  readonly reload?: 'reload-or-restart';
}

export interface ServiceSeen {
  readonly unit: string;
  /** systemd's words: `active`, `inactive`, `failed`, `activating`... and `running`, `dead`, `auto-restart`... */
  readonly active: string;
  readonly sub: string;
  readonly enabled: 'yes' | 'no' | 'masked' | 'always';
  readonly startedWith?: string;
  readonly needsReload: boolean;
}

/** A systemd service runs or not, now and after a boot, and was started with these inputs. */
export const service = defineKind<ServiceSubject, ServiceWant, ServiceSeen>({
  name: 'service',
  owns: ({ unit }) => `service:${unit}`,
  ...batched<ServiceSubject, ServiceSeen>({
    key: ({ unit }) => `service:${unit}`,
    reads: [{ source: shownUnits, things: ({ unit }) => [unit] }],
    command: (subjects) => sh`for u in ${subjects.map((s) => s.unit)}; do
if [ -r ${startedRoot}/"$u" ]; then read -r was < ${startedRoot}/"$u" || :; echo "started $u $was"; fi
done`,
    parse: (out, subjects) =>
      subjects.map(({ unit }) => {
        const shown = shownUnit(out.stdout, unit);
        const started = out.stdout
          .split('\n')
          .map((l) => l.split(' '))
          .find((w) => w[0] === 'started' && w[1] === unit)?.[2];
        return {
          unit,
          active: shown['ActiveState'] ?? 'unknown',
          sub: shown['SubState'] ?? 'unknown',
          enabled: shown['LoadState'] === 'masked' ? 'masked' : enablement(shown['UnitFileState'] ?? ''),
          needsReload: shown['NeedDaemonReload'] === 'yes',
          ...(started !== undefined && { startedWith: started }),
        };
      }),
  }),
  diff: (want, seen) => [...enablementChanges(want, seen), ...activityChanges(want, seen)],
  steps: ({ want, seen, changes }) => serviceSteps(want, seen, changes),
  impact: ({ subject: { unit }, seen, changes }) => {
    // No changes yet: what it is to be started with is not known before the run, and may be another.
    if (changes.length === 0) return seen.active === 'active' ? [{ what: `may restart ${unit}`, disrupts: true }] : [];
    return changes.flatMap(({ what }) => {
      if (what.startsWith(`restart ${unit}`)) return [{ what: `restarts ${unit}`, disrupts: true }];
      return what.startsWith(`stop ${unit}`) ? [{ what: `stops ${unit}`, disrupts: true }] : [];
    });
  },
});

function enablement(state: string): ServiceSeen['enabled'] {
  if (state === 'masked' || state === 'masked-runtime') return 'masked';
  if (state === 'enabled') return 'yes';
  return ['static', 'indirect', 'generated', 'alias', 'transient', 'linked'].includes(state) ? 'always' : 'no';
}

function enablementChanges(want: ServiceWant, { unit, enabled }: ServiceSeen): readonly Change[] {
  if (want.enabled && (enabled === 'no' || enabled === 'masked')) {
    return [{ what: `${unit} at boot`, action: 'update', before: enabled === 'no' ? 'disabled' : 'masked', after: 'enabled' }];
  }
  if (!want.enabled && enabled === 'yes') return [{ what: `${unit} at boot`, action: 'update', before: 'enabled', after: 'disabled' }];
  return [];
}

function activityChanges(want: ServiceWant, seen: ServiceSeen): readonly Change[] {
  const { unit, active, sub } = seen;
  const now = `${active} (${sub})`;
  const runs = active === 'active' || active === 'reloading';
  if (!want.running) {
    return runs || active === 'activating' ? [{ what: `stop ${unit}`, action: 'run', before: now, after: 'inactive' }] : [];
  }
  if (!runs) return [{ what: `start ${unit}`, action: 'run', ...(active !== 'unknown' && { before: now }), after: 'active' }];
  if (want.startedWith === undefined || want.startedWith === seen.startedWith) return [];
  const verb = want.reload === undefined ? 'restart' : 'reload';
  const why = seen.startedWith === undefined ? 'what it was started with is not known' : 'what it reads has changed since it was started';
  return [{ what: `${verb} ${unit}: ${why}`, action: 'run' }];
}
