/** How a value looks; a row whose fallback is `computed` has no constant default. */
export type KnownType =
  | 'boolean'
  | 'integer'
  | 'number'
  | 'text'
  | 'list'
  | 'map'
  | 'quantity'
  | 'duration'
  | 'address'
  | 'CIDR'
  | 'version'
  | 'path'
  | 'url'
  | 'port'
  | 'secret'
  | 'any';

/** A default worked out from other settings; `computed` says how in a few words, `pattern` exactly where it is text about them. */
export interface Computed {
  readonly computed: string;
  readonly pattern?: string;
}

/** One variable: name, type, default as kubespray has it (undefined: none), one sentence of what it is for; then the release it came with, where that is after 2.24. */
export type KnownRow = readonly [name: string, type: KnownType, fallback: unknown, about: string, since?: string];

/** Variables of one part of kubespray, and what kmagic makes of them. */
export interface KnownGroup {
  /** Kubespray's role or area, such as `kubernetes-apps/metallb`. */
  readonly group: string;
  /** What it is, a noun phrase; messages say "is about metallb, which is off". */
  readonly about: string;
  readonly status: 'accepted' | 'planned' | 'refused';
  /** The reason for the status, in one sentence. */
  readonly because: string;
  readonly instead?: string;
  /** Variables that turn the part on; while all are off, the other names are only noted. */
  readonly switches?: readonly string[];
  /** Values that mean the part is not used. */
  readonly harmless?: readonly unknown[];
  readonly rows: readonly KnownRow[];
}

/** A default without a constant value. */
export function computed(shown: string): Computed {
  return { computed: shown };
}

/** A default that other settings stand in: `{kube_config_dir}/patches`. A pattern that is one name alone is that setting's value. */
export function pattern(text: string): Computed {
  return { computed: text.replace(/^\{(\w+)\}$/, '$1'), pattern: text };
}

/** True: the default is worked out. */
export function isComputed(fallback: unknown): fallback is Computed {
  return typeof fallback === 'object' && fallback !== null && 'computed' in fallback;
}
