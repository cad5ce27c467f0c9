import type { KnownVariable } from '@kmagic/tasks';

/** What kmagic knows of a name, whatever an inventory says. */
export function aboutText(name: string, known: KnownVariable): readonly string[] {
  switch (known.is) {
    case 'variable':
      return [`${known.about} (${known.type}${sinceText(known)}${known.ours ? "; kmagic's own, kubespray does not have it" : ''})`];
    case 'planned':
      return catalogText(known, 'planned');
    case 'refused':
      return catalogText(known, 'not supported');
    case 'accepted':
      return catalogText(known, 'accepted without effect');
    case 'renamed':
      return [`${name} was renamed in kubespray ${known.release}: it is ${known.to} now`];
    case 'removed':
      return [`${name} was removed in kubespray ${known.release}: ${known.reason}`, ...insteadText(known)];
    case 'connection':
      return [
        known.about,
        ...(known.names.length > 1 ? [`  also called ${known.names.filter((other) => other !== name).join(', ')}`] : []),
      ];
    case 'without effect':
      return [`${name} has no effect: ${known.reason}`];
    case 'fact':
      return [`${name} is what a host says of itself`];
    case 'own':
      return [`${name} is the inventory's own, for its templates`];
    case 'unknown':
      return [
        `${name} is no variable kmagic knows, and no template uses it${known.nearest === undefined ? '' : `; the nearest is ${known.nearest}`}`,
      ];
  }
}

/** The default an inventory outranks; nothing where there is none. */
export function defaultText(known: KnownVariable): readonly string[] {
  if (!('default' in known)) return [];
  const { default: fallback } = known;
  if (fallback.is === 'worked out') return [`  over the default: ${fallback.how}`];
  return fallback.value === undefined ? [] : [`  over the default: ${JSON.stringify(fallback.value)}`];
}

type OfKubespray = Extract<KnownVariable, { readonly part: string }>;

function catalogText(known: OfKubespray, status: string): readonly string[] {
  const { about, type, part, switches, reason } = known;
  const on = switches.length === 0 ? '' : `; switched on by ${switches.join(', ')}`;
  return [`${about} (${type}${sinceText(known)}; ${part}${on})`, `  ${status}: ${reason}`, ...insteadText(known)];
}

function sinceText({ since }: { readonly since?: string }): string {
  return since === undefined ? '' : `; since kubespray ${since}`;
}

function insteadText({ instead }: { readonly instead?: string }): readonly string[] {
  return instead === undefined ? [] : [`  instead: ${instead}`];
}
