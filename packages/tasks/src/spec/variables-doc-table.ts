/** One variable of the page, each part as markdown. */
export interface DocRow {
  readonly name: string;
  readonly type: string;
  readonly fallback: string;
  readonly since: string;
  readonly about: string;
}

/** A table of variables; the column "since" is left out where it would be empty. */
export function table(rows: readonly DocRow[]): readonly string[] {
  const dated = rows.some(({ since }) => since !== '');
  const line = (name: string, type: string, rest: { fallback: string; since: string; about: string }): string =>
    `| ${name} | ${type} | ${rest.fallback} |${dated ? ` ${rest.since} |` : ''} ${rest.about} |`;
  return [
    line('variable', 'type', { fallback: 'default', since: 'since', about: 'about' }),
    dated ? '| --- | --- | --- | --- | --- |' : '| --- | --- | --- | --- |',
    ...rows.map((row) => line(row.name, row.type, row)),
  ];
}

/** Text as code in a table. */
export function code(text: string): string {
  return `\`${cell(text)}\``;
}

/** Text in a table. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
