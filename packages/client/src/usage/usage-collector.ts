import { randomUuid } from './random-uuid.ts';
import type { Exposure, TrackedEvent, UsageBatch } from './usage-batch.ts';

/** As many exposures, and as many events, as the server takes in a batch. */
const MAX_ENTRIES = 5_000;

/** Collects what goes into the next batch. */
export class UsageCollector {
  readonly #counts = new Map<string, Map<string, number>>();
  /** By flag, variation and unit: the first one of a period is enough. */
  readonly #exposures = new Map<string, Exposure>();
  #events: TrackedEvent[] = [];
  #since = new Date();

  /** Whether the batch takes no more exposures or no more events. */
  get isFull(): boolean {
    return this.#exposures.size >= MAX_ENTRIES || this.#events.length >= MAX_ENTRIES;
  }

  count(flag: string, variation: string): void {
    const variations = this.#counts.get(flag);
    if (variations) variations.set(variation, (variations.get(variation) ?? 0) + 1);
    else this.#counts.set(flag, new Map([[variation, 1]]));
  }

  expose(flag: string, variation: string, unit: string): void {
    const key = JSON.stringify([flag, variation, unit]);
    if (this.#exposures.has(key)) return;
    this.#exposures.set(key, { flag, variation, unit, time: new Date().toISOString() });
  }

  track(name: string, unit: string, value: number | undefined): void {
    const time = new Date().toISOString();
    this.#events.push(value === undefined ? { name, unit, time } : { name, unit, value, time });
  }

  /** Everything since the last batch; null when there is nothing. */
  takeBatch(): UsageBatch | null {
    const since = this.#since;
    const now = new Date();
    this.#since = now;
    if (this.#counts.size === 0 && this.#exposures.size === 0 && this.#events.length === 0) return null;
    const batch = {
      id: randomUuid(),
      from: since.toISOString(),
      to: now.toISOString(),
      // Made of entries, so that a flag `__proto__` is one like any other.
      flags: Object.fromEntries(
        Array.from(this.#counts, ([flag, variations]) => [flag, Object.fromEntries(variations)]),
      ),
      exposures: [...this.#exposures.values()],
      events: this.#events,
    };
    this.#counts.clear();
    this.#exposures.clear();
    this.#events = [];
    return batch;
  }
}
