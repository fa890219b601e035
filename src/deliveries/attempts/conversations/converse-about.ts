/** An attempt of a conversation provider, which takes several requests. Each attempt starts again from the present state. */

import { toOutgoingEvent } from '../../../integrations/event/to-outgoing-event.ts';
import type { AnyConversationProvider } from '../../../integrations/providers/registry.ts';
import { readConfiguration } from '../../../integrations/secrets/configuration.ts';
import type { App } from '../../../platform/app.ts';
import type { Claim } from '../../claim.ts';
import { readEvents } from '../../stored-event.ts';
import { type FinishedAttempt, unsent } from '../finished-attempt.ts';
import { orError } from '../judge.ts';
import { readCurrentFlag } from '../read-current-flag.ts';
import { holdConversation } from './hold-conversation.ts';

/** Makes the attempt. Null when it was aborted. Throws only when Postgres is unavailable. */
export async function converseAbout(
  app: App,
  claim: Claim,
  provider: AnyConversationProvider,
  signal: AbortSignal | undefined,
): Promise<FinishedAttempt | null> {
  const startedAt = app.now();
  const onFault = (error: Error) =>
    app.log.error({ err: error, deliveryId: claim.deliveryId }, 'multi-step delivery failed');
  const begun = await begin(app, claim, provider, startedAt);
  if (begun instanceof Error) {
    onFault(begun);
    return unsent(startedAt, app.now(), begun);
  }
  return holdConversation(app, claim.event, { provider, ...begun, onFault }, signal);
}

async function begin(
  app: App,
  { claim, trigger, target, integration, event: { id } }: Claim,
  provider: AnyConversationProvider,
  now: Date,
) {
  const { publicUrl } = app;
  const [event] = await readEvents(app.database.pool, [id]);
  if (!event) return new Error(`The event was deleted: ${id}`);
  const flag = await readCurrentFlag(app, event);
  return orError(() => {
    const configuration = readConfiguration(app.secrets, integration);
    const context = {
      ...configuration,
      target,
      flag,
      now,
      links: { publicUrl },
      // A claim may have ended without a recorded attempt, as when its worker was killed. Those of a replayed delivery may be pruned.
      repeated: claim > 1 || trigger === 'REPLAY',
    };
    return { configuration, conversation: provider.converse(toOutgoingEvent(event, publicUrl), context) };
  });
}
