import { setIdleTimer } from '../connection/timers.ts';
import { fingerprint } from './fingerprint.ts';
import type { SnapshotStore } from './snapshot-store.ts';

/** Another number is another form, which is not read. */
const FORMAT = 1;
/** The copy is at most this much behind, however many changes there are. */
const SAVE_EVERY_MS = 1000;

interface Copy {
  format: number;
  /** What the copy is of: another key or context has another. */
  owner: string;
  savedAt: string;
  /** JSON text, as `takeWhole` of a feed reads it. */
  state: string;
}

/** The copy of a client's state in its store. */
export class StoredCopy {
  readonly #store: SnapshotStore;
  readonly #maxAgeMs: number;
  readonly #warn: (message: string) => void;
  #unsaved: { owner: string; state: () => string } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: SnapshotStore, maxAgeMs: number, warn: (message: string) => void) {
    this.#store = store;
    this.#maxAgeMs = maxAgeMs;
    this.#warn = warn;
  }

  /** The state that was saved for this owner; null when there is none, or an old one. */
  async load(owner: string): Promise<string | null> {
    try {
      const text = await this.#store.load();
      if (text === null) return null;
      const copy = JSON.parse(text) as Copy;
      const isOurs = copy.format === FORMAT && copy.owner === fingerprint(owner);
      return isOurs && Date.now() - Date.parse(copy.savedAt) <= this.#maxAgeMs ? copy.state : null;
    } catch (error) {
      this.#warn(`The copy of the flags cannot be read: ${error}`);
      return null;
    }
  }

  /** Saves it within a second. */
  save(owner: string, state: () => string): void {
    this.#unsaved = { owner, state };
    this.#timer ??= setIdleTimer(() => void this.flush(), SAVE_EVERY_MS);
  }

  /** Saves what is not saved yet. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const unsaved = this.#unsaved;
    this.#unsaved = null;
    if (!unsaved) return;
    const copy: Copy = {
      format: FORMAT,
      owner: fingerprint(unsaved.owner),
      savedAt: new Date().toISOString(),
      state: unsaved.state(),
    };
    try {
      await this.#store.save(JSON.stringify(copy));
    } catch (error) {
      this.#warn(`The copy of the flags cannot be saved: ${error}`);
    }
  }
}
