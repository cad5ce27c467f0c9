/** The parts of an address as Python's urlsplit gives them. */
export interface SplitUrl {
  readonly fragment: string;
  readonly hostname: string | null;
  readonly netloc: string;
  readonly password: string | null;
  readonly path: string;
  readonly port: number | null;
  readonly query: string;
  readonly scheme: string;
  readonly username: string | null;
}

/** Takes an address apart; throws an Error that says why where it is none. */
export function splitUrl(address: string): SplitUrl {
  let rest = address.replace(/^[\x00-\x20]+/, '').replace(/[\t\r\n]/g, '');
  const found = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(rest);
  const scheme = found?.[1]?.toLowerCase() ?? '';
  rest = rest.slice(found?.[0].length ?? 0);
  let netloc = '';
  if (rest.startsWith('//')) {
    const end = rest.slice(2).search(/[/?#]/);
    netloc = end === -1 ? rest.slice(2) : rest.slice(2, end + 2);
    rest = rest.slice(netloc.length + 2);
    if (netloc.includes('[') !== netloc.includes(']')) throw new Error('the address has a bracket that is not closed');
  }
  const [beforeFragment, fragment] = cut(rest, '#');
  const [path, query] = cut(beforeFragment, '?');
  return { fragment, ...authority(netloc), netloc, path, query, scheme };
}

function cut(text: string, at: string): readonly [string, string] {
  const place = text.indexOf(at);
  return place === -1 ? [text, ''] : [text.slice(0, place), text.slice(place + 1)];
}

function authority(netloc: string): Pick<SplitUrl, 'hostname' | 'password' | 'port' | 'username'> {
  const at = netloc.lastIndexOf('@');
  const user = at === -1 ? undefined : netloc.slice(0, at);
  const host = netloc.slice(at + 1);
  const colon = user?.indexOf(':') ?? -1;
  const bracket = /^[^[]*\[([^\]]*)\](?::(.*))?/.exec(host);
  const plain = /^([^:]*)(?::(.*))?$/s.exec(host);
  const hostname = (bracket === null ? plain?.[1] : bracket[1]) ?? '';
  const port = (bracket === null ? plain?.[2] : bracket[2]) ?? '';
  if (port !== '' && (!/^\d+$/.test(port) || Number(port) > 65535)) throw new Error(`'${port}' is not a port`);
  return {
    hostname: hostname === '' ? null : hostname.toLowerCase(),
    password: user === undefined || colon === -1 ? null : user.slice(colon + 1),
    port: port === '' ? null : Number(port),
    username: user === undefined ? null : colon === -1 ? user : user.slice(0, colon),
  };
}

/** Text as it stands in the path of an address, or in its query. */
export function quoteUrl(text: string, place: 'path' | 'query'): string {
  const quoted = [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const char = String.fromCharCode(byte);
      if (/[a-zA-Z0-9_.~-]/.test(char) || (place === 'path' && char === '/')) return char;
      return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
  return place === 'query' ? quoted.replaceAll('%20', '+') : quoted;
}

/** The text that stands quoted in the query of an address. */
export function unquoteUrl(text: string): string {
  return text.replaceAll('+', ' ').replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
}
