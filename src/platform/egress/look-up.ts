/**
 * One look-up of a name, as the machine's own resolver makes it: the hosts file first, then the name servers of resolv.conf
 * with its search domains. Not `dns.lookup`: each call of it holds one of the process's few threads, for as long as a name
 * server likes. This one uses c-ares, which needs none.
 */

import { Resolver } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';

/** Where names are looked up. */
export interface NameSources {
  hostsFile: string;
  resolvConf: string;
  /** Addresses of name servers, with a port where it is not 53. Null: those of this machine. */
  servers: string[] | null;
}

export const systemSources: NameSources = {
  hostsFile: '/etc/hosts',
  resolvConf: '/etc/resolv.conf',
  servers: null,
};

/** A whole look-up, all search domains and name servers together. */
const LOOKUP_TIMEOUT_MS = 5_000;
/** Each name server is asked twice, and given this long at first. */
const SERVER_TIMEOUT_MS = 1_500;
const TRIES = 2;
/** Once there are addresses of one family, those of the other are waited for no longer than this. */
const OTHER_FAMILY_MS = 1_000;

/** The addresses of the name, at least one. Rejects with an error that has a `code`, within LOOKUP_TIMEOUT_MS. */
export async function lookUp(
  host: string,
  { hostsFile, resolvConf, servers }: NameSources,
): Promise<string[]> {
  const listed = (await readHostsFile(hostsFile)).get(host.toLowerCase()) ?? [];
  if (listed.length > 0) return listed;
  if (/^(.*\.)?localhost$/i.test(host)) return ['127.0.0.1', '::1'];

  const search = await readSearchList(resolvConf);
  const deadline = performance.now() + LOOKUP_TIMEOUT_MS;
  let failure: unknown = noAnswer;
  for (const name of candidates(host, search)) {
    const { addresses, error } = await ask(name, servers, deadline);
    if (addresses.length > 0) return addresses;
    // The name counts as missing only if it is so with every search domain.
    if (failure === noAnswer || isMissing(failure)) failure = error;
    if (performance.now() >= deadline) break;
  }
  throw failure;
}

/** Asks the name servers for the IPv4 and the IPv6 addresses of exactly this name. */
async function ask(
  name: string,
  servers: string[] | null,
  deadline: number,
): Promise<{ addresses: string[]; error: unknown }> {
  // One for each look-up: it is cancelled alone, and reads anew which name servers the machine has.
  const resolver = new Resolver({ timeout: SERVER_TIMEOUT_MS, tries: TRIES });
  if (servers) resolver.setServers(servers);
  const timers = [setTimeout(() => resolver.cancel(), deadline - performance.now())];
  const family = async (answer: Promise<string[]>) => {
    const addresses = await answer;
    if (addresses.length > 0) timers.push(setTimeout(() => resolver.cancel(), OTHER_FAMILY_MS));
    return addresses;
  };
  const answers = await Promise.allSettled([
    family(resolver.resolve4(name)),
    family(resolver.resolve6(name)),
  ]);
  for (const timer of timers) clearTimeout(timer);
  const errors = answers.map((answer) => (answer.status === 'rejected' ? answer.reason : noAddress));
  const error = errors.find((each) => !isMissing(each)) ?? errors[0];
  return {
    addresses: answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : [])),
    error: codeOf(error) === 'ECANCELLED' ? noAnswer : error,
  };
}

const noAnswer = Object.assign(new Error('no name server answered in time'), { code: 'ETIMEOUT' });
const noAddress = Object.assign(new Error('the name has no address'), { code: 'ENODATA' });

/** The name servers say that there is no such name, or that it has no address. */
export function isMissing(error: unknown): boolean {
  return ['ENOTFOUND', 'ENODATA'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** The addresses of each name in the hosts file, in lower case. Empty when it cannot be read. */
async function readHostsFile(path: string): Promise<Map<string, string[]>> {
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

interface SearchList {
  domains: string[];
  /** A name with at least so many dots is first looked up as it is. */
  dots: number;
}

/** The last `search` or `domain` counts. */
async function readSearchList(path: string): Promise<SearchList> {
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
function candidates(host: string, { domains, dots }: SearchList): string[] {
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
