/** What the files of the machine's resolver say: the hosts file, and the search domains of resolv.conf. */

import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';

/** The addresses of each name in the hosts file, in lower case. Empty when it cannot be read. */
export async function readHostsFile(path: string): Promise<Map<string, string[]>> {
  const hosts = new Map<string, string[]>();
  for (const [address = '', ...names] of await readLines(path)) {
    if (isIP(address) === 0) continue;
    for (const name of names) {
      const key = name.toLowerCase();
      const known = hosts.get(key) ?? [];
      if (!known.includes(address)) hosts.set(key, [...known, address]);
    }
  }
  return hosts;
}

export interface SearchList {
  domains: string[];
  /** A name with at least so many dots is first looked up as it is. */
  dots: number;
}

/** The last `search` or `domain` counts. */
export async function readSearchList(path: string): Promise<SearchList> {
  const list: SearchList = { domains: [], dots: 1 };
  for (const [keyword, ...values] of await readLines(path)) {
    if (keyword === 'search' || keyword === 'domain') list.domains = values;
    if (keyword !== 'options') continue;
    const dots = values.findLast((value) => /^ndots:\d{1,2}$/.test(value));
    if (dots) list.dots = Number(dots.slice('ndots:'.length));
  }
  return list;
}

/** The names to look up for a host, in their order. */
export function candidates(host: string, { domains, dots }: SearchList): string[] {
  const below = domains
    .map((domain) => `${host}.${domain.replace(/\.$/, '')}`)
    .filter((name) => name !== `${host}.`);
  return host.split('.').length > dots ? [host, ...below] : [...below, host];
}

/** The words of each line, without comments. */
async function readLines(path: string): Promise<string[][]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').map((line) =>
    line
      .replace(/[#;].*/, '')
      .trim()
      .split(/\s+/),
  );
}
