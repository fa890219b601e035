/** Reads one at a time, and no more often than is needed for those who wait for them. */
export interface Looks {
  /** A read that begins after this call, shared with all who ask before it begins. */
  fresh(): Promise<void>;
  /** The read that is under way, or else a new one. */
  any(): Promise<void>;
}

export function createLooks(look: () => Promise<void>): Looks {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  function begin(): Promise<void> {
    next = null;
    const begun = look().finally(() => {
      if (running === begun) running = null;
    });
    running = begun;
    return begun;
  }

  function fresh(): Promise<void> {
    // Between the end of one read and the beginning of the next one nothing runs.
    if (next) return next;
    if (!running) return begin();
    next = running.then(begin, begin);
    return next;
  }

  return { fresh, any: () => running ?? next ?? begin() };
}
