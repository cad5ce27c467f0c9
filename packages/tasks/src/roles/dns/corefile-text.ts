/** A zone other name servers answer. */
export interface ExternalZone {
  readonly zones: readonly string[];
  readonly nameservers: readonly string[];
  /** Seconds. */
  readonly cache: number;
  /** Arguments of `rewrite`, one rule each. */
  readonly rewrite: readonly string[];
}

/** Lines of a Corefile, not yet indented. */
export type Lines = readonly string[];

/** `head {`, the body indented, `}`. */
export function block(head: string, body: Lines): Lines {
  return [`${head} {`, ...body.map((line) => (line === '' ? '' : `    ${line}`)), '}'];
}

/** A plugin with options in a block, or on a line of its own where there are none. */
export function plugin(head: string, options: Lines): Lines {
  return options.length === 0 ? [head] : block(head, options);
}

/** Text a user wrote, as lines: without what indents all of it and without empty ends. */
export function userLines(text: string): Lines {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const indents = lines.filter((line) => line !== '').map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents, Number.POSITIVE_INFINITY);
  return indents.length === 0 ? [] : trimEmpty(lines.map((line) => line.slice(indent)));
}

/** The head of a zone's server: port 53 where a zone names none. */
export function zoneHead({ zones }: ExternalZone): string {
  return zones.map((name) => (/:\d+$/.test(name) ? name : `${name}:53`)).join(' ');
}

/** The whole file. */
export function corefileText(servers: readonly Lines[]): string {
  return `${servers.map((lines) => lines.join('\n')).join('\n')}\n`;
}

function trimEmpty(lines: Lines): Lines {
  const first = lines.findIndex((line) => line !== '');
  const last = lines.findLastIndex((line) => line !== '');
  return lines.slice(first, last + 1);
}
