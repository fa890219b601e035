/** The requests that an event would cause, without sending them. */

import { z } from 'zod';
import type { Actor } from '../../access/viewer.ts';
import type { LoggedEvent } from '../../events/logged-event.ts';
import { toOutgoingEvent } from '../../integrations/event/to-outgoing-event.ts';
import type { App } from '../../platform/app.ts';
import type { OutboundRequest } from '../../platform/egress/outbound.ts';
import { newId } from '../../platform/input/ids.ts';
import { parseInput, reference } from '../../platform/input/input.ts';
import { buildRequest } from '../attempts/build-request.ts';
import { readCurrentFlag } from '../attempts/read-current-flag.ts';
import { render } from '../attempts/render.ts';
import { findEvent, findNewest } from './find-event.ts';
import { findTried, type TriedInput } from './find-tried.ts';
import { sampleEvent } from './sample-event.ts';

/** A request, and the target that it would be sent to. */
export interface PreviewedRequest {
  target: string;
  request: OutboundRequest;
}

export interface Preview {
  event: LoggedEvent;
  previews: PreviewedRequest[];
  refusal(): Promise<string | null>;
}

/**
 * The requests with secrets masked: for the given event, else for the newest one that matches the integration, else for a
 * sample. Delivery id, time and signature are generated as for a real delivery. Of several requests only the first: the
 * others depend on its response.
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
  const { settings } = configuration;
  const deliveries = render(app, outgoing, { id, provider: provider.name, settings });
  const flag = provider.kind === 'conversation' ? await readCurrentFlag(app, { ...event, project }) : null;
  const now = app.now();
  const previews = deliveries.flatMap(({ target, body }): PreviewedRequest[] => {
    if (provider.kind === 'http') {
      const signed = { deliveryId: newId('dlv'), wireName: outgoing.wireName, now };
      return body === null ? [] : [{ target, request: buildRequest(provider, configuration, body, signed) }];
    }
    const links = { publicUrl: app.publicUrl };
    const context = { ...configuration, target, links, flag, repeated: false, now };
    const first = provider.converse(outgoing, context).next();
    // There may be nothing to do any more.
    return first.done ? [] : [{ target, request: first.value }];
  });
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
