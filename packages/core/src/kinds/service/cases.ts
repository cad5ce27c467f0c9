import { fakeSystemctl } from '../../testing/fake-systemctl.ts';
import type { Convergence, KindCase } from '../../testing/kind-cases.ts';
import type { ServiceSeen, ServiceSubject, ServiceWant } from './service.ts';

const unit = 'etcd.service';
const subject = { unit };
const want: ServiceWant = { running: true, enabled: true, startedWith: 'bbbb' };
const same: ServiceSeen = { unit, active: 'active', sub: 'running', enabled: 'yes', startedWith: 'bbbb', needsReload: false };
const dead = { active: 'inactive', sub: 'dead' };
const enabling =
  'systemctl enable --root=/ --quiet etcd.service\ncase "$(systemctl show -p UnitFileState -- etcd.service)" in *UnitFileState=enabled*) ;; *) systemctl daemon-reload ;; esac';
const enable = { what: 'etcd.service at boot', action: 'update', before: 'disabled', after: 'enabled' } as const;

export const cases: readonly KindCase<ServiceSubject, ServiceWant, ServiceSeen>[] = [
  { name: 'a service that runs with its inputs does not differ', subject, want, seen: same, changes: [] },
  { name: 'a service that cannot be enabled counts as enabled', subject, want, seen: { ...same, enabled: 'always' }, changes: [] },
  {
    name: 'a service that need not know its inputs does not differ',
    subject,
    want: { running: true, enabled: true },
    seen: same,
    changes: [],
  },
  {
    name: 'a stopped service is enabled and started, and what it was started with is kept',
    subject,
    want,
    seen: { ...same, ...dead, enabled: 'no' },
    changes: [enable, { what: 'start etcd.service', action: 'run', before: 'inactive (dead)', after: 'active' }],
    steps: [
      /^systemctl enable --root=\/ --quiet etcd.service\ncase [^\n]*\nunit=etcd.service\n[^]*systemctl start "\$unit"[^]*journalctl -u "\$unit" -n 20[^]*printf '%s\\n' bbbb > /,
    ],
  },
  {
    name: 'a service whose inputs changed is restarted',
    subject,
    want,
    seen: { ...same, startedWith: 'aaaa', needsReload: true },
    changes: [{ what: 'restart etcd.service: what it reads has changed since it was started', action: 'run' }],
    steps: [/^systemctl daemon-reload\nunit[^]*systemctl restart "\$unit"/],
  },
  {
    name: 'a service somebody else started is restarted, and the reason is said',
    subject,
    want,
    seen: { unit, active: 'active', sub: 'running', enabled: 'yes', needsReload: false },
    changes: [{ what: 'restart etcd.service: what it was started with is not known', action: 'run' }],
    steps: [/systemctl restart/],
  },
  {
    name: 'a service that can take its inputs by a reload is reloaded',
    subject,
    want: { ...want, reload: 'reload-or-restart' },
    seen: { ...same, startedWith: 'aaaa' },
    changes: [{ what: 'reload etcd.service: what it reads has changed since it was started', action: 'run' }],
    steps: [/systemctl reload-or-restart/],
  },
  {
    name: 'a service in a crash loop is not running',
    subject,
    want,
    seen: { ...same, active: 'activating', sub: 'auto-restart' },
    changes: [{ what: 'start etcd.service', action: 'run', before: 'activating (auto-restart)', after: 'active' }],
    steps: [/systemctl reset-failed "\$unit"[^]*systemctl start/],
  },
  {
    name: 'a masked service is unmasked to be enabled',
    subject,
    want,
    seen: { ...same, enabled: 'masked' },
    changes: [{ ...enable, before: 'masked' }],
    steps: [`systemctl unmask --quiet etcd.service\n${enabling}`],
  },
  {
    name: 'an unwanted service is disabled and stopped',
    subject,
    want: { running: false, enabled: false },
    seen: same,
    changes: [
      { what: 'etcd.service at boot', action: 'update', before: 'enabled', after: 'disabled' },
      { what: 'stop etcd.service', action: 'run', before: 'active (running)', after: 'inactive' },
    ],
    steps: ['systemctl disable --quiet etcd.service\nsystemctl stop etcd.service\nrm -f /var/lib/kmagic/started/etcd.service'],
  },
  {
    name: 'a stopped service that need not run does not differ',
    subject,
    want: { running: false, enabled: false },
    seen: { ...same, ...dead, enabled: 'no' },
    changes: [],
  },
];

const reroot = ['/var/lib/kmagic'];
const host = { reroot, programs: { systemctl: fakeSystemctl }, subject: () => subject, want: () => want };
const running = 'mkdir -p state var/lib/kmagic/started; echo active > state/etcd.service.active; echo enabled > state/etcd.service.enabled';

export const convergence: readonly Convergence<ServiceSubject, ServiceWant>[] = [
  {
    ...host,
    name: 'a service is enabled and started, and systemd does not take it for changed',
    changes: ['etcd.service at boot', 'start etcd.service'],
    check: '[ "$(cat var/lib/kmagic/started/etcd.service)" = bbbb ] && [ ! -f state/etcd.service.reload ] && ! grep daemon-reload log',
  },
  {
    ...host,
    name: 'a service of which systemd would go on saying that it is disabled',
    arrange: 'mkdir -p state; echo enabled > state/etcd.service.stale',
    changes: ['etcd.service at boot', 'start etcd.service'],
    check: 'grep -qx "daemon-reload " log',
  },
  {
    ...host,
    name: 'a service is restarted once',
    arrange: `${running}; echo aaaa > var/lib/kmagic/started/etcd.service`,
    changes: ['restart etcd.service: what it reads has changed since it was started'],
    check: '[ "$(cat log)" = "restart etcd.service" ]',
  },
  {
    ...host,
    name: 'a running service is left alone',
    arrange: `${running}; echo bbbb > var/lib/kmagic/started/etcd.service`,
    changes: [],
    check: '[ ! -f log ]',
  },
  {
    ...host,
    name: 'a service is stopped',
    arrange: running,
    want: () => ({ running: false, enabled: false }),
    changes: ['etcd.service at boot', 'stop etcd.service'],
  },
];

/** A host whose service does not come up. */
export const broken = { reroot, programs: { systemctl: fakeSystemctl, journalctl: 'echo "panic: no quorum"' } };
