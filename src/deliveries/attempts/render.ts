/** From an event to the deliveries that one integration gets, each with the body that all its attempts send. */

import type { Integration } from '../../../generated/prisma/client.ts';
import type { OutgoingEvent } from '../../integrations/event/outgoing-event.ts';
import { type AnyProvider, providerNamed } from '../../integrations/providers/registry.ts';
import { readConfiguration } from '../../integrations/secrets/configuration.ts';
import type { App } from '../../platform/app.ts';

export interface Rendered {
  integrationId: string;
  target: string;
  /** Empty: it could not be rendered yet; the first attempt that can does it. */
  requestBody: string;
  contentType: string;
}

type Rendering = Pick<Integration, 'id' | 'provider' | 'settings' | 'secrets'>;

/** Where the deliveries of any event go; null where that depends on the event. */
export function targetsOf(provider: AnyProvider, settings: unknown): string[] | null {
  return provider.targetsByEvent ? null : (provider.targets?.(settings) ?? ['']);
}

/** The deliveries of an event to one integration, one for each of its targets. Throws what its provider throws. */
export function render(app: App, event: OutgoingEvent, integration: Rendering): Rendered[] {
  const provider = providerNamed(integration.provider);
  if (provider.converse) return renderConversations(provider, event, integration);
  const configuration = readConfiguration(app.secrets, integration);
  const links = { publicUrl: app.publicUrl };
  const targets = provider.targets?.(configuration.settings, event, integration.id) ?? [''];
  return targets.flatMap((target) => {
    const request = provider.request(event, { ...configuration, target, links });
    if (request === 'skip') return [];
    const contentType = request.headers['Content-Type'] ?? 'application/json';
    return [{ integrationId: integration.id, target, requestBody: request.body ?? '', contentType }];
  });
}

/** They keep no body, since each attempt makes its requests anew; so no secret has to be readable yet. */
function renderConversations(
  provider: AnyProvider,
  event: OutgoingEvent,
  { id: integrationId, settings }: Rendering,
): Rendered[] {
  const targets = provider.targets?.(provider.settings.parse(settings), event, integrationId) ?? [''];
  return targets.map((target) => ({ integrationId, target, requestBody: '', contentType: '' }));
}

/**
 * The same, but never throws: one integration that cannot be rendered for, such as one whose secrets were sealed with a
 * key that is gone, must not keep the event from the others. Its delivery is made all the same, so that its attempts
 * tell what is wrong, and go through once that is mended.
 */
export function renderOrPostpone(app: App, event: OutgoingEvent, integration: Rendering): Rendered[] {
  try {
    return render(app, event, integration);
  } catch (error) {
    app.log.error(
      { err: error, integrationId: integration.id, eventId: event.id },
      'could not render an event',
    );
    return [{ integrationId: integration.id, target: '', requestBody: '', contentType: '' }];
  }
}
