/** What a connection keeps current: a ruleset, or the values of one context. */
export interface Feed {
  /** How to ask for the state as it is now (`state`), and for the stream of it (`stream`). */
  request(of: 'state' | 'stream'): { path: string; method: 'GET' | 'POST'; body?: string };
  /** The type of the events that hold everything, rather than `changes`. */
  readonly wholeEvent: string;
  /**
   * Whether the first state is asked for before the stream is opened: it is compressed, and streams are not.
   */
  readonly isLarge: boolean;
  /** `<epoch>.<version>` of what the feed has, for the server to go on from; null: it has nothing to go on from. */
  position(): string | null;
  /** Takes everything. Fails, and keeps what it had, when the text is not a whole and valid state. */
  takeWhole(text: string): Promise<Taken>;
  /** Takes what changed; null when this does not follow on what the feed has. Fails like `takeWhole`. */
  takeChanges(text: string): Promise<Taken | null>;
}

/** What came of a message. */
export interface Taken {
  /** Keys of the flags that may answer differently now. */
  flagsChanged: string[];
}
