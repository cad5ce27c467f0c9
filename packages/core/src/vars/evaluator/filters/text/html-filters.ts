import type { Callable } from '../../call.ts';
import { Missing, textOf } from '../../values.ts';
import type { Input } from '../input.ts';
import { filter } from '../input.ts';
import { characters, splitWords } from '../python/characters.ts';

/** Filters for HTML and XML. Text is never marked as safe here, so what is escaped twice is escaped twice. */
export const htmlFilters: Readonly<Record<string, Callable>> = {
  escape: filter('', (input) => escaped(textOf(input.subject))),
  e: filter('', (input) => escaped(textOf(input.subject))),
  forceescape: filter('', (input) => escaped(textOf(input.subject))),
  safe: filter('', (input) => textOf(input.subject)),
  striptags: filter('', (input) => withoutTags(textOf(input.subject))),
  xmlattr: filter('autospace?', xmlAttributes),
  urlize: filter('trim_url_limit? nofollow? target? rel? extra_schemes?', urlize),
};

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', "'": '&#39;', '"': '&#34;' };

function escaped(text: string): string {
  return text.replace(/[&<>'"]/g, (char) => entities[char] ?? char);
}

const characterNames: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\xa0' };

function withoutTags(text: string): string {
  const bare = text.replace(/<!--.*?-->/gs, '').replace(/<.*?>/gs, '');
  return splitWords(bare)
    .join(' ')
    .replace(/&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(amp|lt|gt|quot|apos|nbsp));/g, (whole, ...groups: readonly unknown[]) => {
      const [decimal, hexadecimal, name] = groups as readonly (string | undefined)[];
      if (name !== undefined) return characterNames[name] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    });
}

function xmlAttributes(input: Input): string {
  const written = Object.entries(input.mapping()).flatMap(([key, value]) => {
    if (value === null || value instanceof Missing) return [];
    if (/[\s/>=]/.test(key)) throw input.fail(`'${key}' cannot be the name of an attribute`);
    return [`${escaped(key)}="${escaped(textOf(value))}"`];
  });
  return (written.length > 0 && input.flag('autospace', true) ? ' ' : '') + written.join(' ');
}

const address = new RegExp(
  '^((https?://|www\\.)(([\\p{L}\\p{N}_%\\-]+\\.)+)?([a-z]{2,63}|xn--[\\p{L}\\p{N}_%]{2,59})|' +
    '([\\p{L}\\p{N}_%\\-]{2,63}\\.)+(com|net|int|edu|gov|org|info|mil)|' +
    '(https?://)((([\\d]{1,3})(\\.[\\d]{1,3}){3})|(\\[([\\da-f]{0,4}:){2}([\\da-f]{0,4}:?){1,6}\\])))' +
    '(?::[\\d]{1,5})?(?:[\\/?#]\\S*)?$',
  'iu',
);
const mail = /^\S+@[\p{L}\p{N}_][\p{L}\p{N}_.-]*\.[\p{L}\p{N}_]+$/u;

function urlize(input: Input): string {
  const limit = input.value('trim_url_limit');
  const most = limit === undefined || limit === null ? undefined : input.integer('trim_url_limit');
  const schemes = input.value('extra_schemes') === undefined ? [] : input.items(input.value('extra_schemes')).map(textOf);
  for (const scheme of schemes)
    if (!/^[\w.+-]{2,}:\/{0,2}$/.test(scheme)) throw input.fail(`'${scheme}' is not the beginning of an address`);
  const relations = new Set([...splitWords(input.text('rel', '')), ...(input.flag('nofollow') ? ['nofollow'] : []), 'noopener']);
  const target = input.text('target', '');
  const attributes = ` rel="${escaped([...relations].sort().join(' '))}"${target === '' ? '' : ` target="${escaped(target)}"`}`;
  const shortened = (url: string) =>
    most === undefined || characters(url).length <= most ? url : `${characters(url).slice(0, most).join('')}...`;
  const linked = (url: string) => {
    if (address.test(url)) return `<a href="${/^https?:\/\//.test(url) ? '' : 'https://'}${url}"${attributes}>${shortened(url)}</a>`;
    if (url.startsWith('mailto:') && mail.test(url.slice(7))) return `<a href="${url}">${url.slice(7)}</a>`;
    if (url.includes('@') && !/^(?:www\.|@)/.test(url) && !url.includes(':') && mail.test(url)) return `<a href="mailto:${url}">${url}</a>`;
    const known = schemes.some((scheme) => url !== scheme && url.startsWith(scheme));
    return known ? `<a href="${url}"${attributes}>${url}</a>` : url;
  };
  return escaped(input.subjectText())
    .split(/(\s+)/u)
    .map((word) => {
      const { head, middle, tail } = bracketed(word);
      return head + linked(middle) + tail;
    })
    .join('');
}

/** A word without the brackets and stops around it; a bracket that is closed within the word stays with it. */
function bracketed(word: string): { readonly head: string; readonly middle: string; readonly tail: string } {
  const head = /^(?:[(<]|&lt;)+/.exec(word)?.[0] ?? '';
  const inside = word.slice(head.length);
  let tail = /(?:[)>.,\n]|&gt;)+$/.exec(inside)?.[0] ?? '';
  let middle = inside.slice(0, inside.length - tail.length);
  const counted = (text: string, part: string) => text.split(part).length - 1;
  for (const [open, close] of [
    ['(', ')'],
    ['<', '>'],
    ['&lt;', '&gt;'],
  ] as const) {
    const opened = counted(middle, open);
    if (opened <= counted(middle, close)) continue;
    for (let moved = Math.min(opened, counted(tail, close)); moved > 0; moved -= 1) {
      const end = tail.indexOf(close) + close.length;
      middle += tail.slice(0, end);
      tail = tail.slice(end);
    }
  }
  return { head, middle, tail };
}
