import { lines, quote, script, type Command } from './command.ts';

/** The way out through a web proxy, as curl and apt understand it; empty texts where there is none. */
export interface WebProxy {
  /** Of http requests: `http://proxy:3128`. */
  readonly http: string;
  readonly https: string;
  /** What is reached directly: names, addresses and networks with commas between. */
  readonly noProxy: string;
}

/** The command with the web reached this way, whatever the host's own environment says; as that says where nothing is given. */
export function throughProxy(proxy: WebProxy | undefined, command: Command): Command {
  if (proxy === undefined) return command;
  const variables = { http_proxy: proxy.http, https_proxy: proxy.https, all_proxy: '', no_proxy: proxy.noProxy };
  const settings = Object.entries(variables).flatMap(([name, value]) => [name, name.toUpperCase()].map((n) => `${n}=${quote(value)}`));
  return lines([script(`export ${settings.join(' ')}`), command]);
}

/** What follows in the same shell goes past any web proxy: the cluster's own addresses are none of its business. */
export const pastProxies: Command = script('unset http_proxy HTTP_PROXY https_proxy HTTPS_PROXY all_proxy ALL_PROXY');
