import { script, sh, type Command } from '../../shell/command.ts';
import { throughProxy, type WebProxy } from '../../shell/web-proxy.ts';

/** What to get: one thing in one or several places. */
export interface Source {
  /** Tried in order; each must serve the same bytes. */
  readonly urls: readonly string[];
  /** In hex, `sha256:` before it or not. */
  readonly sha256: string;
  /** How the host gets there; by its own environment where left out. */
  readonly proxy?: WebProxy | undefined;
  /** How often a failed attempt is tried again; 3 when left out. */
  readonly retries?: number;
  /** False: whatever certificate a server shows will do; the bytes are verified all the same. */
  readonly validateCerts?: boolean;
}

/** The checksum in bare lower-case hex. */
export function bareHash({ sha256 }: Source): string {
  return sha256.replace(/^sha256:/, '').toLowerCase();
}

/** Leaves the right bytes at `part`, going on with what a former attempt left there; fails naming url, expected and got. */
export function fetchVerified(source: Source, part: string): Command {
  return throughProxy(
    source.proxy,
    sh`part=${part} want=${bareHash(source)} retries=${String(source.retries ?? 3)} insecure=${source.validateCerts === false ? 'yes' : ''}
${functions}
for url in ${source.urls}; do if fetch "$url"; then got=yes; break; fi; done
[ -n "$got" ]`,
  );
}

/**
 * 22 and 33 of curl, 8 of wget: the server will not go on where the former attempt ended. openssl, where a host has it, uses what
 * processors have for SHA-256 and takes a sixth of the time of sha256sum.
 */
const functions = script(`sum() {
  set -- $(openssl dgst -sha256 -r < "$part" 2>/dev/null || sha256sum < "$part"); [ "$1" = "$want" ] || { found=$1; return 1; }
}
get() {
  if command -v curl >/dev/null; then
    curl -fsSL \${insecure:+-k} --connect-timeout 15 --speed-limit 1024 --speed-time 60 --retry $retries --retry-delay 1 -C - -o "$part" --url "$1"
  elif command -v wget >/dev/null; then wget -q \${insecure:+--no-check-certificate} -T 60 -t $((retries + 1)) -c -O "$part" "$1"
  else echo "neither curl nor wget is installed, so $1 cannot be downloaded" >&2; return 127
  fi
}
got=
fetch() {
  resumed=; if [ -s "$part" ]; then resumed=yes; if sum; then return 0; fi; fi
  rc=0; get "$1" || rc=$?
  if [ $rc = 0 ] && sum; then return 0; fi
  if [ -n "$resumed" ]; then case $rc in 0|8|22|33)
    rm -f -- "$part"; rc=0; get "$1" || rc=$?
    if [ $rc = 0 ] && sum; then return 0; fi ;; esac
  fi
  if [ $rc != 0 ]; then echo "$1 cannot be downloaded (status $rc)" >&2; return 1; fi
  rm -f -- "$part"
  echo "$1 is not what it should be: expected sha256 $want, got $found; removed" >&2
  return 1
}`);
