/** The public keys of an issuer of JWTs: kept, looked for again when they are old or one is missing. */

import {
  createLocalJWKSet,
  errors,
  type FlattenedJWSInput,
  type JSONWebKeySet,
  type JWSHeaderParameters,
  type LocalJWKSet,
} from 'jose';

const MAX_AGE_MS = 10 * 60_000;
/** Between one look and the next: whoever makes up ids of keys must not make us ask the issuer for each. */
const PAUSE_MS = 30_000;

/** There are no keys to check with. The message says why, for the log. */
export class KeysUnavailableError extends Error {}

export interface JsonWebKeys {
  /**
   * The key that a token names. Fails with one of jose's errors when the issuer has no such key, and with
   * KeysUnavailableError when it cannot be asked; what it has shown before is good as long as it cannot.
   */
  find(now: Date, header: JWSHeaderParameters, token: FlattenedJWSInput): ReturnType<LocalJWKSet>;
}

/** `load` asks the issuer; `onFailure` hears of each time that this was in vain. */
export function createJsonWebKeys(
  load: () => Promise<JSONWebKeySet>,
  onFailure: (error: KeysUnavailableError) => void,
): JsonWebKeys {
  let known: { keys: LocalJWKSet; loadedAt: number } | null = null;
  let failed: { error: KeysUnavailableError; at: number } | null = null;
  let loading: Promise<LocalJWKSet> | null = null;

  /** One look at a time; all who need one wait for the same. */
  function reload(now: number): Promise<LocalJWKSet> {
    loading ??= look(now).finally(() => {
      loading = null;
    });
    return loading;
  }

  async function look(now: number): Promise<LocalJWKSet> {
    if (failed && now - failed.at < PAUSE_MS) throw failed.error;
    try {
      known = { keys: createLocalJWKSet(await load()), loadedAt: now };
      failed = null;
      return known.keys;
    } catch (cause) {
      const error = new KeysUnavailableError(cause instanceof Error ? cause.message : String(cause), {
        cause,
      });
      failed = { error, at: now };
      onFailure(error);
      throw error;
    }
  }

  async function current(now: number): Promise<LocalJWKSet> {
    if (!known) return reload(now);
    const { keys, loadedAt } = known;
    if (now - loadedAt < MAX_AGE_MS) return keys;
    const reloaded = reload(now).catch(() => keys);
    // While the issuer is away nobody waits for it who can do without.
    return failed ? keys : reloaded;
  }

  return {
    async find(time, header, token) {
      const now = time.getTime();
      const keys = await current(now);
      try {
        return await keys(header, token);
      } catch (error) {
        const isFresh = known !== null && now - known.loadedAt < PAUSE_MS;
        if (!(error instanceof errors.JWKSNoMatchingKey) || isFresh) throw error;
        return (await reload(now))(header, token);
      }
    },
  };
}
