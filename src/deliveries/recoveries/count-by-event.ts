/** Counts the deliveries of a replay for providers whose targets depend on the event. */

import { toOutgoingEvent } from '../../integrations/event/to-outgoing-event.ts';
import type { App } from '../../platform/app.ts';
import { render } from '../attempts/render.ts';
import { type Replay, readReplayed } from './replay-read.ts';

const BATCH = 500;

/** Reads the events of the range in batches and renders each to learn its targets. */
export async function countByEvent(
  app: App,
  integration: Parameters<typeof render>[2],
  replay: Replay,
): Promise<number> {
  let count = 0;
  for (let { afterSequence } = replay.filter; ; ) {
    const filter = { ...replay.filter, afterSequence };
    const { events, isLast } = await readReplayed(app.database.pool, { ...replay, filter }, BATCH);
    for (const { event, made, ended } of events) {
      const targets = render(app, toOutgoingEvent(event, app.publicUrl), integration);
      count += ended.length + targets.filter(({ target }) => !made?.includes(target)).length;
    }
    const last = events.at(-1)?.event.sequence;
    if (isLast || last == null) return count;
    afterSequence = last;
  }
}
