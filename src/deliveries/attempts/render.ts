/** From an event to the deliveries of one integration, each with the body that all its attempts send. */

import type { Integration } from '../../../generated/prisma/client.ts';
import type { RequestBody } from '../../integrations/contract/provider.ts';
import type { OutgoingEvent } from '../../integrations/event/outgoing-event.ts';
import {
  type AnyHttpProvider,
  type AnyProvider,
  providerNamed,
} from '../../integrations/providers/registry.ts';
import type { App } from '../../platform/app.ts';

export interface Rendered {
  integrationId: string;
  target: string;
  /** Null for conversations, and when rendering failed: the first attempt tries again. */
  body: RequestBody | null;
}

type Rendering = Pick<Integration, 'id' | 'provider'> & { settings: unknown };
type AnyApp = Pick<App, 'publicUrl' | 'log'>;

/** The targets of every event. Null for conversations, whose targets depend on the event. */
export function targetsOf(provider: AnyProvider, settings: unknown): string[] | null {
  return provider.kind === 'conversation' ? null : (provider.targets?.(settings) ?? ['']);
}

/** The deliveries of an event to one integration, one for each of its targets. Throws what its provider throws. */
export function render(app: AnyApp, event: OutgoingEvent, integration: Rendering): Rendered[] {
  const { id: integrationId } = integration;
  const provider = providerNamed(integration.provider);
  const settings = provider.settings.parse(integration.settings);
  if (provider.kind === 'conversation') {
    return provider
      .targets(settings, event, integrationId)
      .map((target) => ({ integrationId, target, body: null }));
  }
  return (provider.targets?.(settings) ?? ['']).flatMap((target) => {
    const body = renderBody(app, provider, settings, event, target);
    return body === 'skip' ? [] : [{ integrationId, target, body }];
  });
}

/** The body of an event for one target. 'skip' when the event is of no interest to the provider. */
export function renderBody(
  { publicUrl }: Pick<App, 'publicUrl'>,
  provider: AnyHttpProvider,
  settings: unknown,
  event: OutgoingEvent,
  target: string,
): RequestBody | 'skip' {
  return provider.body(event, { settings, target, links: { publicUrl } });
}

/**
 * Like `render`, but an integration that cannot be rendered must not keep the event from the others: its delivery is
 * created without a body. The attempts show the error, and succeed once the cause is fixed.
 */
export function renderOrPostpone(app: AnyApp, event: OutgoingEvent, integration: Rendering): Rendered[] {
  try {
    return render(app, event, integration);
  } catch (error) {
    app.log.error(
      { err: error, integrationId: integration.id, eventId: event.id },
      'could not render an event',
    );
    return [{ integrationId: integration.id, target: '', body: null }];
  }
}
