/** What a test gives, of a saved integration and of a draft. */

import { ConflictError } from '../../platform/errors.ts';
import type { FinishedAttempt } from '../attempts/finished-attempt.ts';

/** The attempt for one target. Its request has its body. */
export interface TestResult {
  target: string;
  /** Null for a draft, of which nothing is stored. */
  deliveryId: string | null;
  attempt: FinishedAttempt;
}

/** The deliveries of a test, and the attempt that is shown first: the first that failed, or the first when none did. */
export interface SavedTest {
  deliveryId: string;
  number: number;
  /** One for each target, in their order, as are the results. */
  deliveryIds: string[];
  results: TestResult[];
}

/** Concurrent targets: all channels of Slack, and fewer entities than New Relic accepts from one user. */
const AT_A_TIME = 20;

export async function inTurns<Item, Result>(
  items: Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += AT_A_TIME) {
    results.push(...(await Promise.all(items.slice(start, start + AT_A_TIME).map(work))));
  }
  return results;
}

export function nothingToSend(): ConflictError {
  return new ConflictError('This integration skips test events, so there is nothing to send.');
}

export function testInterrupted(): ConflictError {
  return new ConflictError('The test was interrupted. The delivery log will show how it ended.');
}
