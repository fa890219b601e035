import type { Viewer } from '../../access/viewer.ts';

/** What a transport knows of an operation. */
export interface Initial {
  /** Whether there is a valid token: without one only small documents are parsed. */
  isAuthenticated: boolean;
  /** Null without a token. Fails when the token is not valid or cannot be checked. */
  findViewer(): Promise<Viewer | null>;
  /** Aborts when the WebSocket of the client is closed. */
  closed?: AbortSignal;
}
