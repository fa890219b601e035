/** Starts a live subscription to a recovery. */

import { notFound } from '../../access/not-found.ts';
import type { App } from '../../platform/app.ts';
import { keepReading } from '../../platform/live/keep-reading.ts';
import { createWaiting } from '../../platform/live/waiting.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { readProgress } from './recovery-progress.ts';

/** Counting the deliveries of a large recovery is work: often enough for a progress bar. */
const PAUSE_MS = 250;

interface State {
  /** Differs between any two states that can be told apart. */
  text: string;
  isFinal: boolean;
}

/**
 * Gives the id of a recovery now and whenever it has moved on, until it and all its deliveries are finished. Fails with
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
  // The recovery before its deliveries: what it had asked for by then is counted.
  const { rows } = await sql.query<{ status: string; queued: number }>({
    name: 'read-recovery-state',
    text: 'SELECT status, queued FROM recoveries WHERE id = $1',
    values: [recoveryId],
  });
  const [recovery] = rows;
  const progress = await readProgress(sql, recoveryId);
  const isFinal = recovery?.status !== 'RUNNING' && progress.waiting === 0;
  return { text: JSON.stringify({ ...recovery, ...progress }), isFinal };
}
