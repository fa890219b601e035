/** Payload of an event about an integration: complete, so that the event can be shown after the integration was deleted. */
export interface IntegrationEventPayload {
  integrationId: string;
  integrationName: string;
  /** Name of the provider in the registry. */
  provider: string;
  /** Why it was disabled, as a sentence for people. */
  reason: string;
}
