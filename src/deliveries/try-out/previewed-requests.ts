/** The requests that an event would cause at one integration, without sending them. */

import type { Configuration } from '../../integrations/contract/provider.ts';
import type { CurrentFlag } from '../../integrations/event/current-flag.ts';
import type { OutgoingEvent } from '../../integrations/event/outgoing-event.ts';
import type { AnyProvider } from '../../integrations/providers/registry.ts';
import type { App } from '../../platform/app.ts';
import type { OutboundRequest } from '../../platform/egress/outbound.ts';
import { newId } from '../../platform/input/ids.ts';
import { buildRequest } from '../attempts/build-request.ts';
import { render } from '../attempts/render.ts';

/** A request, and the target that it would be sent to. */
export interface PreviewedRequest {
  target: string;
  request: OutboundRequest;
}

interface Previewed {
  /** Of the integration. */
  id: string;
  provider: AnyProvider;
  configuration: Configuration<unknown, unknown>;
  event: OutgoingEvent;
  /** As it is when the requests are sent; only conversations look at it. */
  flag: CurrentFlag | null;
}

/**
 * One for each target, secrets included: `redact` of the provider masks them. Delivery id, time and signature are generated
 * as for a real delivery. Of several requests only the first: the others depend on its response.
 */
export function previewedRequests(
  app: App,
  { id, provider, configuration, event, flag }: Previewed,
): PreviewedRequest[] {
  const { settings } = configuration;
  const now = app.now();
  return render(app, event, { id, provider: provider.name, settings }).flatMap(
    ({ target, body }): PreviewedRequest[] => {
      if (provider.kind === 'http') {
        const signed = { deliveryId: newId('dlv'), wireName: event.wireName, now };
        return body === null
          ? []
          : [{ target, request: buildRequest(provider, configuration, body, signed) }];
      }
      const links = { publicUrl: app.publicUrl };
      const context = { ...configuration, target, links, flag, repeated: false, now };
      const first = provider.converse(event, context).next();
      // There may be nothing to do any more.
      return first.done ? [] : [{ target, request: first.value }];
    },
  );
}
