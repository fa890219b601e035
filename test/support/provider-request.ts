import type { Configuration, HttpProvider } from '#src/integrations/contract/provider.ts';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import { type AnyHttpProvider, providerNamed } from '#src/integrations/providers/registry.ts';
import type { OutboundRequest } from '#src/platform/egress/outbound.ts';

export const links = { publicUrl: 'https://flags.example.com' };

/** The request of a provider for an event, without the headers of `sign`. Fails when the provider skips the event. */
export function requestOf<Settings, Secrets>(
  provider: HttpProvider<Settings, Secrets>,
  event: OutgoingEvent,
  { target = '', ...configuration }: Configuration<Settings, Secrets> & { target?: string },
): OutboundRequest & { body: string } {
  const rendered = provider.body(event, { settings: configuration.settings, target, links });
  if (rendered === 'skip') throw new Error(`${provider.name} skips ${event.type}`);
  const { method, url, headers } = provider.address(configuration);
  const { body, contentType } = rendered;
  return { method, url, headers: { ...headers, 'Content-Type': contentType }, body };
}

/** The provider of that name. Fails for a conversation provider. */
export function httpProviderNamed(name: string): AnyHttpProvider {
  const provider = providerNamed(name);
  if (provider.kind !== 'http') throw new Error(`${name} gets an event in several requests`);
  return provider;
}
