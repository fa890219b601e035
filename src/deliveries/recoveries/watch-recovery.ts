/** The subscription recoveryUpdated. */

import { notFound } from '../../access/not-found.ts';
import type { App } from '../../platform/app.ts';
import { keepReading } from '../../platform/live/keep-reading.ts';
import { createWaiting } from '../../platform/live/waiting.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { query } from '../../platform/postgres/query.ts';
import { readProgress } from './recovery-progress.ts';

/** Counting the deliveries of a large recovery is expensive. Often enough for a progress bar. */
const PAUSE_MS = 250;

interface State {
  /** Different for any two states. */
  text: string;
  isFinal: boolean;
}

/**
 * Yields the id of a recovery now and whenever it changes, until it and all its deliveries have ended. Fails with
 * NotFoundError.
 */
export async function watchRecovery(
  app: App,
  recoveryId: string,
  signal: AbortSignal,
): Promise<AsyncGenerator<string, void, void>> {
  const recovery = await app.database.prisma.recovery.findUnique({
    where: { id: recoveryId },
    select: { projectId: true },
  });
  if (!recovery) throw notFound('rcv', recoveryId);
  return readWhileFollowed(app, recovery.projectId, recoveryId, signal);
}

async function* readWhileFollowed(
  { database, doorbell, log }: App,
  projectId: string,
  recoveryId: string,
  signal: AbortSignal,
): AsyncGenerator<string, void, void> {
  const news = createWaiting();
  let state: State | null = null;
  const read = async () => {
    state = await readState(database.pool, recoveryId);
    news.wake();
    return false;
  };
  const stop = keepReading({ doorbell, topic: 'deliveries', projectId, log, pauseMs: PAUSE_MS, read });
  try {
    yield* follow(() => state, news, recoveryId, signal);
  } finally {
    stop();
  }
}

async function* follow(
  newest: () => State | null,
  news: ReturnType<typeof createWaiting>,
  recoveryId: string,
  signal: AbortSignal,
): AsyncGenerator<string, void, void> {
  let told = '';
  while (!signal.aborted) {
    const state = newest();
    if (state && state.text !== told) {
      told = state.text;
      yield recoveryId;
    } else if (state?.isFinal) {
      return;
    } else {
      await news.wait(signal);
    }
  }
}

async function readState(sql: Sql, recoveryId: string): Promise<State> {
  // The recovery is read before its deliveries, so that all that it has queued is counted.
  const recovery = await query(sql)
    .selectFrom('recoveries')
    .select(['status', 'queued', 'skipped'])
    .where('id', '=', recoveryId)
    .executeTakeFirst();
  const progress = await readProgress(sql, recoveryId);
  const isFinal = recovery?.status !== 'RUNNING' && progress.waiting === 0;
  return { text: JSON.stringify({ ...recovery, ...progress }), isFinal };
}
