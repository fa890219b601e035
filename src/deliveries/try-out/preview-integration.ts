/** The requests that an event would cause, without sending them. */

import { z } from 'zod';
import type { Actor } from '../../access/viewer.ts';
import type { LoggedEvent } from '../../events/logged-event.ts';
import { toOutgoingEvent } from '../../integrations/event/to-outgoing-event.ts';
import type { App } from '../../platform/app.ts';
import type { OutboundRequest } from '../../platform/egress/outbound.ts';
import { parseInput, reference } from '../../platform/input/input.ts';
import { readCurrentFlag } from '../attempts/read-current-flag.ts';
import { findEvent, findNewest } from './find-event.ts';
import { findTried, type TriedInput } from './find-tried.ts';
import { type PreviewedRequest, previewedRequests } from './previewed-requests.ts';
import { sampleEvent } from './sample-event.ts';

export interface Preview {
  event: LoggedEvent;
  previews: PreviewedRequest[];
  refusal(): Promise<string | null>;
}

/**
 * The requests with secrets masked: for the given event, else for the newest one that matches the integration, else for a
 * sample; see previewedRequests.
 */
export async function previewIntegration(
  app: App,
  actor: Actor,
  input: TriedInput & { eventId?: string | null | undefined },
): Promise<Preview> {
  const { eventId } = parseInput(z.object({ eventId: reference.nullish() }), input);
  const tried = await findTried(app, input);
  const { id, provider, project } = tried;
  const configuration = tried.configuration();
  const logged = eventId ? await findEvent(app, tried, eventId) : await findNewest(app, tried);
  const event = logged ?? sampleEvent(tried, actor, app.now());
  const outgoing = toOutgoingEvent({ ...event, project }, app.publicUrl);
  const flag = provider.kind === 'conversation' ? await readCurrentFlag(app, { ...event, project }) : null;
  const previews = previewedRequests(app, { id, provider, configuration, event: outgoing, flag });
  return {
    event,
    previews: previews.map(({ target, request }) => ({
      target,
      request: provider.redact(request, configuration),
    })),
    refusal: () =>
      findRefusal(
        app,
        project.id,
        previews.map(({ request }) => request),
      ),
  };
}

/** Why the egress guard would block them. Null when it would not, as far as that can be known before. */
async function findRefusal(
  { outbound }: App,
  projectId: string,
  requests: OutboundRequest[],
): Promise<string | null> {
  const urls = [...new Set(requests.map(({ url }) => url))];
  const refusals = await Promise.all(urls.map((url) => outbound.check(url, projectId)));
  return refusals.find((refusal) => refusal !== null) ?? null;
}
