import { monthNames } from './format-time.ts';

const dayPattern = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday';

/** What each letter of a format may stand for. */
const patterns: Readonly<Record<string, string>> = {
  a: '(?:mon|tue|wed|thu|fri|sat|sun)',
  A: `(?:${dayPattern})`,
  b: `(?<b>${monthNames.map((name) => name.slice(0, 3)).join('|')})`,
  B: `(?<B>${monthNames.join('|')})`,
  d: '(?<d>3[01]|[12]\\d|0[1-9]|[1-9]| [1-9])',
  f: '(?<f>\\d{1,6})',
  H: '(?<H>2[0-3]|[01]\\d|\\d)',
  I: '(?<I>1[0-2]|0[1-9]|[1-9])',
  j: '(?<j>36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9])',
  m: '(?<m>1[0-2]|0[1-9]|[1-9])',
  M: '(?<M>[0-5]\\d|\\d)',
  p: '(?<p>am|pm)',
  S: '(?<S>6[01]|[0-5]\\d|\\d)',
  y: '(?<y>\\d\\d)',
  Y: '(?<Y>\\d{4})',
  z: '(?<z>[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|Z)',
  '%': '%',
};

/** The time a text means in a strptime format, as Python prints it; undefined where the text does not match. */
export function parseTime(text: string, format: string): string | undefined {
  const source = format.replace(/%(.)|([^%\s]+)|(\s+)/gs, (_, letter?: string, plain?: string) => {
    if (letter !== undefined) return patterns[letter] ?? '(?!)';
    return plain === undefined ? '\\s+' : plain.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  });
  let found: Readonly<Record<string, string | undefined>> | undefined;
  try {
    found = new RegExp(`^${source}$`, 'i').exec(text)?.groups ?? (new RegExp(`^${source}$`, 'i').test(text) ? {} : undefined);
  } catch {
    return undefined;
  }
  return found === undefined ? undefined : printed(found);
}

function printed(found: Readonly<Record<string, string | undefined>>): string | undefined {
  const number = (letter: string, otherwise: number) => Number(found[letter] ?? otherwise);
  const short = found['y'] === undefined ? undefined : Number(found['y']) + (Number(found['y']) <= 68 ? 2000 : 1900);
  const year = short ?? number('Y', 1900);
  const named = (found['b'] ?? found['B'])?.toLowerCase();
  const month = named === undefined ? number('m', 1) : monthNames.findIndex((name) => name.toLowerCase().startsWith(named)) + 1;
  const isDayOfYear = found['j'] !== undefined && found['d'] === undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, isDayOfYear ? 0 : month - 1, isDayOfYear ? number('j', 1) : number('d', 1));
  if (!isDayOfYear && date.getUTCMonth() !== month - 1) return undefined;
  const half = found['p']?.toLowerCase() === 'pm' ? 12 : 0;
  const hour = found['I'] === undefined ? number('H', 0) : (Number(found['I']) % 12) + half;
  const second = number('S', 0);
  if (second > 59) return undefined;
  const two = (part: number) => String(part).padStart(2, '0');
  const fraction = (found['f'] ?? '').padEnd(6, '0');
  const day = `${String(date.getUTCFullYear()).padStart(4, '0')}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  return `${day} ${two(hour)}:${two(number('M', 0))}:${two(second)}${Number(fraction) === 0 ? '' : `.${fraction}`}${zoneText(found['z'])}`;
}

function zoneText(zone: string | undefined): string {
  if (zone === undefined) return '';
  if (zone.toUpperCase() === 'Z') return '+00:00';
  const [hours = '', minutes = '', seconds = ''] = zone.slice(1).replaceAll(':', '').match(/\d\d/g) ?? [];
  return `${zone.charAt(0)}${hours}:${minutes}${seconds === '' || seconds === '00' ? '' : `:${seconds}`}`;
}
