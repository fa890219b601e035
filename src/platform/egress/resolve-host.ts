import { lookup } from 'node:dns/promises';

/** All addresses of a host, or a rejection. */
export type Resolve = (host: string) => Promise<string[]>;

/** As the machine resolves names: hosts file, search domains and all. */
export async function resolveBySystem(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
}

/**
 * Callers that ask for a name while it is being looked up share that answer; nothing is kept after it has come. The
 * system's resolver has four threads for the whole process: without this, one dead name would hold them all.
 */
export function shareRunning(resolve: Resolve): Resolve {
  const running = new Map<string, Promise<string[]>>();
  return (host) => {
    const known = running.get(host);
    if (known !== undefined) return known;
    const started = resolve(host).finally(() => running.delete(host));
    running.set(host, started);
    return started;
  };
}
