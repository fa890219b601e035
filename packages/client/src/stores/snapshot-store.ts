/**
 * Where a client keeps a copy of the latest state, to start from when GoGreen is away. It holds one text. A store that fails
 * costs the copy and nothing else.
 */
export interface SnapshotStore {
  /** The text that was saved last; null when there is none. */
  load(): string | null | Promise<string | null>;
  save(text: string): void | Promise<void>;
}
