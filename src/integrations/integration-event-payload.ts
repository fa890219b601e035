/** What an event about an integration says beyond what every event says: enough to read it after the integration is gone. */
export interface IntegrationEventPayload {
  integrationId: string;
  integrationName: string;
  /** Its name in the registry of providers. */
  provider: string;
  /** Why it was disabled, as a sentence for people. */
  reason: string;
}
