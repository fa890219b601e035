import type { LoggedEvent } from '../../events/logged-event.ts';

/** What a command on an experiment did. */
export interface ExperimentResult {
  experimentId: string;
  /** Null when there was nothing to tell. */
  event: LoggedEvent | null;
}
