import { defaultTiming, type Timing } from './connection/timing.ts';
import type { SnapshotStore } from './stores/snapshot-store.ts';

export interface ClientOptions {
  /** Where GoGreen is, with its base path if it has one: `https://gogreen.example.com`. */
  url: string;
  /** A server key (`gogreen_sk_…`) for rulesets, a client key (`gogreen_ck_…`) for values. */
  key: string;
  /** Where to keep a copy of the flags, to start from when GoGreen is away. */
  store?: SnapshotStore | undefined;
  /** Whether to send how often each variation was served, once a minute. Default: true. */
  usage?: boolean | undefined;
  /**
   * Whether to send whom rollouts served which variation, by targeting key, for experiments that count by themselves. Default:
   * false.
   */
  exposures?: boolean | undefined;
  /** Where to write warnings, such as about a copy that cannot be saved. `console` and the loggers of OpenFeature fit. */
  logger?: { warn(message: string): void } | undefined;
  /** In place of the global `fetch`. */
  fetch?: typeof fetch | undefined;
  /** Other times to wait than the usual ones. */
  timing?: Partial<Timing> | undefined;
}

export interface CompleteOptions extends Required<ClientOptions> {
  fetch: typeof fetch;
  timing: Timing;
}

/** Options with all that was left out. Fails with a sentence when an option cannot work. */
export function completeOptions(options: ClientOptions): CompleteOptions {
  const { url, key, store, usage = true, exposures = false, logger } = options;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new TypeError(
      `url must be the address of GoGreen, such as https://gogreen.example.com, not ${JSON.stringify(url)}.`,
    );
  if (typeof key !== 'string' || !/^[\x21-\x7e]+$/.test(key))
    throw new TypeError('key must be a server key (gogreen_sk_…) or a client key (gogreen_ck_…).');
  return {
    url: url.replace(/\/+$/, ''),
    key,
    store,
    usage,
    exposures,
    logger,
    // Called without an object: browsers refuse to fetch for any other than the window.
    fetch: options.fetch ?? ((...request) => fetch(...request)),
    timing: { ...defaultTiming, ...options.timing },
  };
}
