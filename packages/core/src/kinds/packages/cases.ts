import type { Convergence, KindCase } from '../../testing/kind-cases.ts';
import type { PackagesSeen, PackagesSubject, PackagesWant } from './packages.ts';

const names = ['conntrack', 'socat'];
const subject: PackagesSubject = { manager: 'apt', names, purpose: 'kube-proxy and port forwarding' };
const purpose = subject.purpose;
const want: PackagesWant = { state: 'installed' };

export const cases: readonly KindCase<PackagesSubject, PackagesWant, PackagesSeen>[] = [
  {
    name: 'installed packages do not differ',
    subject,
    want,
    seen: { purpose, packages: { conntrack: 'installed', socat: 'installed' } },
    changes: [],
  },
  {
    name: 'only what is missing is installed',
    subject,
    want,
    seen: { purpose, packages: { conntrack: 'installed', socat: 'missing' } },
    changes: [{ what: 'package socat, for kube-proxy and port forwarding', action: 'create' }],
    steps: [/\nset -- socat\n/],
  },
  {
    name: 'what an interrupted installation left is finished',
    subject,
    want,
    seen: { purpose, packages: { conntrack: 'broken', socat: 'installed' } },
    changes: [
      { what: 'package conntrack, for kube-proxy and port forwarding', action: 'update', before: 'half installed', after: 'installed' },
    ],
    steps: [/dpkg --force-confdef --force-confold --configure -a[^]*\nset -- conntrack\n/],
  },
  {
    name: 'on the dnf family dnf installs',
    subject: { ...subject, manager: 'dnf' },
    want,
    seen: { purpose, packages: { conntrack: 'missing', socat: 'installed' } },
    changes: [{ what: 'package conntrack, for kube-proxy and port forwarding', action: 'create' }],
    steps: ['dnf -y -q --setopt=install_weak_deps=False install conntrack </dev/null'],
  },
  {
    name: 'an optional one no repository has is done without',
    subject: { ...subject, optional: ['conntrack'] },
    want,
    seen: { purpose, packages: { conntrack: 'not offered', socat: 'missing' } },
    changes: [{ what: 'package socat, for kube-proxy and port forwarding', action: 'create' }],
    steps: [/\nset -- socat\n[^]*exit 1$/],
  },
  {
    name: 'an unwanted package is removed',
    subject,
    want: { state: 'absent' },
    seen: { purpose, packages: { conntrack: 'missing', socat: 'installed' } },
    changes: [{ what: 'package socat', action: 'delete' }],
    steps: [/-qq remove -- socat$/],
  },
];

const programs = {
  'dpkg-query': '[ ! -f "$ROOT/installed" ] || cat "$ROOT/installed"',
  'apt-cache': 'if [ -f "$ROOT/offers-$2" ]; then echo "  Candidate: 1.0"; else echo "  Candidate: (none)"; fi',
  'apt-get': `echo "$*" >> "$ROOT/log"
case " $* " in
  *' update '*) mkdir -p "$ROOT/var/lib/apt/lists/partial"; touch "$ROOT/offers-socat" ;;
  *' install '*) while [ "$1" != -- ]; do shift; done; shift
    for n in "$@"; do [ -f "$ROOT/offers-$n" ] || exit 100; done
    for n in "$@"; do echo "$n installed" >> "$ROOT/installed"; done ;;
  *' remove '*) rm "$ROOT/installed" ;;
esac`,
};
const reroot = ['/var/lib/apt/lists', '/var/lib/dpkg/updates', '/var/lib/kmagic'];
const fake = {
  programs,
  reroot,
  subject: (): PackagesSubject => ({ manager: 'apt', names: ['socat'], purpose: 'tests' }),
  want: () => want,
};

export const convergence: readonly Convergence<PackagesSubject, PackagesWant>[] = [
  {
    ...fake,
    name: 'the lists are updated first where there are none',
    changes: ['package socat, for tests'],
    check: '[ "$(grep -c update log)" = 1 ]',
  },
  {
    ...fake,
    name: 'the lists are updated first where they are old',
    arrange: "mkdir -p var/lib/apt/lists/partial; touch offers-socat; touch -d '25 hours ago' var/lib/apt/lists/partial",
    changes: ['package socat, for tests'],
    check: '[ "$(grep -c update log)" = 1 ]',
  },
  {
    ...fake,
    name: 'the lists are left alone where they are recent and know the package',
    arrange: 'mkdir -p var/lib/apt/lists/partial; touch offers-socat',
    changes: ['package socat, for tests'],
    check: '[ "$(grep -c update log)" = 0 ]',
  },
  {
    ...fake,
    name: 'the lists are updated where they do not know the package',
    arrange: 'mkdir -p var/lib/apt/lists/partial',
    changes: ['package socat, for tests'],
    check: '[ "$(grep -c update log)" = 1 ]',
  },
  {
    ...fake,
    name: 'an optional package no repository has is looked for once more, and then done without',
    subject: () => ({ manager: 'apt', names: ['isal', 'socat'], optional: ['isal'], purpose: 'tests' }),
    changes: ['package isal, for tests', 'package socat, for tests'],
    check:
      '[ "$(cat installed)" = "socat installed" ] && [ "$(cat var/lib/kmagic/packages-not-offered)" = isal ] && [ "$(grep -c update log)" = 1 ]',
  },
  {
    ...fake,
    name: 'an optional package that is offered comes with the others',
    subject: () => ({ manager: 'apt', names: ['isal', 'socat'], optional: ['isal'], purpose: 'tests' }),
    arrange: 'mkdir -p var/lib/apt/lists/partial; touch offers-socat offers-isal',
    changes: ['package isal, for tests', 'package socat, for tests'],
    check: '[ "$(cat installed)" = "isal installed\nsocat installed" ] && [ ! -e var/lib/kmagic ]',
  },
  { ...fake, name: 'an installed package is known', arrange: 'echo "socat installed" > installed', changes: [] },
  {
    ...fake,
    name: 'a package is removed',
    arrange: 'echo "socat installed" > installed',
    want: () => ({ state: 'absent' }),
    changes: ['package socat'],
  },
];
