/** The requests that an event would cause, without sending them. */

import { z } from 'zod';
import type { Actor } from '../../access/viewer.ts';
import { withEnvironment } from '../../events/logged-event.ts';
import { type StoredEvent, toOutgoingEvent } from '../../integrations/event/to-outgoing-event.ts';
import { providerNamed } from '../../integrations/providers/registry.ts';
import { readForCommand } from '../../integrations/secrets/configuration.ts';
import type { App } from '../../platform/app.ts';
import type { OutboundRequest } from '../../platform/egress/outbound.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { newId } from '../../platform/input/ids.ts';
import { parseInput, reference } from '../../platform/input/input.ts';
import { buildRequest } from '../attempts/build-request.ts';
import { readCurrentFlag } from '../attempts/read-current-flag.ts';
import { render } from '../attempts/render.ts';
import { findIntegration } from './find-integration.ts';
import { sampleEvent } from './sample-event.ts';

type Found = Awaited<ReturnType<typeof findIntegration>>;

export interface Preview {
  integrationId: string;
  requests: OutboundRequest[];
  refusal(): Promise<string | null>;
}

/**
 * The requests with secrets masked: for the given event, else for the newest one that matches the integration, else for a
 * sample. Delivery id, time and signature are generated as for a real delivery. Of several requests only the first: the
 * others depend on its response.
 */
export async function previewIntegration(app: App, actor: Actor, input: unknown): Promise<Preview> {
  const asked = parseInput(z.object({ integrationId: reference, eventId: reference.nullish() }), input);
  const found = await findIntegration(app, asked.integrationId);
  const configuration = readForCommand(app.secrets, found.integration);
  const event = (await findEvent(app, found, asked.eventId ?? null)) ?? sampleOf(app, actor, found);
  const provider = providerNamed(found.integration.provider);
  const outgoing = toOutgoingEvent(event, app.publicUrl);
  const deliveries = render(app, outgoing, found.integration);
  const flag = provider.kind === 'conversation' ? await readCurrentFlag(app, event) : null;
  const now = app.now();
  const requests = deliveries.flatMap(({ target, body }) => {
    if (provider.kind === 'http') {
      const signed = { deliveryId: newId('dlv'), wireName: outgoing.wireName, now };
      return body === null ? [] : [buildRequest(provider, configuration, body, signed)];
    }
    const links = { publicUrl: app.publicUrl };
    const context = { ...configuration, target, links, flag, repeated: false, now };
    const first = provider.converse(outgoing, context).next();
    // There may be nothing to do any more.
    return first.done ? [] : [first.value];
  });
  return {
    integrationId: asked.integrationId,
    requests: requests.map((request) => provider.redact(request, configuration)),
    refusal: () => findRefusal(app, found.project.id, requests),
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

async function findEvent(app: App, found: Found, eventId: string | null): Promise<StoredEvent | null> {
  const { project, integration } = found;
  const { eventTypes, environmentIds } = integration;
  const event = await app.database.prisma.event.findFirst({
    where: eventId
      ? { id: eventId, projectId: project.id }
      : {
          projectId: project.id,
          sequence: { not: null },
          ...(eventTypes.length > 0 ? { type: { in: eventTypes } } : {}),
          ...(environmentIds.length > 0
            ? { OR: [{ environmentId: null }, { environmentId: { in: environmentIds } }] }
            : {}),
        },
    include: withEnvironment,
    orderBy: { sequence: 'desc' },
  });
  if (eventId && !event) {
    throw new NotFoundError(`There is no event "${eventId}" in the project of this integration.`);
  }
  return event && { ...event, project };
}

function sampleOf(app: App, actor: Actor, { project, environment }: Found): StoredEvent {
  return sampleEvent({ id: newId('evt'), occurredAt: app.now(), actor, project, environment });
}
